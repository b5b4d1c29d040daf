import { countyOf, type DivisionCode, isDivisionCode } from "../operator/region.ts";
import { err, ok, type Result } from "../result.ts";
import { jsonList, jsonObject, jsonText } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** One division with its official name. */
export type Division = { readonly code: DivisionCode; readonly name: string };

/** Provinces, cities and counties of one edition, each list in the order of codes. */
export type DivisionTable = PackHeader & {
  readonly provinces: readonly Division[];
  readonly cities: readonly Division[];
  readonly counties: readonly Division[];
  readonly names: ReadonlyMap<DivisionCode, string>;
  /** Cities whose towns hang directly below them (东莞, 中山, 儋州, 嘉峪关): one entry of the city's own name stands for their county. */
  readonly citiesWithoutCounties: ReadonlySet<DivisionCode>;
};

/**
 * The pack's form of a province: "14山西省", then its cities, each as "05晋城市" with its counties joined without
 * separators: "02城区21沁水县", always two digits and a name that has none.
 */
type PackedProvince = readonly [province: string, ...cities: readonly (readonly [city: string, counties: string])[]];

const FILLER_CITIES: readonly string[] = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

const readPack = jsonObject<PackHeader & { readonly provinces: readonly PackedProvince[] }>({
  ...PACK_HEADER,
  provinces: jsonList(readPackedProvince),
});

function readPackedProvince(value: unknown): PackedProvince | undefined {
  if (!Array.isArray(value)) return undefined;
  const [province, ...rest]: readonly unknown[] = Array.from<unknown>(value);
  const cities = jsonList(readPackedCity)(rest);
  const name = jsonText(province);
  return name === undefined || cities === undefined ? undefined : [name, ...cities];
}

function readPackedCity(value: unknown): readonly [string, string] | undefined {
  const [city, counties, ...more] = jsonList(jsonText)(value) ?? [];
  return city === undefined || counties === undefined || more.length > 0 ? undefined : [city, counties];
}

/** Splits "02城区21沁水县" below `parent` into divisions; undefined when the text has another form. */
function unpack(packed: string, parent: DivisionCode): readonly Division[] | undefined {
  if (!/^(?:\d\d\D+)+$/.test(packed)) return undefined;
  return Array.from(packed.matchAll(/(\d\d)(\D+)/g), ([, digits = "", name = ""]) => ({ code: parent + digits, name }));
}

function unpackOne(packed: string, parent: DivisionCode): Division | undefined {
  const divisions = unpack(packed, parent);
  return divisions?.length === 1 ? divisions[0] : undefined;
}

type Branch = { readonly city: Division; readonly counties: readonly Division[] };

function unpackProvince([packed, ...cities]: PackedProvince): readonly [Division, readonly Branch[]] | undefined {
  const province = unpackOne(packed, "");
  if (province === undefined) return undefined;
  const branches: Branch[] = [];
  for (const [packedCity, packedCounties] of cities) {
    const city = unpackOne(packedCity, province.code);
    const counties = city && unpack(packedCounties, city.code);
    if (city === undefined || counties === undefined) return undefined;
    branches.push({ city, counties });
  }
  return [province, branches];
}

/** Reads the list of provinces, cities and counties; refused as a whole when any part has not its form or a code comes twice. */
export function readDivisions(value: unknown): Result<DivisionTable, PackError> {
  const pack = readPack(value);
  const unpacked = pack?.provinces.map(unpackProvince) ?? [];
  if (pack === undefined || !unpacked.every((entry) => entry !== undefined)) return err("badPack");
  const provinces = unpacked.map(([province]) => province);
  const branches = unpacked.flatMap(([, below]) => below);
  const cities = branches.map((branch) => branch.city);
  const counties = branches.flatMap((branch) => branch.counties);
  const all = [...provinces, ...cities, ...counties];
  const names = new Map(all.map(({ code, name }) => [code, name]));
  if (names.size !== all.length) return err("badPack");
  const withoutCounties = branches.filter((branch) =>
    branch.counties.every((county) => county.name === branch.city.name),
  );
  const citiesWithoutCounties = new Set(withoutCounties.map((branch) => branch.city.code));
  const { title, version, source, verified } = pack;
  return ok({ title, version, source, verified, provinces, cities, counties, names, citiesWithoutCounties });
}

/**
 * True for a code this edition knows, or whose county it knows: towns and villages change every year and a
 * certificate must not be refused for that. In a city without counties the city is enough.
 */
export function isKnownDivision(table: DivisionTable, code: DivisionCode): boolean {
  if (!isDivisionCode(code)) return false;
  return table.names.has(countyOf(code)) || (code.length >= 6 && table.citiesWithoutCounties.has(code.slice(0, 4)));
}

/** The divisions to choose from right under one, fillers such as 市辖区 left out; for a county its pack has them. */
export function divisionsUnder(table: DivisionTable, parent: DivisionCode): readonly Division[] {
  const inside = (division: Division) => division.code.startsWith(parent);
  if (parent.length === 4) return table.counties.filter(inside);
  if (parent.length !== 2) return [];
  return table.cities
    .filter(inside)
    .flatMap((city) => (isFillerCity(city.name) ? divisionsUnder(table, city.code) : [city]));
}

/** True for the bureau's fillers between a province and the counties right under it, which no address names. */
export function isFillerCity(name: string | undefined): boolean {
  return name !== undefined && FILLER_CITIES.includes(name);
}
