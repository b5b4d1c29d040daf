import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { readerOptions } from "../../src/client/features/scan/readerOptions.ts";
import { type CodeBox, QUIET_ZONE } from "../../src/core/label/box.ts";
import { drawOnDots, toDots } from "../../src/core/label/drawOnDots.ts";
import { layoutLabel } from "../../src/core/label/layoutLabel.ts";
import { codeOf, encodeQr, ISSUED_STYLES, LABEL_PACK, labelContent, TEXTS } from "./labels.ts";
import { damagedPrint, frameOf, type PrintDamage } from "./printDamage.ts";
import { type GreyImage, toRgba } from "./qrImages.ts";

const RESOLUTION = { dpi: 203, dotsPerMm: 8 };
/** Frames that a person waits for, about a second; every fourth is denoised, as the scanner does. */
const FRAMES = 8;
const DENOISE_EVERY = 4;

/** Starts the decoder of the app with its own wasm, as the browser does. */
export async function startDecoder(): Promise<void> {
  const path = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const wasmBinary = Uint8Array.from(readFileSync(path)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** A label of 60 x 40 mm with the certificate's code at three dots a module, its digits others for each seed. */
function printed(seed: number) {
  const [style] = ISSUED_STYLES;
  const size = LABEL_PACK.sizes.find(({ id }) => id === "60x40");
  if (style === undefined || size === undefined) throw new Error("a pack is incomplete");
  const digits = Array.from({ length: 410 }, (_, index) => (index * 7919 + seed * 104_729 + ((index * seed) % 7)) % 10);
  const short = codeOf(0).slice(0, codeOf(0).indexOf("#"));
  const content = { ...labelContent(style, TEXTS.usual), codes: { short, label: `${short}#1${digits.join("")}` } };
  const label = layoutLabel(content, size, { resolution: RESOLUTION, encode: encodeQr });
  const code = label.ok ? label.value.boxes.find((box): box is CodeBox => box.kind === "code") : undefined;
  if (!label.ok || code?.form !== "label" || code.dots !== 3) throw new Error("no label code at three dots");
  // What stands beside the code and its quiet zone makes no difference here, only work.
  const alone = { ...code, x: 1, y: 1 };
  return {
    raster: drawOnDots({ ...label.value, width: code.width + 2, height: code.height + 2, boxes: [alone] }),
    code: alone,
  };
}

/** Share of damaged prints whose code the app's decoder reads within a second of frames from a hand-held camera. */
export async function readRate(damage: PrintDamage, prints: number): Promise<number> {
  let read = 0;
  for (let seed = 1; seed <= prints; seed++) {
    const { raster, code } = printed(seed);
    const edge = QUIET_ZONE * code.dots;
    const place = {
      left: toDots(code.x, RESOLUTION) + edge,
      top: toDots(code.y, RESOLUTION) + edge,
      modules: code.modules.size,
      dots: code.dots,
    };
    if (await isRead(damagedPrint(raster, place, damage, seed), code.text, seed)) read++;
  }
  return read / prints;
}

/** @throws Error when the decoder gives another text than the code holds: that must never happen */
async function isRead(print: GreyImage, text: string, seed: number): Promise<boolean> {
  for (let frame = 1; frame <= FRAMES; frame++) {
    const { width, height, luma } = frameOf(print, seed * 1000 + frame);
    const pixels = { data: toRgba({ width, height, luma }), width, height, colorSpace: "srgb" } as ImageData;
    const look = { maxCodes: 1, denoise: frame % DENOISE_EVERY === 0, maxWidth: 1920 };
    const [found] = await readBarcodes(pixels, readerOptions(look));
    if (found !== undefined && found.text !== "" && found.text !== text) throw new Error("a code was misread");
    if (found?.text === text) return true;
  }
  return false;
}
