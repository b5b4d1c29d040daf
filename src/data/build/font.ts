/**
 * Makes src/data/fonts/reserve.ttf: Noto Sans SC cut down to the characters of src/data/fonts/characters.txt. The source
 * (92 MB installed, SIL Open Font License 1.1) is the npm package @expo-google-fonts/noto-sans-sc, fetched once into a
 * temporary folder; nothing else needs it.
 *
 * With `--unihan FILE` the list of characters is made anew first: 通用规范汉字表 (8105 characters, the field kTGH of
 * Unihan_OtherMappings.txt, which Debian's package unicode-data brings as .bz2) together with GB 2312, which every
 * TextDecoder knows.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { writeNames } from "../../core/font/fontFile.ts";
import { subsetFont, uncoveredCharacters } from "../../core/font/subset.ts";
import { readTrueType, type TrueTypeFont } from "../../core/font/trueType.ts";

const PACKAGE = "@expo-google-fonts/noto-sans-sc";
const PACKAGE_VERSION = "0.4.3";
const SOURCE = ["400Regular", "NotoSansSC_400Regular.ttf"] as const;
const TARGET = join(import.meta.dirname, "../fonts");
const LIST = join(TARGET, "characters.txt");
const PER_LINE = 60;
const STANDARD_COUNT = 8105;

/** Everyday in names, places and on product labels, and in neither list. */
const MORE = "噁湨暐頔頫頵㛃㑇";
/** Of the symbols of GB 2312, the rows that a certificate may hold: punctuation, signs, numerals, full-width forms. */
const SYMBOL_ROWS = [0xa1, 0xa2, 0xa3];
const FIRST_ROW = 0xb0;
const LAST_ROW = 0xf7;

function rowOf(row: number): string {
  const bytes = Array.from({ length: 94 }, (_, cell) => [row, 0xa1 + cell]).flat();
  return new TextDecoder("gbk").decode(Uint8Array.from(bytes)).replace(/[\uFFFD\uE000-\uF8FF]/g, "");
}

/** @throws Error when the file does not hold the table that is expected */
function standardCharacters(unihan: string): string {
  const codes = [...readFileSync(unihan, "utf8").matchAll(/^U\+([0-9A-F]+)\tkTGH\t/gm)].map(([, code]) => code ?? "");
  if (codes.length !== STANDARD_COUNT)
    throw new Error(`${unihan} names ${codes.length} characters of ${STANDARD_COUNT}`);
  return codes.map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join("");
}

function writeList(unihan: string): void {
  const rows = Array.from({ length: LAST_ROW - FIRST_ROW + 1 }, (_, index) => FIRST_ROW + index);
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
  const text = [ascii, "·—–…×°²³½¼㎡℃", MORE, standardCharacters(unihan), ...[...SYMBOL_ROWS, ...rows].map(rowOf)].join(
    "",
  );
  const characters = [...new Set(text)].sort((left, right) => (left.codePointAt(0) ?? 0) - (right.codePointAt(0) ?? 0));
  const lines = Array.from({ length: Math.ceil(characters.length / PER_LINE) }, (_, index) =>
    characters.slice(index * PER_LINE, (index + 1) * PER_LINE).join(""),
  );
  writeFileSync(LIST, `${lines.join("\n")}\n`);
}

function fetchSource(): { readonly font: TrueTypeFont; readonly licence: string } {
  const folder = mkdtempSync(join(tmpdir(), "font-"));
  try {
    const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"];
    execFileSync("npm", ["install", `${PACKAGE}@${PACKAGE_VERSION}`, "--prefix", folder, ...options], {
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32", // npm is a command file there
    });
    const source = join(folder, "node_modules", PACKAGE);
    const font = readTrueType(readFileSync(join(source, ...SOURCE)));
    if (!font.ok) throw new Error(`${SOURCE.join("/")}: ${font.error}`);
    return { font: font.value, licence: readFileSync(join(source, "LICENSE_FONT"), "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeFont(): void {
  const { font, licence } = fetchSource();
  const listed = Array.from(readFileSync(LIST, "utf8").replace(/\n/g, ""));
  const missing = new Set(uncoveredCharacters([font], listed));
  const characters = listed
    .filter((character) => !missing.has(character))
    .map((character) => character.codePointAt(0) ?? 0);
  const names = writeNames({
    // Only "Source" is reserved; a name of its own keeps a cut-down font apart from the whole one.
    family: "Liangzheng SC",
    copyright: licence.slice(0, licence.indexOf("\n")).trim(),
    licence: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    licenceAddress: "https://scripts.sil.org/OFL",
  });
  const made = subsetFont(
    [font],
    characters.map((character) => ({ code: character, character })),
    names,
  );
  writeFileSync(join(TARGET, "reserve.ttf"), made);
  writeFileSync(join(TARGET, "OFL.txt"), licence);
  const packed = brotliCompressSync(made).length;
  console.log(
    `${characters.length} characters, ${made.length} bytes, ${packed} in brotli; not in the source: ${[...missing].join("")}`,
  );
}

const { values } = parseArgs({ options: { unihan: { type: "string" } } });
if (values.unihan !== undefined) writeList(values.unihan);
writeFont();
