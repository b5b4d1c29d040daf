import { expect, test } from "vitest";
import { createDecodePace, FULL_WIDTH, REDUCED_WIDTH } from "../../../src/client/features/scan/decodePace.ts";
import { reducedSize } from "../../../src/client/features/scan/frameSize.ts";

test("frames get smaller once the median decode passes 150 ms, and stay so", () => {
  const pace = createDecodePace();
  for (let count = 0; count < 8; count++) pace.took(400);
  expect(pace.maxWidth()).toBe(FULL_WIDTH);
  pace.took(400);
  expect(pace.maxWidth()).toBe(REDUCED_WIDTH);
  for (let count = 0; count < 20; count++) pace.took(20);
  expect(pace.maxWidth()).toBe(REDUCED_WIDTH);
});

test("a few slow frames among fast ones change nothing", () => {
  const pace = createDecodePace();
  for (let count = 0; count < 50; count++) pace.took(count % 4 === 0 ? 900 : 40);
  expect(pace.maxWidth()).toBe(FULL_WIDTH);
});

test("a picture is reduced in proportion and never enlarged", () => {
  expect(reducedSize(1920, 1080, 1280)).toEqual({ width: 1280, height: 720 });
  expect(reducedSize(1080, 1920, 1280)).toEqual({ width: 1080, height: 1920 });
  expect(reducedSize(9000, 1, 100)).toEqual({ width: 100, height: 1 });
});
