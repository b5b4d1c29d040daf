import type { Raster } from "../../../src/core/label/raster.ts";
import type { LabelPrint } from "../../../src/core/printer/labelPrint.ts";
import { seededRandom } from "../seededRandom.ts";

/** A label of so many millimetres at 203 dpi with a picture of random dots. */
export function randomLabel(width: number, height: number, seed: number, more: Partial<LabelPrint> = {}): LabelPrint {
  const random = seededRandom(seed);
  const bits = Uint8Array.from({ length: width * height * 8 }, () => Math.floor(random() * 256));
  const raster: Raster = { width: width * 8, height: height * 8, bytesPerRow: width, bits };
  return { raster, width, height, gap: 2, density: 8, copies: 1, ...more };
}
