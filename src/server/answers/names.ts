import { countyOf } from "../../core/operator/region.ts";
import type { CountyPack } from "../../core/reference/countyPack.ts";
import { readCountyPack } from "../../core/reference/countyPack.ts";
import { divisionName } from "../../core/reference/divisionNames.ts";
import type { DivisionTable } from "../../core/reference/divisions.ts";
import type { DivisionPacks } from "../divisionPacks.ts";
import { LruMap } from "../lruMap.ts";

/** Counties whose towns and villages are kept unpacked; about 100 KB each. */
const KEPT_COUNTIES = 32;

/** A division in words, from the province down; the code itself where no table has it. */
export type NameOf = (code: string) => string;

/** Names divisions down to the village, unpacking a county's pack when it is first asked for. */
export function divisionNames(table: DivisionTable, packs: DivisionPacks): NameOf {
  const counties = new LruMap<string, CountyPack>(KEPT_COUNTIES);
  const packOf = (county: string): CountyPack | undefined => {
    const held = counties.get(county);
    const bytes = held === undefined ? packs.county(county) : undefined;
    const read = bytes === undefined ? undefined : readCountyPack(JSON.parse(new TextDecoder().decode(bytes)));
    if (read?.ok !== true) return held;
    counties.set(county, read.value);
    return read.value;
  };
  return (code) => divisionName(table, code, packOf(countyOf(code))) ?? code;
}
