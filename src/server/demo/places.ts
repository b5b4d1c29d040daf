import { join } from "node:path";
import { type CountyPack, readCountyPack } from "../../core/reference/countyPack.ts";
import { placeName } from "../../core/reference/divisionNames.ts";
import { openDivisionPacks } from "../divisionPacks.ts";

/** Finds the code of a village by the names of its town and itself. @throws Error when the county has no such place */
export type VillageCode = (town: string, village: string) => string;

function openCounty(packs: ReturnType<typeof openDivisionPacks>, county: string): CountyPack {
  const packed = packs.county(county);
  const pack = packed === undefined ? undefined : readCountyPack(JSON.parse(new TextDecoder().decode(packed)));
  if (pack?.ok !== true) throw new Error(`no division pack of ${county}`);
  return pack.value;
}

/** The villages of some counties, from the packs that the endpoint serves. */
export function villagesOf(county: string): VillageCode {
  const packs = openDivisionPacks(join(import.meta.dirname, "../../data/divisions"));
  const { towns } = openCounty(packs, county);
  return (town, village) => {
    const found = towns.find((one) => one.name === town)?.villages.find((one) => placeName(one.name) === village);
    if (found === undefined) throw new Error(`no ${village} in ${town} of ${county}`);
    return found.code;
  };
}
