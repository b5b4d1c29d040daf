import { toHex } from "../bytes.ts";
import { chinaDay } from "../date.ts";
import type { FieldRecord, RecordCorrection, RecordedInput, RecordedUse } from "./fieldRecord.ts";
import type { InputUse, LabelInterval, LotTest, PlainRecord } from "./gateFacts.ts";
import type { Treated } from "./inputTargets.ts";
import { hasPassed, type RecordedTest } from "./lotTest.ts";

/** A record or correction as its statement says it. Ids are hex, `iat` is Unix seconds. */
export type DiaryStatement =
  | { readonly id: string; readonly iat: number; readonly record: FieldRecord }
  | { readonly id: string; readonly iat: number; readonly correction: RecordCorrection };

/** An entry as it counts: under the id of the statement that last said it. */
export type DiaryEntry = {
  readonly id: string;
  /** Unix seconds at which the act was first written down; a correction does not make an entry earlier. */
  readonly entered: number;
  readonly record: FieldRecord;
  /** Ids of the statements that this one replaced, the newest first. */
  readonly replaced: readonly string[];
};

type Chain = { readonly correction: RecordCorrection; readonly id: string; readonly iat: number };

/** Of several corrections of one record the newest counts; of equals the greater id, so that every order agrees. */
export function latestCorrection<T extends Pick<Chain, "id" | "iat">>(corrections: readonly T[]): T | undefined {
  return corrections.reduce<T | undefined>(
    (found, one) =>
      found === undefined || one.iat > found.iat || (one.iat === found.iat && one.id > found.id) ? one : found,
    undefined,
  );
}

/**
 * What counts of a diary: each record with its corrections applied, in the order of acts. A record that was taken back
 * altogether is left out; both stay visible as statements.
 */
export function countingEntries(statements: readonly DiaryStatement[]): readonly DiaryEntry[] {
  const corrections = new Map<string, Chain[]>();
  for (const statement of statements) {
    if (!("correction" in statement)) continue;
    const { id, iat, correction } = statement;
    const of = toHex(correction.record);
    corrections.set(of, [...(corrections.get(of) ?? []), { id, iat, correction }]);
  }
  const entries: DiaryEntry[] = [];
  for (const statement of statements) {
    if (!("record" in statement)) continue;
    let entry: DiaryEntry | undefined = {
      id: statement.id,
      entered: statement.iat,
      record: statement.record,
      replaced: [],
    };
    for (let next = latestCorrection(corrections.get(entry.id) ?? []); next !== undefined && entry !== undefined; ) {
      const { replacement } = next.correction;
      const replaced: readonly string[] = [entry.id, ...entry.replaced];
      entry =
        replacement === undefined ? undefined : { id: next.id, entered: entry.entered, record: replacement, replaced };
      next = latestCorrection(corrections.get(next.id) ?? []);
    }
    if (entry !== undefined) entries.push(entry);
  }
  return entries.sort((left, right) => (left.record.from < right.record.from ? -1 : 1));
}

function treated({ product, productCode }: FieldRecord): Pick<InputUse, "on"> {
  if (product === undefined) return {};
  const on: Treated = productCode === undefined ? { name: product } : { name: product, code: productCode };
  return { on };
}

function labelOf({ use }: FieldRecord): Pick<InputUse, "label"> {
  const { labelDays, labelDegreeDays, labelPhoto } = use ?? {};
  if (labelDays === undefined && labelDegreeDays === undefined) return {};
  const label: LabelInterval = {
    photographed: labelPhoto !== undefined,
    ...(labelDays === undefined ? {} : { days: labelDays }),
    ...(labelDegreeDays === undefined ? {} : { degreeDays: labelDegreeDays }),
  };
  return { label };
}

function methodOf({ method, forGrowth, afterHarvest, waterTenths }: RecordedUse): Partial<InputUse> {
  return {
    ...(method === undefined ? {} : { method }),
    ...(forGrowth === undefined ? {} : { forGrowth }),
    ...(afterHarvest === undefined ? {} : { afterHarvest }),
    ...(waterTenths === undefined ? {} : { waterTenths }),
  };
}

function contentOf({ form, ingredients }: RecordedInput): Partial<InputUse> {
  return { ...(form === undefined ? {} : { form }), ...(ingredients === undefined ? {} : { ingredients }) };
}

/** The uses of inputs that the gate looks at. */
export function inputUses(entries: readonly DiaryEntry[]): readonly InputUse[] {
  return entries.flatMap(({ id, entered, record }) => {
    const { type, input, plots, from, to } = record;
    if (type !== "inputUsed" || input === undefined) return [];
    const about = { id, kind: input.kind, name: input.name, plots, from, to: to ?? from, entered: chinaDay(entered) };
    return [{ ...about, ...treated(record), ...labelOf(record), ...methodOf(record.use ?? {}), ...contentOf(input) }];
  });
}

/** Every other entry, as far as the gate asks. */
export function plainRecords(entries: readonly DiaryEntry[]): readonly PlainRecord[] {
  return entries.flatMap(({ id, entered, record }) => {
    const { type, plots, from } = record;
    if (type === "inputUsed" || type === "inputPurchased") return [];
    const plantedOrOther = type === "sown" || type === "stocked" ? "planted" : "other";
    return [{ id, type: plantedOrOther, plots, day: from, entered: chinaDay(entered), ...treated(record) } as const];
  });
}

/** A recorded test as the gate looks at it. */
export function lotTest(id: string, { basis, day, items, accreditedUntil }: RecordedTest): LotTest {
  return {
    id,
    basis,
    day,
    items: items.map(({ item }) => item),
    passed: hasPassed({ items }),
    ...(accreditedUntil === undefined ? {} : { accreditedUntil }),
  };
}
