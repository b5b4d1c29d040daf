import { err, ok, type Result } from "./result.ts";

/** Why a text may not be signed. */
export type TextError =
  | "textMissing"
  | "textTooLong"
  | "controlCharacter"
  | "bidiCharacter"
  | "zeroWidthCharacter"
  | "privateUseCharacter"
  | "notNormalized"
  | "outerSpaces";

/** Lengths in code points, both ends included. */
export type TextBounds = { readonly min: number; readonly max: number };

/** First and last code point. */
type Range = readonly [number, number];

/**
 * Ranges of code points that have no place in a signed text, each with the name under which it is refused.
 * Zero-width: Default_Ignorable_Code_Point of Unicode 16 and the interlinear marks, without what stands under bidi and
 * without the variation selectors, which tell apart forms of rare Chinese characters.
 */
const REFUSED: readonly (readonly [TextError, readonly Range[]])[] = [
  [
    "controlCharacter",
    [
      [0x0, 0x1f],
      [0x7f, 0x9f],
      [0x2028, 0x2029],
      [0xd800, 0xdfff],
      [0xfffe, 0xffff],
    ],
  ],
  [
    "bidiCharacter",
    [
      [0x61c, 0x61c],
      [0x200e, 0x200f],
      [0x202a, 0x202e],
      [0x2066, 0x2069],
    ],
  ],
  [
    "zeroWidthCharacter",
    [
      [0xad, 0xad],
      [0x34f, 0x34f],
      [0x115f, 0x1160],
      [0x17b4, 0x17b5],
      [0x180b, 0x180f],
      [0x200b, 0x200d],
      [0x2060, 0x2065],
      [0x206a, 0x206f],
      [0x3164, 0x3164],
      [0xfeff, 0xfeff],
      [0xffa0, 0xffa0],
      [0xfff0, 0xfffb],
      [0x1bca0, 0x1bca3],
      [0x1d173, 0x1d17a],
      [0xe0000, 0xe00ff],
      [0xe01f0, 0xe0fff],
    ],
  ],
  [
    "privateUseCharacter",
    [
      [0xe000, 0xf8ff],
      [0xf0000, 0x10ffff],
    ],
  ],
];

/** CJK Unified Ideographs: most of what is read, and none of it refused. */
const IDEOGRAPHS: Range = [0x4e00, 0x9fff];

function refusedAs(codePoint: number): TextError | undefined {
  if (codePoint >= IDEOGRAPHS[0] && codePoint <= IDEOGRAPHS[1]) return undefined;
  return REFUSED.find(([, ranges]) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to))?.[0];
}

/** Number of code points: what every length limit of the wire format counts. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * Checks a text as the wire format demands it: NFC, no outer spaces, within `bounds`, and no control, bidi,
 * zero-width or private-use character.
 */
export function checkText(text: string, bounds: TextBounds): Result<string, TextError> {
  for (const character of text) {
    const refused = refusedAs(character.codePointAt(0) ?? 0);
    if (refused !== undefined) return err(refused);
  }
  if (text !== text.normalize("NFC")) return err("notNormalized");
  if (text !== text.trim()) return err("outerSpaces");
  const length = countCodePoints(text);
  if (length < bounds.min) return err("textMissing");
  return length > bounds.max ? err("textTooLong") : ok(text);
}

/** What a person typed, brought into the form that {@link checkText} asks for where that loses nothing: NFC and trimmed. */
export function tidyText(typed: string): string {
  return typed.normalize("NFC").trim();
}
