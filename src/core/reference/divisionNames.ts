import { countyOf, type DivisionCode, isDivisionCode } from "../operator/region.ts";
import type { CountyPack } from "./countyPack.ts";
import { type Division, type DivisionTable, isFillerCity } from "./divisions.ts";

/**
 * The names from the province down to a division, as people write an address: 山西省 晋城市 陵川县 崇文镇 …村. Fillers
 * and a county that repeats its city are left out, a village stands without its committee. Towns and villages are
 * named from their county's pack; what no table has is left out, so a new village is named by its town or county.
 * Undefined when even the county (or the city, where it has none) is not known.
 */
export function divisionPath(
  table: DivisionTable,
  code: DivisionCode,
  pack?: CountyPack,
): readonly string[] | undefined {
  if (!isDivisionCode(code)) return undefined;
  const county = table.names.get(countyOf(code));
  const cityCode = code.slice(0, 4);
  if (county === undefined && !table.citiesWithoutCounties.has(cityCode)) return undefined;
  const province = table.names.get(code.slice(0, 2));
  const city = code.length > 2 ? table.names.get(cityCode) : undefined;
  const path = [province, isFillerCity(city) ? undefined : city];
  if (code.length > 4 && county !== city) path.push(county);
  if (pack?.county === countyOf(code)) path.push(...namesBelowCounty(pack, code));
  return path.filter((name): name is string => name !== undefined);
}

/** {@link divisionPath} as one line, the way an address is written in Chinese. */
export function divisionName(table: DivisionTable, code: DivisionCode, pack?: CountyPack): string | undefined {
  return divisionPath(table, code, pack)?.join("");
}

function namesBelowCounty(pack: CountyPack, code: DivisionCode): readonly string[] {
  const town = pack.towns.find((one) => one.code === code.slice(0, 9));
  if (town === undefined) return [];
  const village = town.villages.find((one) => one.code === code);
  return village === undefined ? [town.name] : [town.name, placeName(village.name)];
}

/** A village or neighbourhood by the name of the place: 岭常村村民委员会 and 岭常村委会 are both 岭常村. */
export function placeName(officialName: string): string {
  return officialName.replace(/村?(?:村民委员会|村委会)$/, "村").replace(/社区(?:居民委员会|居委会)$/, "社区");
}

/**
 * Divisions of one list whose name holds the query: the same name first (the ending 省市县区乡镇 may be missing), then
 * names that begin with it, then the others; each group in the order of the list.
 */
export function searchDivisions(divisions: readonly Division[], query: string, limit: number): readonly Division[] {
  const wanted = query.normalize("NFC").replace(/\s/g, "");
  if (wanted === "") return [];
  const groups: readonly Division[][] = [[], [], []];
  for (const division of divisions) {
    const at = division.name.indexOf(wanted);
    if (at < 0) continue;
    const same = at === 0 && /^[省市县区乡镇]?$/.test(division.name.slice(wanted.length));
    groups[same ? 0 : Math.min(at, 1) + 1]?.push(division);
  }
  return groups.flat().slice(0, limit);
}
