import { charactersOf } from "../../core/font/pageFont.ts";
import { subsetFont, uncoveredCharacters } from "../../core/font/subset.ts";
import { readTrueType, type TrueTypeFont } from "../../core/font/trueType.ts";
import { MAX_GLYPHS } from "../../wire/glyphs.ts";
import { PATH } from "../../wire/paths.ts";
import { writeAll } from "./database.ts";
import type { GlyphRecord } from "./glyphRecord.ts";
import type { Phone } from "./phone.ts";
import { callEndpoint } from "./traceClient.ts";

/** Characters kept at most: past it the pack begins anew with what is needed. */
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
  const nowhere = new Set(insist ? "" : record?.nowhere);
  // One with a variation selector is in no font by itself.
  const wanted = charactersOf(texts).filter((character) => Array.from(character).length === 1);
  let font = held;
  let missing = missingOf(font, wanted, nowhere);
  while (missing.length > 0) {
    const asked = missing.slice(0, MAX_GLYPHS);
    const answer = await askFor(phone, asked);
    if (answer === undefined) break;
    for (const character of missingOf(answer.font, asked)) nowhere.add(character);
    font = answer.font === undefined ? font : joined(font, answer.font, wanted);
    missing = missingOf(font, wanted, nowhere);
  }
  if (font !== held || nowhere.size > (record?.nowhere.length ?? 0)) await keep(phone, font, nowhere);
  return font;
}

/** What the endpoint has of these characters; undefined when it cannot be asked. */
async function askFor(
  phone: Phone,
  characters: readonly string[],
): Promise<{ readonly font: TrueTypeFont | undefined } | undefined> {
  const answered = await callEndpoint(phone, { path: PATH.glyphs, body: { characters: characters.join("") } });
  if (!answered.ok) return answered.error.code === "refused" ? { font: undefined } : undefined;
  const read = readTrueType(answered.value);
  return read.ok ? { font: read.value } : undefined;
}

function missingOf(
  font: TrueTypeFont | undefined,
  wanted: readonly string[],
  nowhere: ReadonlySet<string> = new Set(),
): readonly string[] {
  return uncoveredCharacters(font === undefined ? [] : [font], wanted).filter((character) => !nowhere.has(character));
}

async function keep(phone: Phone, font: TrueTypeFont | undefined, nowhere: ReadonlySet<string>): Promise<void> {
  const record: GlyphRecord = {
    slot: "pack",
    nowhere: [...nowhere].join(""),
    ...(font === undefined ? {} : { font: font.bytes }),
  };
  // A full disk costs the next PDF one more request, nothing else.
  await writeAll(phone.db, ["glyphs"], (transaction) => transaction.objectStore("glyphs").put(record));
}

/** What was held and what came, in one font; too much of it begins anew with what is wanted. */
function joined(
  held: TrueTypeFont | undefined,
  came: TrueTypeFont,
  wanted: readonly string[],
): TrueTypeFont | undefined {
  const fonts: readonly [TrueTypeFont, ...TrueTypeFont[]] = held === undefined ? [came] : [came, held];
  const all = [...new Set(fonts.flatMap(({ glyphs }) => [...glyphs.keys()]))];
  const codes = all.length <= KEPT_GLYPHS ? all : wanted.map((character) => character.codePointAt(0) ?? 0);
  const present = codes.filter((code) => fonts.some(({ glyphs }) => glyphs.has(code)));
  const made = readTrueType(
    subsetFont(
      fonts,
      present.map((code) => ({ code, character: code })),
    ),
  );
  return made.ok ? made.value : undefined;
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
