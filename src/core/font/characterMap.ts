import { viewOf } from "./trueType.ts";

/** A code point and the glyph that draws it. */
export type MappedCharacter = { readonly code: number; readonly glyph: number };

/** A run of codes whose glyphs follow one another. */
type Run = { readonly first: number; last: number; readonly glyph: number };

const LAST_BMP = 0xffff;

function runsOf(characters: readonly MappedCharacter[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { code, glyph } of characters) {
    const run = runs[runs.length - 1];
    if (run !== undefined && code === run.last + 1 && glyph === run.glyph + code - run.first) run.last = code;
    else runs.push({ first: code, last: code, glyph });
  }
  return runs;
}

/** Format 4, which holds the first 65,535 code points. */
function segmentTable(characters: readonly MappedCharacter[]): Uint8Array {
  const runs = [
    ...runsOf(characters.filter(({ code }) => code < LAST_BMP)),
    { first: LAST_BMP, last: LAST_BMP, glyph: 0 },
  ];
  const count = runs.length;
  const bytes = new Uint8Array(16 + count * 8);
  const view = viewOf(bytes);
  const power = Math.floor(Math.log2(count));
  const range = 2 * 2 ** power;
  [4, bytes.length, 0, count * 2, range, power, count * 2 - range].forEach((value, index) =>
    view.setUint16(index * 2, value),
  );
  runs.forEach(({ first, last, glyph }, index) => {
    view.setUint16(14 + index * 2, last);
    view.setUint16(16 + count * 2 + index * 2, first);
    view.setUint16(16 + count * 4 + index * 2, (first === LAST_BMP ? 1 : glyph - first) & 0xffff);
  });
  return bytes;
}

/** Format 12, which holds every code point. */
function groupTable(characters: readonly MappedCharacter[]): Uint8Array {
  const runs = runsOf(characters);
  const bytes = new Uint8Array(16 + runs.length * 12);
  const view = viewOf(bytes);
  view.setUint16(0, 12);
  view.setUint32(4, bytes.length);
  view.setUint32(12, runs.length);
  runs.forEach(({ first, last, glyph }, index) => {
    view.setUint32(16 + index * 12, first);
    view.setUint32(20 + index * 12, last);
    view.setUint32(24 + index * 12, glyph);
  });
  return bytes;
}

/** The table `cmap` for characters in ascending order: format 4, and format 12 beside it where codes go beyond it. */
export function writeCharacterMap(characters: readonly MappedCharacter[]): Uint8Array {
  const last = characters[characters.length - 1]?.code ?? 0;
  const narrow = { encoding: 1, bytes: segmentTable(characters) };
  const tables = last <= LAST_BMP ? [narrow] : [narrow, { encoding: 10, bytes: groupTable(characters) }];
  const start = 4 + tables.length * 8;
  const cmap = new Uint8Array(tables.reduce((total, { bytes }) => total + bytes.length, start));
  const view = viewOf(cmap);
  view.setUint16(2, tables.length);
  let offset = start;
  tables.forEach(({ encoding, bytes }, index) => {
    view.setUint16(4 + index * 8, 3); // platform: Windows, whose encodings 1 and 10 are Unicode
    view.setUint16(6 + index * 8, encoding);
    view.setUint32(8 + index * 8, offset);
    cmap.set(bytes, offset);
    offset += bytes.length;
  });
  return cmap;
}
