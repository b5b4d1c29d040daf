import { charactersOf } from "../../core/font/pageFont.ts";
import { subsetFont, uncoveredCharacters } from "../../core/font/subset.ts";
import { readTrueType, type TrueTypeFont } from "../../core/font/trueType.ts";
import { MAX_GLYPHS } from "../../wire/glyphs.ts";
import { PATH } from "../../wire/paths.ts";
import { writeAll } from "./database.ts";
import type { GlyphRecord } from "./glyphRecord.ts";
import type { Phone } from "./phone.ts";
import { callEndpoint } from "./traceClient.ts";

/** Code points together in one request at most, and kept at most: past it the pack begins anew with what is needed. */
const KEPT_GLYPHS = 3000;

/** The glyphs that this phone keeps for printing, as a font; undefined while it has none. */
export async function keptGlyphs(phone: Phone): Promise<TrueTypeFont | undefined> {
  const record = await phone.db.get("glyphs", "pack");
  return record === undefined ? undefined : opened(record);
}

function opened({ font }: GlyphRecord): TrueTypeFont | undefined {
  const read = font === undefined ? undefined : readTrueType(font);
  return read?.ok === true ? read.value : undefined;
}

/**
 * Asks the endpoint for the glyphs of characters that this phone does not keep yet, and keeps them. Characters that the
 * endpoint has not are noted and asked for again only on `insist`. Without a network everything stays as it is.
 * @returns what is kept now
 */
export async function fetchGlyphs(
  phone: Phone,
  texts: readonly string[],
  { insist }: { readonly insist: boolean },
): Promise<TrueTypeFont | undefined> {
  const record = await phone.db.get("glyphs", "pack");
  const held = record === undefined ? undefined : opened(record);
  const known = new Set(insist ? "" : record?.nowhere);
  const wanted = charactersOf(texts).filter((character) => !known.has(character));
  const missing = uncoveredCharacters(held === undefined ? [] : [held], wanted).slice(0, MAX_GLYPHS);
  if (missing.length === 0) return held;
  const answered = await callEndpoint(phone, { path: PATH.glyphs, body: { characters: missing.join("") } });
  if (!answered.ok && answered.error.code !== "refused") return held;
  const came = answered.ok ? readTrueType(answered.value) : undefined;
  if (came?.ok === false) return held;
  const font = joined(held, came?.value, wanted);
  const nowhere = [...known, ...uncoveredCharacters(came === undefined ? [] : [came.value], missing)].join("");
  const next: GlyphRecord = { slot: "pack", nowhere, ...(font === undefined ? {} : { font }) };
  // A full disk costs the next PDF one more request, nothing else.
  await writeAll(phone.db, ["glyphs"], (transaction) => transaction.objectStore("glyphs").put(next));
  return opened(next);
}

function joined(
  held: TrueTypeFont | undefined,
  came: TrueTypeFont | undefined,
  wanted: readonly string[],
): Uint8Array | undefined {
  const [first, second] = [came, held].filter((font) => font !== undefined);
  if (first === undefined) return undefined;
  const all = [...new Set([...first.glyphs.keys(), ...(second?.glyphs.keys() ?? [])])];
  const codes = all.length <= KEPT_GLYPHS ? all : wanted.map((character) => character.codePointAt(0) ?? 0);
  const fonts: readonly [TrueTypeFont, ...TrueTypeFont[]] = second === undefined ? [first] : [first, second];
  const present = codes.filter((code) => fonts.some(({ glyphs }) => glyphs.has(code)));
  return subsetFont(
    fonts,
    present.map((code) => ({ code, character: code })),
  );
}

/** The reserve font, as far as the service worker has brought it here; never asks the network for its 1.4 MB. */
export async function storedReserve(
  address: string,
  stores: Pick<CacheStorage, "match"> | undefined,
): Promise<TrueTypeFont | undefined> {
  const response = await stores?.match(address);
  if (response === undefined) return undefined;
  const read = readTrueType(new Uint8Array(await response.arrayBuffer()));
  return read.ok ? read.value : undefined;
}
