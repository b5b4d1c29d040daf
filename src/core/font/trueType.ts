import { err, ok, type Result } from "../result.ts";

/** Why bytes are no font that can be drawn from: no TrueType file, or one whose tables do not fit together. */
export type FontError = "notTrueType" | "fontDamaged";

/** A TrueType font with `glyf` outlines, read where it lies: nothing is copied. Distances in units of the em square. */
export type TrueTypeFont = {
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly unitsPerEm: number;
  readonly glyphCount: number;
  /** Bytes of a table, empty where the font has none. */
  readonly table: (tag: string) => Uint8Array;
  /** Glyph of each character (code point) that the font draws. */
  readonly glyphs: ReadonlyMap<number, number>;
  /** Outline of a glyph as stored, empty for a blank one. */
  readonly outline: (glyph: number) => Uint8Array;
  readonly metric: (glyph: number) => GlyphMetric;
};

/** How far a glyph moves the pen, and where its outline begins. */
export type GlyphMetric = { readonly advance: number; readonly bearing: number };

const TRUE_TYPE = 0x00010000;
const REQUIRED = ["head", "hhea", "maxp", "OS/2", "hmtx", "loca", "glyf", "cmap"];
const NOTHING = new Uint8Array(0);

/** Sees bytes as big-endian numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Reads a TrueType font (OpenType 1.9, `glyf` flavour). */
export function readTrueType(bytes: Uint8Array): Result<TrueTypeFont, FontError> {
  if (bytes.length < 12 || viewOf(bytes).getUint32(0) !== TRUE_TYPE) return err("notTrueType");
  try {
    return ok(openFont(bytes));
  } catch (error) {
    // A number read beyond the end of its table.
    if (error instanceof RangeError) return err("fontDamaged");
    throw error;
  }
}

/** @throws RangeError when tables are missing or point beyond the end */
function openFont(bytes: Uint8Array): TrueTypeFont {
  const tables = readTables(bytes);
  const table = (tag: string) => tables.get(tag) ?? NOTHING;
  if (REQUIRED.some((tag) => table(tag).length === 0)) throw new RangeError("a table is missing");
  const glyphCount = viewOf(table("maxp")).getUint16(4);
  return {
    bytes,
    unitsPerEm: viewOf(table("head")).getUint16(18),
    glyphCount,
    table,
    glyphs: readCharacters(table("cmap")),
    outline: outlineReader(table, glyphCount),
    metric: metricReader(table),
  };
}

function readTables(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    const start = view.getUint32(entry + 8);
    const length = view.getUint32(entry + 12);
    if (start + length > bytes.length) throw new RangeError("a table ends beyond the file");
    tables.set(tag, bytes.subarray(start, start + length));
  }
  return tables;
}

function outlineReader(table: (tag: string) => Uint8Array, glyphCount: number): TrueTypeFont["outline"] {
  const loca = viewOf(table("loca"));
  const glyf = table("glyf");
  const isLong = viewOf(table("head")).getInt16(50) === 1;
  const offset = (glyph: number) => (isLong ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  offset(glyphCount); // the end of the last one has to be there
  return (glyph) => glyf.subarray(offset(glyph), offset(glyph + 1));
}

function metricReader(table: (tag: string) => Uint8Array): TrueTypeFont["metric"] {
  const hmtx = viewOf(table("hmtx"));
  const full = viewOf(table("hhea")).getUint16(34);
  return (glyph) => {
    // Behind the last full entry stand bearings alone; the advance stays what it was.
    const advance = hmtx.getUint16(Math.min(glyph, full - 1) * 4);
    const bearing = glyph < full ? hmtx.getInt16(glyph * 4 + 2) : hmtx.getInt16(full * 4 + (glyph - full) * 2);
    return { advance, bearing };
  };
}

/** The widest of the Unicode tables: format 12 where there is one, else format 4. */
function readCharacters(cmap: Uint8Array): ReadonlyMap<number, number> {
  const view = viewOf(cmap);
  const subtables = Array.from({ length: view.getUint16(2) }, (_, index) => view.getUint32(4 + index * 8 + 4));
  const ofFormat = (format: number) => subtables.find((offset) => view.getUint16(offset) === format);
  const wide = ofFormat(12);
  if (wide !== undefined) return readGroups(view, wide);
  const narrow = ofFormat(4);
  return narrow === undefined ? new Map() : readSegments(view, narrow);
}

function readGroups(view: DataView, start: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  for (let group = 0; group < view.getUint32(start + 12); group++) {
    const entry = start + 16 + group * 12;
    const first = view.getUint32(entry);
    const last = Math.min(view.getUint32(entry + 4), 0x10ffff);
    for (let code = first; code <= last; code++) glyphs.set(code, view.getUint32(entry + 8) + code - first);
  }
  return glyphs;
}

function readSegments(view: DataView, start: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>();
  const bytes = view.getUint16(start + 6); // two a segment
  const at = (part: number, index: number) => start + 14 + part * bytes + (part > 0 ? 2 : 0) + index * 2;
  for (let segment = 0; segment < bytes / 2; segment++) {
    const last = view.getUint16(at(0, segment));
    const shift = view.getUint16(at(2, segment));
    const offset = view.getUint16(at(3, segment));
    for (let code = view.getUint16(at(1, segment)); code <= last && code !== 0xffff; code++) {
      const found =
        offset === 0 ? code : view.getUint16(at(3, segment) + offset + (code - view.getUint16(at(1, segment))) * 2);
      const glyph = found === 0 ? 0 : (found + shift) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}
