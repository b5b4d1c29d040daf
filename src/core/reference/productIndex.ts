import { err, ok, type Result } from "../result.ts";
import { jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";
import { isCatalogue, PRODUCT_FLAGS, type Product, type ProductClass, readProductClass } from "./products.ts";

/** One name of a product with its reading, one syllable per character; digits stay together and stand for themselves. */
export type SpokenName = {
  readonly text: string;
  /** Parts of the text: characters, or runs of digits. */
  readonly parts: readonly string[];
  /** Pinyin of each part, lower case, without tones, ü as v. */
  readonly syllables: readonly string[];
  /** All syllables joined: "malingshu". */
  readonly pinyin: string;
  /** First letters: "mls". */
  readonly initials: string;
};

/** A product as it can be searched: its names with their readings, the official one first. */
export type IndexedProduct = Product & { readonly names: readonly SpokenName[] };

/** The catalogue as the phone holds it. */
export type ProductIndex = PackHeader & {
  readonly classes: readonly ProductClass[];
  readonly products: readonly IndexedProduct[];
};

/**
 * The file's form. Readings are spelled once per character: `readings` has the characters of each syllable,
 * `exceptions` the whole reading of names in which a character is read otherwise. A product is
 * "code|name,alias,…|place in unitSets|flag bits".
 */
type PackedIndex = PackHeader & {
  readonly classes: readonly ProductClass[];
  readonly unitSets: readonly (readonly number[])[];
  readonly readings: ReadonlyMap<string, string>;
  readonly exceptions: ReadonlyMap<string, string>;
  readonly products: readonly string[];
};

const readPack = jsonObject<PackedIndex>({
  ...PACK_HEADER,
  classes: jsonList(readProductClass),
  unitSets: jsonList(jsonList(jsonUint)),
  readings: readTexts,
  exceptions: readTexts,
  products: jsonList(jsonText),
});

function readTexts(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => typeof entry[1] === "string")
    ? new Map(entries)
    : undefined;
}

/** Reads the compact catalogue; refused as a whole for a wrong shape, an unreadable character or a fault of the catalogue. */
export function readProductIndex(value: unknown): Result<ProductIndex, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const syllableOf = new Map<string, string>();
  for (const [syllable, characters] of pack.readings) {
    for (const character of characters) syllableOf.set(character, syllable);
  }
  const speak = (text: string) => spokenName(text, syllableOf, pack.exceptions.get(text));
  const products = pack.products.map((packed) => unpackProduct(packed, pack.unitSets, speak));
  if (!products.every((product) => product !== undefined)) return err("badPack");
  const { title, version, source, verified, classes } = pack;
  return isCatalogue(classes, products) ? ok({ title, version, source, verified, classes, products }) : err("badPack");
}

function unpackProduct(
  packed: string,
  unitSets: PackedIndex["unitSets"],
  speak: (text: string) => SpokenName | undefined,
): IndexedProduct | undefined {
  const [, code, texts = "", unitSet, flagBits] = /^(\d+)\|([^|]+)\|(\d+)\|(\d+)$/.exec(packed) ?? [];
  const [name, ...aliases] = texts.split(",");
  const names = texts.split(",").map(speak);
  const units = unitSets[Number(unitSet)];
  if (name === undefined || units === undefined || !names.every((one) => one !== undefined)) return undefined;
  const flags = PRODUCT_FLAGS.filter((_, bit) => Math.floor(Number(flagBits) / 2 ** bit) % 2 === 1);
  return { code: Number(code), name, aliases, units, flags, names };
}

function spokenName(text: string, syllableOf: ReadonlyMap<string, string>, exception?: string): SpokenName | undefined {
  const parts = nameParts(text);
  const syllables =
    exception?.split(" ") ?? parts.map((part) => syllableOf.get(part) ?? (/^\d/.test(part) ? part : ""));
  if (syllables.length !== parts.length || syllables.includes("")) return undefined;
  const initials = syllables.map((syllable) => syllable.charAt(0)).join("");
  return { text, parts, syllables, pinyin: syllables.join(""), initials };
}

/** The parts of a name that are read one by one: characters, and runs of digits. */
export function nameParts(name: string): readonly string[] {
  return name.match(/\d+|[^\d]/gu) ?? [];
}
