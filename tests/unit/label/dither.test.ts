import { expect, test } from "vitest";
import { dithered } from "../../../src/core/label/dither.ts";
import { isBlack } from "../../../src/core/label/raster.ts";

function shareOfBlack(grey: number): number {
  const raster = dithered({ width: 40, height: 40, luma: new Uint8Array(1600).fill(grey) });
  let black = 0;
  for (let at = 0; at < 1600; at++) if (isBlack(raster, at % 40, Math.floor(at / 40))) black++;
  return black / 1600;
}

test("a grey becomes as many black dots as it is dark", () => {
  expect(shareOfBlack(0)).toBe(1);
  expect(shareOfBlack(255)).toBe(0);
  expect(shareOfBlack(64)).toBeCloseTo(0.75, 1);
  expect(shareOfBlack(191)).toBeCloseTo(0.25, 1);
});
