import { err, ok, type Result } from "../result.ts";
import { jsonObject } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** How characters are read in names, in any context; without tones, ü as v. */
export type Readings = PackHeader & {
  /** Every syllable, in the order of the alphabet. */
  readonly syllables: readonly string[];
  /** Readings of a character, the usual one first; none for a character that is not in the pack. */
  readonly of: (character: string) => readonly string[];
};

const NONE: readonly string[] = [];

/** Characters by syllable: one string where each is usual, one where it is a further reading. */
type PackedReadings = PackHeader & {
  readonly usual: ReadonlyMap<string, string>;
  readonly further: ReadonlyMap<string, string>;
};

function readTexts(value: unknown): ReadonlyMap<string, string> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every((entry): entry is [string, string] => /^[a-z]+$/.test(entry[0]) && typeof entry[1] === "string")
    ? new Map(entries)
    : undefined;
}

const readPack = jsonObject<PackedReadings>({ ...PACK_HEADER, usual: readTexts, further: readTexts });

/** Reads the pack of readings; refused as a whole for a wrong shape. */
export function readReadings(value: unknown): Result<Readings, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const readings = new Map<string, readonly string[]>();
  for (const [syllable, characters] of pack.usual) {
    const only = [syllable];
    for (const character of characters) readings.set(character, only);
  }
  for (const [syllable, characters] of pack.further) {
    for (const character of characters) readings.set(character, [...(readings.get(character) ?? NONE), syllable]);
  }
  const { title, version, source, verified } = pack;
  const syllables = [...new Set([...pack.usual.keys(), ...pack.further.keys()])].sort();
  return ok({ title, version, source, verified, syllables, of: (character) => readings.get(character) ?? NONE });
}
