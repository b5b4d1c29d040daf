/** One row of the source: an official code (2, 4, 6, 9 or 12 digits) and its name. */
export type DivisionRow = { readonly code: string; readonly name: string };

/** The rows of the source by level. */
export type DivisionRows = {
  readonly provinces: readonly DivisionRow[];
  readonly cities: readonly DivisionRow[];
  readonly areas: readonly DivisionRow[];
  readonly streets: readonly DivisionRow[];
  readonly villages: readonly DivisionRow[];
};

/**
 * The list of provinces as lines of JSON, one province a line, in the form `readDivisions` reads:
 * ["14山西省",["05晋城市","02城区21沁水县…"],…].
 */
export function packProvinces(rows: DivisionRows): readonly string[] {
  const citiesOf = groupByParent(rows.cities, 2);
  const areasOf = groupByParent(rows.areas, 4);
  return rows.provinces.map((province) => {
    const cities = (citiesOf.get(province.code) ?? []).map((city) => {
      const counties = (areasOf.get(city.code) ?? []).map((area) => area.code.slice(4) + nameWithoutDigits(area));
      return [city.code.slice(2) + nameWithoutDigits(city), counties.join("")];
    });
    return JSON.stringify([province.code + nameWithoutDigits(province), ...cities]);
  });
}

/** The packs of all counties as JSON texts by county code, in the form `readCountyPack` reads. */
export function packCounties(rows: DivisionRows, version: string): ReadonlyMap<string, string> {
  const townsOf = groupByParent(rows.streets, 6);
  const villagesOf = groupByParent(rows.villages, 9);
  return new Map(
    rows.areas.map(({ code: county }) => {
      const towns = (townsOf.get(county) ?? []).map((town) => [
        town.code.slice(6),
        cleanName(town.name),
        ...packVillages(villagesOf.get(town.code) ?? []),
      ]);
      return [county, JSON.stringify({ county, version, towns })];
    }),
  );
}

function packVillages(villages: readonly DivisionRow[]): readonly (string | number)[] {
  let next = 1;
  return villages.flatMap((village) => {
    const number = Number(village.code.slice(9));
    const jump = number === next ? [] : [number];
    next = number + 1;
    return [...jump, cleanName(village.name)];
  });
}

function groupByParent(
  rows: readonly DivisionRow[],
  parentLength: number,
): ReadonlyMap<string, readonly DivisionRow[]> {
  const groups = new Map<string, DivisionRow[]>();
  for (const row of rows) {
    const parent = row.code.slice(0, parentLength);
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) group.sort((a, b) => (a.code < b.code ? -1 : 1));
  return groups;
}

function nameWithoutDigits({ code, name }: DivisionRow): string {
  if (/\d/.test(name)) throw new Error(`${code} ${name}: digits in a name separate the counties of the pack`);
  return cleanName(name);
}

/** Two villages hold characters that no standard defines; 〓 is the printer's mark for a missing character. */
function cleanName(name: string): string {
  return name
    .normalize("NFC")
    .trim()
    .replace(/\p{Private_Use}/gu, "〓");
}
