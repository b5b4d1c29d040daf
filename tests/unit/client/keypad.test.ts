import { expect, test } from "vitest";
import { type KeypadKey, pressKey, tidyNumberText } from "../../../src/client/ui/keypad.ts";

const QUANTITY = { wholeDigits: 4, decimals: 3 };

function type(keys: string, limits = QUANTITY): string {
  return Array.from(keys).reduce(
    (text, key) => pressKey(text, key === "x" ? "delete" : (key as KeypadKey), limits),
    "",
  );
}

test("digits and a point give a number as it was typed", () => {
  expect(type("120.5")).toBe("120.5");
});

test("a point at the start writes the nought before it", () => {
  expect(type(".5")).toBe("0.5");
});

test("there is only ever one point", () => {
  expect(type("1.2.3")).toBe("1.23");
});

test("a digit after a lone nought replaces it", () => {
  expect(type("007")).toBe("7");
  expect(type("0.07")).toBe("0.07");
});

test("keys over the limits change nothing", () => {
  expect(type("12345")).toBe("1234");
  expect(type("1.2345")).toBe("1.234");
  expect(type("1.5", { wholeDigits: 4, decimals: 0 })).toBe("15");
});

test("delete takes the last sign and does nothing on an empty field", () => {
  expect(type("12.xx3x4")).toBe("14");
  expect(type("x")).toBe("");
});

test("text from a Chinese input method is read as the number it means", () => {
  expect(tidyNumberText("120。5", QUANTITY)).toBe("120.5");
  expect(tidyNumberText("1,2 0.5 千克", QUANTITY)).toBe("120.5");
  expect(tidyNumberText("-3", QUANTITY)).toBe("3");
});
