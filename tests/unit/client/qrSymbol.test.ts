import jsQR from "jsqr";
import { expect, test } from "vitest";
import { crispEdge, qrPath } from "../../../src/client/ui/qrSymbol.ts";

const CHAIN_CODE = `https://lz.example.cn/c/7K2M9QX4TB8W1CZ6#1${"12345678901234567".repeat(53)}12345678`;

/** Fills the path's runs into pixels, as a browser does. */
function paint({ d, width }: { readonly d: string; readonly width: number }, scale: number): Uint8ClampedArray {
  const edge = width * scale;
  const pixels = new Uint8ClampedArray(edge * edge * 4).fill(255);
  const black = new Uint32Array(pixels.buffer);
  for (const [, x, y, length] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const start = row * edge + Number(x) * scale;
      black.fill(0xff000000, start, start + Number(length) * scale);
    }
  }
  return pixels;
}

test("what is drawn reads back as the text", () => {
  const path = qrPath(CHAIN_CODE);
  const scale = 4;
  expect(jsQR(paint(path, scale), path.width * scale, path.width * scale)?.data).toBe(CHAIN_CODE);
});

test("digits go in numeric mode: 375 bytes of a chain code fit into version 16", () => {
  expect(qrPath(CHAIN_CODE).version).toBeLessThanOrEqual(16);
});

test("a symbol keeps the light margin of four modules on every side", () => {
  const { d, width } = qrPath("https://lz.example.cn/c/7K2M9QX4TB8W1CZ6");
  const runs = [...d.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(
    ([, x, y, length]) => [Number(x), Number(y), Number(length)] as const,
  );
  expect(Math.min(...runs.map(([x]) => x))).toBe(4);
  expect(Math.min(...runs.map(([, y]) => y))).toBe(4);
  expect(Math.max(...runs.map(([x, , length]) => x + length))).toBe(width - 4);
  expect(Math.max(...runs.map(([, y]) => y + 1))).toBe(width - 4);
});

test("every module covers a whole number of the screen's own pixels", () => {
  for (const pixelRatio of [1, 1.5, 2, 2.625, 3]) {
    const edge = crispEdge(328, 89, pixelRatio);
    expect(edge).toBeLessThanOrEqual(328);
    expect((edge * pixelRatio) / 89).toBeCloseTo(Math.floor((328 * pixelRatio) / 89), 9);
  }
});

test("a screen too small for the symbol still gets one pixel a module", () => {
  expect(crispEdge(50, 89, 1)).toBe(89);
});

test("a text that no symbol holds is a bug of the caller", () => {
  expect(() => qrPath("x".repeat(3000))).toThrow(/big/i);
});
