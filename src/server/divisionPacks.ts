import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { type DivisionCode, isDivisionCode } from "../core/operator/region.ts";

/** Towns and villages of every county, held compressed in memory (about 4 MB) and unpacked one county at a time. */
export type DivisionPacks = {
  /** Day the codes stand for, YYYY-MM-DD. */
  readonly version: string;
  /** One county's pack as JSON text, the form `readCountyPack` reads; undefined for a county not in this edition. */
  county(code: DivisionCode): Uint8Array | undefined;
  /** The same, compressed with brotli as it is stored, to be sent as it is. */
  compressedCounty(code: DivisionCode): Uint8Array | undefined;
};

type PackFile = { readonly version: string; readonly packs: readonly (readonly [DivisionCode, Uint8Array])[] };

/**
 * Opens the packs that `npm run divisions` wrote into a folder: one file a province, a line of JSON with the
 * counties and their packs' lengths, then the packs.
 *
 * @throws Error when a file is missing or damaged or the files are of different editions: a broken installation
 */
export function openDivisionPacks(folder: string): DivisionPacks {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".bin"))
    .map((name) => readPackFile(join(folder, name)));
  const version = files[0]?.version;
  if (version === undefined || files.some((file) => file.version !== version)) {
    throw new Error(`${folder} does not hold the division packs of one edition`);
  }
  const packs = new Map(files.flatMap((file) => file.packs));
  return {
    version,
    county(code) {
      const pack = packs.get(code);
      return pack && brotliDecompressSync(pack);
    },
    compressedCounty: (code) => packs.get(code),
  };
}

function readPackFile(path: string): PackFile {
  const bytes = readFileSync(path);
  const headerEnd = bytes.indexOf("\n");
  const header = readHeader(headerEnd < 0 ? "" : bytes.toString("utf8", 0, headerEnd), path);
  const packs: (readonly [DivisionCode, Uint8Array])[] = [];
  let from = headerEnd + 1;
  for (const [county, length] of header.counties) {
    packs.push([county, bytes.subarray(from, from + length)]);
    from += length;
  }
  if (from !== bytes.length) throw new Error(`${path} is ${bytes.length} bytes long, its header says ${from}`);
  return { version: header.version, packs };
}

type Header = { readonly version: string; readonly counties: readonly (readonly [DivisionCode, number])[] };

function readHeader(line: string, path: string): Header {
  const header: unknown = line === "" ? undefined : JSON.parse(line);
  if (typeof header !== "object" || header === null || !("version" in header) || !("counties" in header)) {
    throw new Error(`${path} has no header`);
  }
  const { version, counties } = header;
  if (typeof version !== "string" || !Array.isArray(counties) || !counties.every(isCountyEntry)) {
    throw new Error(`${path} has a header of another form`);
  }
  return { version, counties };
}

function isCountyEntry(entry: unknown): entry is readonly [DivisionCode, number] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;
  const [county, length] = Array.from<unknown>(entry);
  return typeof county === "string" && isDivisionCode(county) && typeof length === "number" && length > 0;
}
