import { expect, test } from "vitest";
import { type Box, baselineOf, type Label } from "../../../src/core/label/box.ts";
import { drawOnDots, toDots } from "../../../src/core/label/drawOnDots.ts";
import { blacken, blankRaster, isBlack, overprint, type Raster } from "../../../src/core/label/raster.ts";

const RESOLUTION = { dpi: 203, dotsPerMm: 8 };

function labelOf(boxes: readonly Box[]): Label {
  return {
    width: 10,
    height: 10,
    resolution: RESOLUTION,
    boxes,
    plan: { form: "short", dots: 3, fontSize: 2, spacing: "plain", titleAbove: false, pictures: false },
  };
}

/** A raster as lines of # and ., cut out. */
function picture(raster: Raster, left: number, top: number, side: number): readonly string[] {
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) => (isBlack(raster, left + x, top + y) ? "#" : ".")).join(""),
  );
}

test("a code stands on whole dots behind four light modules", () => {
  const modules = { size: 2, data: Uint8Array.of(1, 0, 0, 1) };
  const raster = drawOnDots(
    labelOf([{ kind: "code", form: "short", text: "", modules, dots: 3, x: 1, y: 0, width: 3.75, height: 3.75 }]),
  );
  expect(picture(raster, 8 + 12 - 1, 12 - 1, 8)).toEqual([
    "........",
    ".###....",
    ".###....",
    ".###....",
    "....###.",
    "....###.",
    "....###.",
    "........",
  ]);
});

test("a tick box has its frame, and its tick only when ticked", () => {
  const tick = { kind: "tick", field: "basis", x: 1, y: 1, width: 2, height: 2, stroke: 0.125 } as const;
  const empty = picture(drawOnDots(labelOf([{ ...tick, ticked: false }])), 8, 8, 16);
  const ticked = picture(drawOnDots(labelOf([{ ...tick, ticked: true }])), 8, 8, 16);
  expect(empty[0]).toBe("#".repeat(16));
  expect(empty.slice(1, 15)).toEqual(Array.from({ length: 14 }, () => `#${".".repeat(14)}#`));
  const inside = ticked.slice(1, 15).join("").replace(/\./g, "").length - 28;
  expect(inside).toBeGreaterThan(20);
  expect(inside).toBeLessThan(80);
});

test("a rule thinner than a dot is still one dot", () => {
  const raster = drawOnDots(labelOf([{ kind: "rule", x: 0, y: 5, width: 10, height: 0.05 }]));
  expect(Array.from({ length: 80 }, (_, y) => isBlack(raster, 40, y)).filter(Boolean)).toHaveLength(1);
  expect(isBlack(raster, 79, 40)).toBe(true);
});

test("rows are whole bytes, most significant bit first, and printing over keeps what is black", () => {
  const raster = blankRaster(10, 2);
  expect(raster).toMatchObject({ bytesPerRow: 2, bits: new Uint8Array(4) });
  blacken(raster, 0, 0);
  blacken(raster, 9, 1);
  blacken(raster, 10, 1);
  expect([...raster.bits]).toEqual([0x80, 0, 0, 0x40]);
  const over = blankRaster(1, 1);
  blacken(over, 0, 0);
  overprint(raster, over, 1, 0);
  overprint(raster, blankRaster(10, 2), 0, 0);
  expect([...raster.bits]).toEqual([0xc0, 0, 0, 0x40]);
});

test("baselines follow each other at the line height, inside their box", () => {
  const text = {
    kind: "text",
    field: "origin",
    lines: ["山西省晋城市陵川县", "附城镇"],
    fontSize: 2,
    lineHeight: 2.5,
    align: "left",
    bold: false,
    x: 1,
    y: 3,
    width: 30,
    height: 5,
  } as const;
  expect(baselineOf(text, 0)).toBeCloseTo(3 + 0.25 + 1.76);
  expect(baselineOf(text, 1) - baselineOf(text, 0)).toBeCloseTo(2.5);
  expect(toDots(baselineOf(text, 1), RESOLUTION)).toBeLessThan(toDots(text.y + text.height, RESOLUTION));
});
