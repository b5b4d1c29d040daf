import { type DivisionCode, regionContains } from "../core/operator/region.ts";
import { readCountyPack } from "../core/reference/countyPack.ts";
import { placeName } from "../core/reference/divisionNames.ts";
import type { DivisionTable } from "../core/reference/divisions.ts";
import type { DivisionPacks } from "./divisionPacks.ts";

/** Finds towns and villages by a part of their name. */
export type PlaceSearch = {
  /** Codes of the places within these scopes whose name holds what was typed, at most `limit`, in the order of codes. */
  readonly named: (typed: string, scopes: readonly DivisionCode[], limit: number) => readonly DivisionCode[];
};

/** Fewest characters of a name that are looked for. */
const FEWEST = 2;

/** A county's places: their names in one text, a line each, so that a search is one pass over it. */
type CountyNames = {
  readonly text: string;
  readonly codes: readonly DivisionCode[];
  readonly starts: readonly number[];
};

function namesOf(packs: DivisionPacks, county: DivisionCode): CountyNames {
  const bytes = packs.county(county);
  const pack = bytes === undefined ? undefined : readCountyPack(JSON.parse(new TextDecoder().decode(bytes)));
  if (pack?.ok !== true) return { text: "", codes: [], starts: [] };
  const places = pack.value.towns.flatMap((town) => [town, ...town.villages]);
  const starts: number[] = [];
  let text = "";
  for (const { name } of places) {
    starts.push(text.length);
    text += `${placeName(name)}\n`;
  }
  return { text, codes: places.map(({ code }) => code), starts };
}

/** Index of the last start that is not after `at`; binary search. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function* placesIn({ text, codes, starts }: CountyNames, typed: string): Generator<DivisionCode> {
  for (let at = text.indexOf(typed); at >= 0; ) {
    const line = lineAt(starts, at);
    const code = codes[line];
    if (code !== undefined) yield code;
    at = text.indexOf(typed, starts[line + 1] ?? text.length);
  }
}

/** Opens the search; a county's names are unpacked when they are first looked through, and kept (about 20 KB each). */
export function openPlaceSearch(table: DivisionTable, packs: DivisionPacks): PlaceSearch {
  const counties = new Map<DivisionCode, CountyNames>();
  const countyNames = (county: DivisionCode): CountyNames => {
    const names = counties.get(county) ?? namesOf(packs, county);
    counties.set(county, names);
    return names;
  };
  return {
    named: (typed, scopes, limit) => {
      const wanted = typed.normalize("NFKC").replace(/\s/g, "");
      if (Array.from(wanted).length < FEWEST) return [];
      const found: DivisionCode[] = [];
      for (const { code: county } of table.counties) {
        const inside = scopes.filter((scope) => regionContains(scope, county) || regionContains(county, scope));
        if (inside.length === 0) continue;
        for (const code of placesIn(countyNames(county), wanted)) {
          if (!inside.some((scope) => regionContains(scope, code))) continue;
          found.push(code);
          if (found.length >= limit) return found;
        }
      }
      return found;
    },
  };
}
