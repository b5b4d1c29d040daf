import { type CalendarDay, dayNumber, dayOf } from "../date.ts";
import { type JsonReader, jsonBoolean, jsonList, jsonObject, jsonText, jsonUint } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { err, ok, type Result } from "../result.ts";
import { type InputNames, ingredientName, withoutSalt } from "./inputNames.ts";
import { readYield, type Yield } from "./inputTargets.ts";

/** One row of the table of pre-harvest intervals 安全间隔期 and withdrawal periods 休药期. */
export type IntervalRow = {
  readonly id: string;
  readonly input: string;
  readonly kind: "pesticide" | "veterinary";
  /** Crops, animals or groups of them. */
  readonly targets: readonly string[];
  readonly yields: Yield;
  /** Formulation or circumstance of the row (注射液, 大棚); absent when it holds for all. */
  readonly form?: string;
  /** Days from the last use; absent for fish drugs that count in degree-days. */
  readonly days?: number;
  /** Water temperature in °C × days (度日). */
  readonly degreeDays?: number;
  readonly bannedInLay?: boolean;
  readonly bannedInMilk?: boolean;
  readonly source: string;
  readonly verified: boolean;
};

/** The table by ingredient. */
export type Intervals = { readonly version: string; readonly byInput: ReadonlyMap<string, readonly IntervalRow[]> };

/** What an interval is asked for. */
export type IntervalQuestion = {
  readonly ingredient: string;
  readonly animal: boolean;
  /** From the narrowest to the widest name, see `targetsOf`. */
  readonly targets: readonly string[];
  readonly yields: Yield;
  readonly form?: string;
};

/** What the table says: a row, that the drug may not be used while the animals lay or give milk, or nothing. */
export type IntervalAnswer =
  | { readonly found: "row"; readonly row: IntervalRow }
  | { readonly found: "forbidden"; readonly row: IntervalRow }
  | { readonly found: "nothing" };

type OptionalFields = {
  form: string;
  days: number;
  degreeDays: number;
  bannedInLay: boolean;
  bannedInMilk: boolean;
};

const readKind: JsonReader<IntervalRow["kind"]> = (value) =>
  value === "pesticide" || value === "veterinary" ? value : undefined;

const readPack = jsonObject<PackHeader & { readonly rows: readonly IntervalRow[] }>({
  ...PACK_HEADER,
  rows: jsonList(
    jsonObject<Omit<IntervalRow, keyof OptionalFields>, OptionalFields>(
      {
        id: jsonText,
        input: jsonText,
        kind: readKind,
        targets: jsonList(jsonText),
        yields: readYield,
        source: jsonText,
        verified: jsonBoolean,
      },
      { form: jsonText, days: jsonUint, degreeDays: jsonUint, bannedInLay: jsonBoolean, bannedInMilk: jsonBoolean },
    ),
  ),
});

/** Reads the table; a row has either days or degree-days. */
export function readIntervals(value: unknown, names: InputNames): Result<Intervals, PackError> {
  const pack = readPack(value);
  if (pack === undefined || pack.rows.some((row) => (row.days === undefined) === (row.degreeDays === undefined))) {
    return err("badPack");
  }
  const byInput = new Map<string, IntervalRow[]>();
  for (const row of pack.rows) {
    const name = keyOf(row.input, row.kind === "veterinary", names);
    byInput.set(name, [...(byInput.get(name) ?? []), row]);
  }
  return ok({ version: pack.version, byInput });
}

function keyOf(input: string, animal: boolean, names: InputNames): string {
  const name = ingredientName(input, names);
  return animal ? withoutSalt(name, names) : name;
}

/** Days of a row at a water temperature in tenths of °C; undefined when it counts in degree-days and none is known. */
export function daysOf(row: Pick<IntervalRow, "days" | "degreeDays">, waterTenths?: number): number | undefined {
  if (row.days !== undefined) return row.days;
  if (row.degreeDays === undefined || waterTenths === undefined || waterTenths <= 0) return undefined;
  return Math.ceil((row.degreeDays * 10) / waterTenths);
}

function longest(rows: readonly IntervalRow[]): IntervalRow | undefined {
  const weight = (row: IntervalRow) => row.days ?? Number.MAX_SAFE_INTEGER;
  return rows.reduce<IntervalRow | undefined>(
    (found, row) => (found === undefined || weight(row) > weight(found) ? row : found),
    undefined,
  );
}

/**
 * The interval of one ingredient on these goods: the narrowest name that the table knows decides (豇豆 before 蔬菜); of
 * several formulations the one that was used, else the longest.
 */
export function intervalFor(question: IntervalQuestion, table: Intervals, names: InputNames): IntervalAnswer {
  const rows = table.byInput.get(keyOf(question.ingredient, question.animal, names)) ?? [];
  for (const target of question.targets) {
    const here = rows.filter((row) => row.targets.includes(target));
    const forbidden = here.find(
      (row) =>
        (question.yields === "egg" && row.bannedInLay === true) ||
        (question.yields === "milk" && row.bannedInMilk === true),
    );
    if (forbidden !== undefined) return { found: "forbidden", row: forbidden };
    const yielding = here.filter((row) => row.yields === question.yields);
    const formed = yielding.filter((row) => row.form === undefined || row.form === question.form);
    const row = longest(question.form === undefined || formed.length === 0 ? yielding : formed);
    if (row !== undefined) return { found: "row", row };
  }
  return { found: "nothing" };
}

/** First day on which goods may be taken: the day of the last use and so many days. */
export function clearDay(lastUse: CalendarDay, days: number): CalendarDay {
  return dayOf((dayNumber(lastUse) ?? 0) + days);
}
