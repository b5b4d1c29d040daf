import { type MappedCharacter, writeCharacterMap } from "./characterMap.ts";
import { writeFontFile } from "./fontFile.ts";
import { type GlyphMetric, type TrueTypeFont, viewOf } from "./trueType.ts";

/** A code of the new font, and the character whose glyph it shows; without one it is a blank as wide as the em. */
export type WantedGlyph = { readonly code: number; readonly character?: number };

/** A glyph of the new font. */
type Taken = { readonly outline: Uint8Array; readonly metric: GlyphMetric };

/** Flags of a part of a composite glyph (OpenType 1.9, `glyf`). */
const PART = { wordArguments: 0x1, oneScale: 0x8, more: 0x20, twoScales: 0x40, matrix: 0x80 } as const;
const PART_START = 10;

/**
 * The characters of a text that none of the fonts draws, each once. One with a variation selector is such: which of its
 * forms a font draws is not looked up.
 */
export function uncoveredCharacters(fonts: readonly TrueTypeFont[], text: Iterable<string>): readonly string[] {
  const missing = new Set<string>();
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isOne = character.length === (code > 0xffff ? 2 : 1);
    if (!isOne || !fonts.some(({ glyphs }) => glyphs.has(code))) missing.add(character);
  }
  return [...missing];
}

/**
 * Makes a font of exactly the wanted glyphs, in the order of their codes, each taken from the first of the fonts that
 * has it. The fonts must have one em square. Hints and layout tables are left out; what has no glyph anywhere gets a
 * blank, so that nothing is ever dropped by whoever draws with it: ask {@link uncoveredCharacters} before. The table
 * `name`, which carries copyright and licence, is given or else the first font's.
 */
export function subsetFont(
  fonts: readonly [TrueTypeFont, ...TrueTypeFont[]],
  wanted: readonly WantedGlyph[],
  names?: Uint8Array,
): Uint8Array {
  const [base] = fonts;
  const glyphs = new GlyphCollection(base);
  const characters: MappedCharacter[] = [...wanted]
    .sort((left, right) => left.code - right.code)
    .map(({ code, character }) => ({ code, glyph: glyphs.take(fonts, character) }));
  return assemble(base, glyphs.all, characters, names ?? base.table("name"));
}

/** Collects glyphs with the parts they are put together from, and renumbers both. */
class GlyphCollection {
  readonly all: Taken[] = [];
  readonly #places = new Map<TrueTypeFont, Map<number, number>>();
  readonly #base: TrueTypeFont;

  constructor(base: TrueTypeFont) {
    this.#base = base;
    this.#add(base, 0); // .notdef is always the first
  }

  take(fonts: readonly TrueTypeFont[], character: number | undefined): number {
    if (character !== undefined) {
      for (const font of fonts) {
        const glyph = font.glyphs.get(character);
        if (glyph !== undefined) return this.#add(font, glyph);
      }
    }
    this.all.push({ outline: new Uint8Array(0), metric: { advance: this.#base.unitsPerEm, bearing: 0 } });
    return this.all.length - 1;
  }

  #add(font: TrueTypeFont, glyph: number): number {
    const places = this.#places.get(font) ?? new Map<number, number>();
    this.#places.set(font, places);
    const known = places.get(glyph);
    if (known !== undefined) return known;
    const place = this.all.length;
    places.set(glyph, place);
    const outline = font.outline(glyph);
    const taken = { outline, metric: font.metric(glyph) };
    this.all.push(taken);
    if (outline.length > 0 && viewOf(outline).getInt16(0) < 0)
      this.all[place] = { ...taken, outline: this.#renumbered(font, outline) };
    return place;
  }

  /** A composite outline whose parts are named by their new numbers. */
  #renumbered(font: TrueTypeFont, outline: Uint8Array): Uint8Array {
    const copy = new Uint8Array(outline); // not slice(): what Node reads from a file would share its memory
    const view = viewOf(copy);
    let at = PART_START;
    for (let flags: number = PART.more; (flags & PART.more) !== 0; ) {
      flags = view.getUint16(at);
      view.setUint16(at + 2, this.#add(font, view.getUint16(at + 2)));
      at += 4 + ((flags & PART.wordArguments) === 0 ? 2 : 4) + scaleBytes(flags);
    }
    return copy;
  }
}

function scaleBytes(flags: number): number {
  if ((flags & PART.oneScale) !== 0) return 2;
  if ((flags & PART.twoScales) !== 0) return 4;
  return (flags & PART.matrix) === 0 ? 0 : 8;
}

function assemble(
  base: TrueTypeFont,
  glyphs: readonly Taken[],
  characters: readonly MappedCharacter[],
  names: Uint8Array,
): Uint8Array {
  const { glyf, loca, isLong } = writeOutlines(glyphs);
  const { hmtx, full } = writeMetrics(glyphs);
  const codes = characters.map(({ code }) => Math.min(code, 0xffff));
  return writeFontFile([
    [
      "OS/2",
      changed(base.table("OS/2"), (view) =>
        [64, 66].forEach((at, end) => view.setUint16(at, codes[end * (codes.length - 1)] ?? 0)),
      ),
    ],
    ["cmap", writeCharacterMap(characters)],
    ["glyf", glyf],
    ["head", changed(base.table("head"), (view) => view.setInt16(50, isLong ? 1 : 0))],
    ["hhea", changed(base.table("hhea"), (view) => view.setUint16(34, full))],
    ["hmtx", hmtx],
    ["loca", loca],
    ["maxp", changed(base.table("maxp"), (view) => view.setUint16(4, glyphs.length))],
    ["name", names],
    ["post", changed(base.table("post").subarray(0, 32), (view) => view.setUint32(0, 0x00030000))],
  ]);
}

function changed(table: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = new Uint8Array(table);
  change(viewOf(copy));
  return copy;
}

/** Short offsets count words, so outlines are padded to them; beyond 128 KiB the offsets are long and need no padding. */
function writeOutlines(glyphs: readonly Taken[]) {
  const padded = glyphs.reduce((total, { outline }) => total + outline.length + (outline.length % 2), 0);
  const isLong = padded > 0x1fffe;
  const glyf = new Uint8Array(padded);
  const loca = new Uint8Array((glyphs.length + 1) * (isLong ? 4 : 2));
  const view = viewOf(loca);
  let offset = 0;
  const note = (index: number) => (isLong ? view.setUint32(index * 4, offset) : view.setUint16(index * 2, offset / 2));
  glyphs.forEach(({ outline }, index) => {
    note(index);
    glyf.set(outline, offset);
    offset += outline.length + (isLong ? 0 : outline.length % 2);
  });
  note(glyphs.length);
  return { glyf: glyf.subarray(0, offset), loca, isLong };
}

/** Behind the last change of the advance only bearings are written. */
function writeMetrics(glyphs: readonly Taken[]) {
  let full = glyphs.length;
  while (full > 1 && glyphs[full - 1]?.metric.advance === glyphs[full - 2]?.metric.advance) full--;
  const hmtx = new Uint8Array(full * 4 + (glyphs.length - full) * 2);
  const view = viewOf(hmtx);
  glyphs.forEach(({ metric }, index) => {
    if (index < full) view.setUint16(index * 4, metric.advance);
    view.setInt16(index < full ? index * 4 + 2 : full * 4 + (index - full) * 2, metric.bearing);
  });
  return { hmtx, full };
}
