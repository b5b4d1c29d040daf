/** Makes src/data/readings.json, how characters are read in names: what the search by pinyin and initials rests on. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCountyPack } from "../../core/reference/countyPack.ts";
import { placeName } from "../../core/reference/divisionNames.ts";
import { openDivisionPacks } from "../../server/divisionPacks.ts";
import { openDivisionTable } from "../../server/endpoint.ts";
import { packReadings } from "./packReadings.ts";

const folder = join(import.meta.dirname, "..");
const packs = openDivisionPacks(join(folder, "divisions"));

function placesOf(county: string): readonly string[] {
  const bytes = packs.county(county);
  const pack = bytes === undefined ? undefined : readCountyPack(JSON.parse(new TextDecoder().decode(bytes)));
  if (pack?.ok !== true) return [];
  return pack.value.towns.flatMap((town) => [town.name, ...town.villages.map(({ name }) => placeName(name))]);
}

const places = openDivisionTable().counties.flatMap(({ code, name }) => [name, ...placesOf(code)]);
writeFileSync(join(folder, "readings.json"), packReadings(places));
console.log(`readings written, from ${places.length} names of places`);
