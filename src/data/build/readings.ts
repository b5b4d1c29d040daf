/** Makes src/data/readings.json, how characters are read in names: what the search by pinyin and initials rests on. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { readCountyPack } from "../../core/reference/countyPack.ts";
import { placeName } from "../../core/reference/divisionNames.ts";
import { readDivisions } from "../../core/reference/divisions.ts";
import { jsonList, jsonObject, jsonUint } from "../../core/reference/jsonShape.ts";
import { packReadings } from "./packReadings.ts";

const folder = join(import.meta.dirname, "..");

/** Lengths of the packs: a header names each county with its own. */
const readHeader = jsonObject({
  counties: jsonList((entry) => (Array.isArray(entry) ? jsonUint(entry[1]) : undefined)),
});

/** Towns and villages of one province, from the file that `npm run divisions` made: a line of JSON, then the packs. */
function placesIn(file: string): readonly string[] {
  const bytes = readFileSync(file);
  const start = bytes.indexOf("\n") + 1;
  const header = readHeader(JSON.parse(bytes.toString("utf8", 0, start)));
  if (header === undefined) throw new Error(`${file} has no header`);
  let from = start;
  return header.counties.flatMap((length) => {
    const pack = readCountyPack(JSON.parse(brotliDecompressSync(bytes.subarray(from, from + length)).toString()));
    from += length;
    if (!pack.ok) throw new Error(`${file} is damaged`);
    return pack.value.towns.flatMap((town) => [town.name, ...town.villages.map(({ name }) => placeName(name))]);
  });
}

const table = readDivisions(JSON.parse(readFileSync(join(folder, "counties.json"), "utf8")));
if (!table.ok) throw new Error("counties.json is not a table of divisions: see readDivisions");
const files = readdirSync(join(folder, "divisions"), { encoding: "utf8" }).filter((name) => name.endsWith(".bin"));
const places = [
  ...table.value.counties.map(({ name }) => name),
  ...files.sort().flatMap((name) => placesIn(join(folder, "divisions", name))),
];
writeFileSync(join(folder, "readings.json"), packReadings(places));
console.log(`readings written, from ${places.length} names of places`);
