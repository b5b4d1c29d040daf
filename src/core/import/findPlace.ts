import type { DivisionCode } from "../operator/region.ts";
import type { CountyPack, Town } from "../reference/countyPack.ts";
import { placeName } from "../reference/divisionNames.ts";
import type { Division } from "../reference/divisions.ts";

/** Counties of the officer's region with their towns and villages, as far as their packs are at hand. */
export type PlaceTables = {
  readonly counties: readonly Division[];
  readonly packs: ReadonlyMap<DivisionCode, CountyPack>;
};

/** Where a row says that its operator is. */
export type WrittenPlace = {
  readonly division: string;
  readonly county: string;
  readonly town: string;
  readonly village: string;
  readonly address: string;
};

/** A place found: its code, and what of the written address stands below it. */
export type FoundPlace = { readonly region: DivisionCode; readonly address: string };

/** Endings that people leave out: 崇文镇 and 崇文, 岭常村 and 岭常. */
const ENDINGS = /(?:街道办事处|街道|镇|乡|社区|村|县|区|市)$/;

function stem(name: string): string {
  const place = placeName(name.replace(/\s/g, ""));
  const short = place.replace(ENDINGS, "");
  return short.length > 1 ? short : place;
}

function sameName<T extends Division>(divisions: readonly T[], written: string): T | undefined {
  if (written === "") return undefined;
  const exact = divisions.filter(({ name }) => placeName(name) === placeName(written));
  const alike = exact.length > 0 ? exact : divisions.filter(({ name }) => stem(name) === stem(written));
  // Two villages of one name: which one is meant is not guessed.
  return alike.length === 1 ? alike[0] : undefined;
}

/** The division whose full name stands first in a text, and what follows it. */
function leading<T extends Division>(
  divisions: readonly T[],
  text: string,
): { readonly division: T; readonly rest: string } | undefined {
  const fitting = divisions
    .flatMap((division) => {
      const names = [division.name, placeName(division.name)].filter((name) => text.startsWith(name));
      return names.map((name) => ({ division, rest: text.slice(name.length), length: name.length }));
    })
    .sort((left, right) => right.length - left.length);
  return fitting[0];
}

/** What of an address stands below province, city and county. */
function belowCounty(address: string, county: Division): string {
  const at = address.indexOf(county.name);
  return at < 0 || at > 20 ? address : address.slice(at + county.name.length);
}

function countyWritten({ county, address }: WrittenPlace, { counties }: PlaceTables): Division | undefined {
  const named = sameName(counties, county) ?? counties.find(({ name }) => county !== "" && county.endsWith(name));
  if (named !== undefined || county !== "") return named;
  const inAddress = counties.filter(({ name }) => address.slice(0, 24).includes(name));
  if (inAddress.length === 1) return inAddress[0];
  return counties.length === 1 ? counties[0] : undefined;
}

function byCode(code: string, { counties, packs }: PlaceTables): DivisionCode | undefined {
  if (!/^[1-9]\d{5}(?:\d{3}){0,2}$/.test(code)) return undefined;
  const county = code.slice(0, 6);
  if (!counties.some((one) => one.code === county)) return undefined;
  const town = packs.get(county)?.towns.find((one) => code.startsWith(one.code));
  // 140524000000 and a code that the table does not have stand for what of it is known.
  if (town === undefined) return county;
  return town.villages.some((one) => one.code === code) ? code : town.code;
}

/** Finds the division that a row names, village if it can; undefined when not even its county is one of these. */
export function findPlace(written: WrittenPlace, tables: PlaceTables): FoundPlace | undefined {
  const coded = byCode(written.division.replace(/\D/g, ""), tables);
  if (coded !== undefined && coded.length > 6) return { region: coded, address: written.address };
  const county = tables.counties.find(({ code }) => code === coded) ?? countyWritten(written, tables);
  if (county === undefined) return undefined;
  const below = belowCounty(written.address.replace(/\s/g, ""), county);
  return findBelow(written, { county: county.code, below, towns: tables.packs.get(county.code)?.towns ?? [] });
}

type Below = { readonly county: DivisionCode; readonly below: string; readonly towns: readonly Town[] };

function findBelow(
  { town: writtenTown, village: writtenVillage }: WrittenPlace,
  { county, below, towns }: Below,
): FoundPlace {
  const inText = writtenTown === "" ? leading(towns, below) : undefined;
  const town = sameName(towns, writtenTown) ?? inText?.division;
  if (town === undefined) return { region: county, address: joined(writtenTown, writtenVillage, below) };
  const rest = leading([town], below)?.rest ?? below;
  const inRest = leading(town.villages, rest);
  const village = writtenVillage === "" ? inRest?.division : sameName(town.villages, writtenVillage);
  if (village === undefined) return { region: town.code, address: joined(writtenVillage, rest) };
  return { region: village.code, address: inRest?.division === village ? inRest.rest : rest };
}

/** Parts of an address one after another, none twice. */
function joined(...parts: readonly string[]): string {
  return parts.reduce((text, part) => (part === "" || text.includes(part) ? text : text + part), "");
}
