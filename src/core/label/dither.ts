import { blacken, blankRaster, type Raster } from "./raster.ts";

/** A grey picture, one byte a point row by row, 0 black. */
export type GreyPicture = { readonly width: number; readonly height: number; readonly luma: Uint8Array };

/** Where the error of a point goes, and how much of it. Source: Floyd and Steinberg, 1976. */
const SHARES = [
  { x: 1, y: 0, part: 7 / 16 },
  { x: -1, y: 1, part: 3 / 16 },
  { x: 0, y: 1, part: 5 / 16 },
  { x: 1, y: 1, part: 1 / 16 },
] as const;

/** A grey picture in black dots alone, its greys kept by spreading what each dot is too dark or too light. */
export function dithered({ width, height, luma }: GreyPicture): Raster {
  const raster = blankRaster(width, height);
  const left = Float32Array.from(luma);
  for (let at = 0; at < width * height; at++) {
    const x = at % width;
    const y = Math.floor(at / width);
    const grey = left[at] ?? 255;
    const black = grey < 128;
    if (black) blacken(raster, x, y);
    for (const share of SHARES) {
      if (x + share.x < 0 || x + share.x >= width || y + share.y >= height) continue;
      const to = at + share.y * width + share.x;
      left[to] = (left[to] ?? 0) + (grey - (black ? 0 : 255)) * share.part;
    }
  }
  return raster;
}
