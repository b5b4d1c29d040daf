import { toHex } from "../../core/bytes.ts";
import { decodeCbor } from "../../core/cbor.ts";
import { type DirectoryRow, readRow } from "../../core/operator/directoryRow.ts";
import { type NameScan, nameScan } from "../../core/operator/nameScan.ts";
import { anyRegionContains } from "../../core/operator/region.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { tidyUscc } from "../../core/operator/uscc.ts";
import type { Readings } from "../../core/reference/readings.ts";
import { type RegistryRow, SEARCH_ROWS } from "../../wire/registry.ts";
import type { PhoneDatabase } from "./database.ts";
import type { Hex } from "./hex.ts";
import type { DirectoryRowRecord } from "./trustRecords.ts";

/** Rows read at once: a county's all together would stand in memory twice. */
const READ_AT_ONCE = 2000;
/** First characters of a code that are looked for, as at the endpoint. */
const CODE_START = 4;
/** Names taken: more than are shown, since two of them may be one operator. */
const MOST_NAMES = 2 * SEARCH_ROWS;

/** What is looked for in the directory that this phone holds. */
export type NamesQuestion = {
  readonly typed: string;
  /** Codes of places that are called what was typed. */
  readonly places: readonly string[];
  /** Regions in which the asker may look. */
  readonly scopes: readonly string[];
  /** Unix seconds at which the standing counts. */
  readonly now: number;
};

/** The directory's operators, ready to be searched. */
export type DirectoryNames = {
  /** The first operators that fit, those found by name before those found by code or place. */
  readonly find: (question: NamesQuestion) => readonly RegistryRow[];
};

/** What a list of operators shows of a row. */
type Listed = Pick<DirectoryRow, "name" | "kind" | "region" | "standing" | "uscc" | "grade"> & {
  readonly id: Hex;
  readonly mergedInto: Hex | undefined;
};

/** Reads the rows of these regions into memory; what cannot be read is left out. */
export async function readDirectoryNames(
  db: PhoneDatabase,
  regions: readonly string[],
  readings: Readings,
): Promise<DirectoryNames> {
  const listed = new Map<Hex, Listed>();
  for (const region of regions) {
    for await (const record of recordsOf(db, region)) {
      const row = listedOf(record);
      if (row !== undefined) listed.set(row.id, row);
    }
  }
  return directoryNames([...listed.values()], readings);
}

async function* recordsOf(db: PhoneDatabase, region: string): AsyncGenerator<DirectoryRowRecord> {
  for (let last: Hex | undefined = ""; last !== undefined; ) {
    const range = IDBKeyRange.bound([region, last], [region, []], true);
    const records: readonly DirectoryRowRecord[] = await db.getAll("directoryRows", range, READ_AT_ONCE);
    yield* records;
    last = records[READ_AT_ONCE - 1]?.operator;
  }
}

function listedOf({ bytes }: DirectoryRowRecord): Listed | undefined {
  const decoded = decodeCbor(bytes);
  const row = decoded.ok ? readRow(decoded.value) : undefined;
  if (row === undefined) return undefined;
  const { operator, name, kind, region, standing, mergedInto, uscc, grade } = row;
  const id = toHex(operator);
  const shown = { ...(uscc === undefined ? {} : { uscc }), ...(grade === undefined ? {} : { grade }) };
  return {
    id,
    name,
    kind,
    region,
    standing,
    ...shown,
    mergedInto: mergedInto === undefined ? undefined : toHex(mergedInto),
  };
}

function directoryNames(rows: readonly Listed[], readings: Readings): DirectoryNames {
  const places = new Map(rows.map(({ id }, place) => [id, place]));
  const codes = rows.map(({ uscc }) => (uscc === undefined ? undefined : tidyUscc(uscc).toLowerCase()));
  const scan = nameScan(
    rows.map(({ name }) => name),
    readings,
  );
  return {
    find({ now, ...question }) {
      const found = new Set<number>();
      for (const place of placesFound({ rows, codes, scan }, question)) {
        // A duplicate is found as the entry that stands for both.
        found.add(places.get(rows[place]?.mergedInto ?? "") ?? place);
        if (found.size === SEARCH_ROWS) break;
      }
      return [...found].flatMap((place) => shownRow(rows[place], now));
    },
  };
}

type Searched = {
  readonly rows: readonly Listed[];
  readonly codes: readonly (string | undefined)[];
  readonly scan: NameScan;
};

function placesFound(
  { rows, codes, scan }: Searched,
  { typed, places, scopes }: Omit<NamesQuestion, "now">,
): readonly number[] {
  const isWanted = ({ region }: Listed) => anyRegionContains(scopes, region);
  const named = scan.find(typed, MOST_NAMES, (place) => {
    const row = rows[place];
    return row !== undefined && isWanted(row);
  });
  if (named.length >= MOST_NAMES) return named;
  const beginning = tidyUscc(typed).toLowerCase();
  const isCode = /^[a-z0-9]+$/.test(beginning) && beginning.length >= CODE_START;
  const coded: number[] = [];
  const inPlace: number[] = [];
  rows.forEach((row, place) => {
    if (isCode && (codes[place]?.startsWith(beginning) === true || row.id.startsWith(beginning))) {
      if (isWanted(row)) coded.push(place);
    } else if (places.length > 0 && anyRegionContains(places, row.region) && isWanted(row)) inPlace.push(place);
  });
  return [...named, ...coded, ...inPlace];
}

function shownRow(row: Listed | undefined, now: number): readonly RegistryRow[] {
  if (row === undefined) return [];
  const { mergedInto: _, standing, ...shown } = row;
  return [{ ...shown, standing: standingAt(standing, now) }];
}
