import { scanImageData, setModuleArgs } from "@undecaf/zbar-wasm";
import zbarUrl from "@undecaf/zbar-wasm/dist/zbar.wasm?url";
import readQr from "jsqr";
import { beforeAll, describe, expect, test } from "vitest";
import { rasterOf, showRaster } from "../../src/client/features/print/labelRaster.ts";
import type { CodeBox, Label, Rect } from "../../src/core/label/box.ts";
import type { GreyPicture } from "../../src/core/label/dither.ts";
import { drawOnDots, toDots } from "../../src/core/label/drawOnDots.ts";
import type { Resolution } from "../../src/core/label/labelSize.ts";
import { layoutLabel } from "../../src/core/label/layoutLabel.ts";
import { isBlack, type Raster } from "../../src/core/label/raster.ts";
import { ALL_SIZES, encodeQr, ISSUED_STYLES, LABEL_PACK, labelContent, TEXTS } from "../support/labels.ts";

const TOOLS = { resolution: { dpi: 203, dotsPerMm: 8 }, encode: encodeQr };

beforeAll(() => setModuleArgs({ locateFile: () => zbarUrl }));

function codeOn(label: Label): CodeBox {
  const code = label.boxes.find((box) => box.kind === "code");
  if (code === undefined) throw new Error("no code");
  return code;
}

function pixelsOf(raster: Raster): ImageData {
  const canvas = document.createElement("canvas");
  showRaster(canvas, raster);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  return pen.getImageData(0, 0, raster.width, raster.height);
}

async function readByZbar(image: ImageData): Promise<readonly string[]> {
  return (await scanImageData(image)).map((symbol) => symbol.decode());
}

/** Share of black dots in a rectangle of millimetres. */
function ink(raster: Raster, { x, y, width, height }: Rect, resolution: Resolution = TOOLS.resolution): number {
  let black = 0;
  let all = 0;
  const [left, top] = [toDots(x, resolution), toDots(y, resolution)];
  const [right, bottom] = [toDots(x + width, resolution), toDots(y + height, resolution)];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      all++;
      if (isBlack(raster, column, row)) black++;
    }
  }
  return black / all;
}

const cases = ALL_SIZES.flatMap((size) =>
  ISSUED_STYLES.flatMap((style) =>
    LABEL_PACK.resolutions.map((resolution) => ({ size, style, resolution, dpi: resolution.dpi })),
  ),
);

describe.each(cases)("$size.id, $style.name, $dpi dpi", ({ size, style, resolution }) => {
  test.each(["shortest", "usual", "longest"] as const)(
    "two other decoders read the printed code: %s text",
    async (length) => {
      const label = layoutLabel(labelContent(style, TEXTS[length]), size, { ...TOOLS, resolution });
      if (!label.ok) {
        expect(label.error.code).toBe("textTooLong");
        return;
      }
      const raster = rasterOf(label.value, []);
      const image = pixelsOf(raster);
      const { text } = codeOn(label.value);
      expect(readQr(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data).toBe(text);
      expect(await readByZbar(image)).toEqual([text]);
      for (const box of label.value.boxes)
        if (box.kind === "text") expect(ink(raster, box, resolution), box.lines[0]).toBeGreaterThan(0.002);
    },
  );
});

test("text keeps clear of the code: its square is the same to the dot with text and without", () => {
  const [style] = ISSUED_STYLES;
  if (style === undefined) throw new Error("no style");
  for (const size of ALL_SIZES) {
    const label = layoutLabel(labelContent(style, TEXTS.usual), size, TOOLS);
    if (!label.ok) throw new Error(size.id);
    const code = codeOn(label.value);
    const [bare, full] = [drawOnDots(label.value), rasterOf(label.value, [])];
    const left = toDots(code.x, TOOLS.resolution);
    const top = toDots(code.y, TOOLS.resolution);
    const side = toDots(code.width, TOOLS.resolution);
    const differs: string[] = [];
    for (let at = 0; at < side * side; at++) {
      const [x, y] = [left + (at % side), top + Math.floor(at / side)];
      if (isBlack(bare, x, y) !== isBlack(full, x, y)) differs.push(`${x},${y}`);
    }
    expect(differs, size.id).toEqual([]);
  }
});

test("the producer's picture is printed in dots where its box is", () => {
  const [style] = ISSUED_STYLES;
  const size = ALL_SIZES.find(({ id }) => id === "80x60");
  if (style === undefined || size === undefined) throw new Error("a pack is incomplete");
  const grey: GreyPicture = { width: 20, height: 10, luma: new Uint8Array(200).fill(128) };
  const label = layoutLabel({ ...labelContent(style, TEXTS.usual), pictures: [2] }, size, TOOLS);
  const box = label.ok ? label.value.boxes.find(({ kind }) => kind === "picture") : undefined;
  if (!label.ok || box === undefined) throw new Error("no picture");
  const share = ink(rasterOf(label.value, [grey]), box);
  expect(share).toBeGreaterThan(0.4);
  expect(share).toBeLessThan(0.6);
  expect(ink(rasterOf(label.value, []), box)).toBe(0);
});
