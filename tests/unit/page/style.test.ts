import { expect, test } from "vitest";
import { PAGE_STYLE } from "../../../src/page/style.ts";
import { newerInStyle } from "../../support/browserFloorStyle.ts";

type Colours = ReadonlyMap<string, string>;

function coloursOf(rule: string): Colours {
  return new Map([...rule.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/g)].map(([, name = "", value = ""]) => [name, value]));
}

const [light = "", dark = ""] = [...PAGE_STYLE.matchAll(/:root\{[^}]*\}/g)].map(([rule]) => rule);
const LIGHT = coloursOf(light);
const DARK: Colours = new Map([...LIGHT, ...coloursOf(dark)]);

/** Relative luminance of #rgb or #rrggbb (WCAG 2.2). */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
  const channels = [1, 3, 5].map((start) => Number.parseInt(digits.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(colours: Colours, front: string, back: string): number {
  const [low = 0, high = 0] = [front, back].map((name) => luminance(colours.get(name) ?? "")).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const PAIRS = [
  ["text", "page"],
  ["text", "surface"],
  ["text", "none"],
  ["soft", "surface"],
  ["link", "page"],
  ["link", "surface"],
  ["link", "none"],
  ["on", "good"],
  ["on", "bad"],
  ["bad", "surface"],
  ["wait-ink", "wait"],
  ["note", "note-soft"],
  ["surface", "note"],
] as const;

test.each([
  ["light", LIGHT],
  ["dark", DARK],
] as const)("all text can be read in the %s scheme: 4.5 to 1 at least", (_, colours) => {
  const weak = PAIRS.filter(([front, back]) => !(contrast(colours, front, back) >= 4.5));
  expect(weak).toEqual([]);
});

test("frames can be seen in both schemes: 3 to 1 at least", () => {
  for (const colours of [LIGHT, DARK]) {
    for (const frame of ["edge", "note"]) expect(contrast(colours, frame, "surface")).toBeGreaterThanOrEqual(3);
  }
});

test("the style uses nothing that the oldest browsers lack", () => {
  expect(newerInStyle(PAGE_STYLE)).toEqual([]);
});

test("the style loads nothing", () => {
  expect(PAGE_STYLE).not.toMatch(/url\(|@import|@font-face/);
});
