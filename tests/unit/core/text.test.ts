import { expect, test } from "vitest";
import { checkText } from "../../../src/core/text.ts";

const BOUNDS = { min: 1, max: 30 };

test.each([
  ["controlCharacter", ["\u0000", "\u0009", "\u000a", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800", "\udfff"]],
  ["bidiCharacter", ["\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"]],
  [
    "zeroWidthCharacter",
    [
      "\u00ad",
      "\u034f",
      "\u115f",
      "\u180e",
      "\u200b",
      "\u200c",
      "\u200d",
      "\u2060",
      "\u3164",
      "\ufeff",
      "\uffa0",
      "\u{e0041}",
    ],
  ],
  ["privateUseCharacter", ["\ue000", "\uf8ff", "\u{f0000}", "\u{10fffd}"]],
])("%s is the name under which these are refused", (name, characters) => {
  for (const character of characters) {
    expect(checkText(`大${character}白`, BOUNDS)).toEqual({ ok: false, error: name });
    expect(checkText(character, BOUNDS)).toEqual({ ok: false, error: name });
  }
});

test.each(["大白菜", "𬭊", "Ⅲ级", "100%", "葱（分葱）", "a b", "葛\u{e0100}"])("%s is accepted as it is", (text) => {
  expect(checkText(text, BOUNDS)).toEqual({ ok: true, value: text });
});

test.each([
  ["a decomposed é", "e\u0301", "notNormalized"],
  ["a space in front", " 大白菜", "outerSpaces"],
  ["an ideographic space behind", "大白菜\u3000", "outerSpaces"],
  ["nothing", "", "textMissing"],
  ["31 characters", "菜".repeat(31), "textTooLong"],
])("%s is refused, not mended", (_, text, error) => {
  expect(checkText(text, BOUNDS)).toEqual({ ok: false, error });
});
