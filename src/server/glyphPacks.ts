import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { charactersOf } from "../core/font/pageFont.ts";
import { subsetFont, uncoveredCharacters } from "../core/font/subset.ts";
import { readTrueType, type TrueTypeFont } from "../core/font/trueType.ts";
import { LruMap } from "./lruMap.ts";

/** Packs kept in memory, about 35 kB each: phones of one operator ask for the same. */
const KEPT = 100;
/** One step below the best costs a tenth of its time and half a per cent of the size. */
const QUALITY = 9;

const compress = promisify(brotliCompress);

/** Makes small fonts of exactly the characters that a phone prints. */
export type GlyphPacks = {
  /** A font of these characters without those that the reserve font lacks, compressed with brotli; undefined for none. */
  readonly compressed: (characters: string) => Promise<Uint8Array | undefined>;
};

/** Opens the reserve font. @throws Error when it is missing or damaged: a broken installation */
export function openGlyphPacks(path: string): GlyphPacks {
  const font = readTrueType(readFileSync(path));
  if (!font.ok) throw new Error(`${path}: ${font.error}`);
  const packs = new LruMap<string, Promise<Uint8Array>>(KEPT);
  return {
    async compressed(characters) {
      const missing = new Set(uncoveredCharacters([font.value], characters));
      const name = charactersOf([characters])
        .filter((character) => !missing.has(character))
        .join("");
      if (name === "") return undefined;
      const making = packs.get(name) ?? makePack(font.value, name);
      packs.set(name, making);
      return making;
    },
  };
}

async function makePack(font: TrueTypeFont, characters: string): Promise<Uint8Array> {
  const codes = Array.from(characters, (character) => character.codePointAt(0) ?? 0);
  const made = subsetFont(
    [font],
    codes.map((code) => ({ code, character: code })),
  );
  return compress(made, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}
