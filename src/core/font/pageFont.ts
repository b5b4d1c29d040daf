import { subsetFont, uncoveredCharacters, type WantedGlyph } from "./subset.ts";
import type { TrueTypeFont } from "./trueType.ts";

/** A font made for exactly the characters of some pages. */
export type PageFont = {
  readonly bytes: Uint8Array;
  /**
   * Code under which the font shows each character. It is the character's own, except for those of more than one UTF-16
   * unit, by which writers count: they stand in the private-use area.
   */
  readonly codes: ReadonlyMap<string, number>;
  /** Characters for which the font has a blank, because none of its sources draws them: to be drawn as pictures. */
  readonly pictured: readonly string[];
};

const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

/** Printable ASCII, of which every text may hold some. */
export const ASCII: string = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");

/** What numbers are put together from, in whichever way they are written. */
const NUMBERS = " -.0123456789";

/** A code point with the variation selectors behind it, which choose its form. */
const CHARACTER = /[^][\uFE00-\uFE0F\u{E0100}-\u{E01EF}]*/gu;

/** The characters of a text as they are drawn: a variation selector belongs to what stands before it. */
export function drawnCharacters(text: string): readonly string[] {
  return text.match(CHARACTER) ?? [];
}

/** Each character of the texts once, in the order of code points. */
export function charactersOf(texts: Iterable<string>): readonly string[] {
  const characters = new Set<string>();
  for (const text of texts) for (const character of drawnCharacters(text)) characters.add(character);
  return [...characters].sort((left, right) => (left.codePointAt(0) ?? 0) - (right.codePointAt(0) ?? 0));
}

/**
 * Makes the font for pages that hold these texts and numbers from whatever of the sources has each character.
 * @throws RangeError for more than 6,400 characters of more than one unit: there are no codes for them
 */
export function pageFont(sources: readonly [TrueTypeFont, ...TrueTypeFont[]], texts: Iterable<string>): PageFont {
  const characters = charactersOf([NUMBERS, ...texts]);
  const pictured = uncoveredCharacters(sources, characters);
  const blank = new Set(pictured);
  const codes = new Map<string, number>();
  const wanted: WantedGlyph[] = [];
  let next = FIRST_PRIVATE;
  for (const character of characters) {
    const point = character.codePointAt(0) ?? 0;
    const isOne = character.length === 1;
    const code = isOne ? point : next++;
    codes.set(character, code);
    wanted.push(blank.has(character) ? { code } : { code, character: point });
  }
  if (next > LAST_PRIVATE + 1) throw new RangeError("too many characters of more than one unit");
  return { bytes: subsetFont(sources, wanted), codes, pictured };
}
