import type { IDBPObjectStore } from "idb";
import { toHex } from "../../core/bytes.ts";
import { type CalendarDay, dayNumber } from "../../core/date.ts";
import { latestCorrection } from "../../core/record/diary.ts";
import { type FieldRecord, parseFieldRecord, parseRecordCorrection } from "../../core/record/fieldRecord.ts";
import { KIND } from "../../core/statement/kind.ts";
import type { StoreName, Writing } from "./database.ts";
import type { DiaryRow, PlotKey } from "./diaryRecords.ts";
import type { OwnStatement } from "./ownRecords.ts";
import type { PhoneSchema } from "./schema.ts";

/** Room for the seconds of an entry within the order of its day. */
const DAY_STEP = 10_000_000_000;

/** Order of an entry by the first day of the act and, within it, by when it was written down; newest first. */
export function diaryOrder(day: CalendarDay, iat: number): number {
  return -((dayNumber(day) ?? 0) * DAY_STEP + iat);
}

/** True for the two kinds of statement that make a diary. */
export function isDiaryKind(kind: number): boolean {
  return kind === KIND.recordMade || kind === KIND.recordCorrected;
}

/** The row of a statement of one of the two kinds; undefined for one that cannot be read or is about somebody else's plots (代开). */
export function diaryRow({ id, operator, kid, content }: OwnStatement): DiaryRow | undefined {
  const about = { id: toHex(id), operator, kid, iat: content.iat };
  if (content.kind === KIND.recordMade) {
    const record = parseFieldRecord(content.body);
    return record === undefined || record.onBehalfOf !== undefined ? undefined : { ...about, record };
  }
  const correction = parseRecordCorrection(content.body);
  if (correction === undefined || correction.onBehalfOf !== undefined) return undefined;
  const { record, reason, replacement } = correction;
  const corrects = { record: toHex(record), reason };
  return replacement === undefined ? { ...about, corrects } : { ...about, corrects, record: replacement };
}

/** A record that nothing has corrected yet, with its places in the indexes. */
export function indexedRow(row: DiaryRow & { readonly record: FieldRecord }): DiaryRow {
  const { operator, record, iat } = row;
  const order = diaryOrder(record.from, iat);
  const plots = record.plots.length === 0 ? [""] : [...new Set(record.plots)];
  const ended = diaryOrder(record.to ?? record.from, iat);
  const indexed = { ...row, order, onPlots: plots.map((plot): PlotKey => [operator, plot, ended]) };
  return record.input === undefined ? indexed : { ...indexed, ofInput: [operator, record.input.name, order] };
}

type Diary = IDBPObjectStore<PhoneSchema, StoreName[], "diary", "readwrite">;

/** The record or correction that a row corrects, of the same operator. */
async function corrected(diary: Diary, { operator, corrects }: DiaryRow): Promise<DiaryRow | undefined> {
  const row = corrects === undefined ? undefined : await diary.get(corrects.record);
  return row?.operator === operator ? row : undefined;
}

/** What a correction that takes back took back. */
async function lastSaid(diary: Diary, row: DiaryRow): Promise<FieldRecord | undefined> {
  for (let at: DiaryRow | undefined = row; at !== undefined; at = await corrected(diary, at))
    if (at.record !== undefined) return at.record;
  return undefined;
}

/** Puts a row and every correction below it in or out of the indexes. */
async function settle(diary: Diary, row: DiaryRow, stands: boolean): Promise<void> {
  const corrections = (await diary.index("byCorrected").getAll(row.id)).filter(
    ({ operator }) => operator === row.operator,
  );
  const winner = latestCorrection(corrections);
  const { order: _order, onPlots: _plots, ofInput: _input, ...bare } = row;
  await diary.put(stands && winner === undefined ? await placed(diary, bare) : bare);
  for (const correction of corrections) await settle(diary, correction, stands && correction.id === winner?.id);
}

async function placed(diary: Diary, row: DiaryRow): Promise<DiaryRow> {
  const { record } = row;
  if (record !== undefined) return indexedRow({ ...row, record });
  const said = await lastSaid(diary, row);
  return said === undefined ? row : { ...row, order: diaryOrder(said.from, row.iat) };
}

/**
 * Stores a row and lets what it corrects, or what corrects it, count no more. The same rows in any order end in the
 * same diary.
 */
export async function keepInDiary(transaction: Writing, row: DiaryRow): Promise<void> {
  const diary = transaction.objectStore("diary");
  await diary.put(row);
  let root = row;
  for (let above = await corrected(diary, root); above !== undefined; above = await corrected(diary, root))
    root = above;
  await settle(diary, root, root.corrects === undefined);
}
