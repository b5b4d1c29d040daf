import type { CalendarDay } from "../../core/date.ts";
import { inputUses, plainRecords } from "../../core/record/diary.ts";
import type { FieldRecord } from "../../core/record/fieldRecord.ts";
import type { GateFacts } from "../../core/record/gateFacts.ts";
import { uploadOf } from "./certificates.ts";
import type { DiaryRow, KeptEntry } from "./diaryRecords.ts";
import { diaryOrder } from "./diaryRows.ts";
import type { Upload } from "./foundCertificate.ts";
import type { Hex } from "./hex.ts";
import type { Phone } from "./phone.ts";

/** One statement of an entry's story, with how far it has come. */
export type DiaryStatementShown = {
  readonly id: Hex;
  readonly iat: number;
  /** Absent where it took the record back. */
  readonly record?: FieldRecord;
  /** Why it corrects the one before. */
  readonly reason?: string;
  readonly upload: Upload;
};

const NEWEST = -Number.MAX_VALUE;
const OLDEST = Number.MAX_VALUE;

/** The store as far as a story needs it. */
type Rows = { readonly get: (id: Hex) => Promise<DiaryRow | undefined> };

/** What has been said of an act, the newest first. */
async function storyOf(diary: Rows, row: DiaryRow): Promise<readonly DiaryRow[]> {
  const story = [row];
  for (let at = row.corrects; at !== undefined; ) {
    const before = await diary.get(at.record);
    if (before === undefined || before.operator !== row.operator) break;
    story.push(before);
    at = before.corrects;
  }
  return story;
}

async function entryOf(diary: Rows, row: DiaryRow): Promise<readonly KeptEntry[]> {
  const story = row.corrects === undefined ? [row] : await storyOf(diary, row);
  const record = story.find((one) => one.record !== undefined)?.record;
  const first = story[story.length - 1] ?? row;
  if (record === undefined) return [];
  const { id, iat } = row;
  const replaced = story.slice(1).map((one) => one.id);
  return [{ id, iat, entered: first.iat, record, replaced, takenBack: row.record === undefined }];
}

async function entriesOf(diary: Rows, rows: readonly DiaryRow[]): Promise<readonly KeptEntry[]> {
  return (await Promise.all(rows.map((row) => entryOf(diary, row)))).flat();
}

/** The newest entries of an operator's diary by the day of the act, all of them without a limit; taken from an index. */
export async function newestEntries(phone: Phone, operator: Hex, limit?: number): Promise<readonly KeptEntry[]> {
  if (phone.kept.diary?.operator === operator) return phone.kept.diary.entries.slice(0, limit);
  const { store } = phone.db.transaction("diary");
  const range = IDBKeyRange.bound([operator, NEWEST], [operator, OLDEST]);
  return entriesOf(store, await store.index("byOrder").getAll(range, limit));
}

/** Every entry of an operator's diary, newest act first; read once and kept in memory until the diary changes. */
export async function diaryEntries(phone: Phone, operator: Hex): Promise<readonly KeptEntry[]> {
  if (phone.kept.diary?.operator === operator) return phone.kept.diary.entries;
  const entries = await newestEntries(phone, operator);
  phone.kept.diary = { operator, entries };
  return entries;
}

/** What is said of an act from its first record to what counts now, newest first; undefined for an unknown id. */
export async function diaryStory(phone: Phone, id: Hex): Promise<readonly DiaryStatementShown[] | undefined> {
  const transaction = phone.db.transaction(["diary", "statements"]);
  const row = await transaction.objectStore("diary").get(id);
  if (row === undefined) return undefined;
  const story = await storyOf(transaction.objectStore("diary"), row);
  return Promise.all(
    story.map(async ({ id: said, iat, record, corrects }) => ({
      id: said,
      iat,
      upload: await uploadOf(transaction, said),
      ...(record === undefined ? {} : { record }),
      ...(corrects === undefined ? {} : { reason: corrects.reason }),
    })),
  );
}

/** Which records are asked for. */
export type PlotsAsked = {
  readonly operator: Hex;
  /** Plots of the goods; none for goods of which the plot is not known, which any plot's records may concern. */
  readonly plots: readonly string[];
  /** Acts that ended before this day are left out. */
  readonly since: CalendarDay;
};

/** The records behind goods of these plots, as the gate looks at them; from the index of plots, never the whole diary. */
export async function gateRecords(
  phone: Phone,
  { operator, plots, since }: PlotsAsked,
): Promise<Pick<GateFacts, "uses" | "records">> {
  const { store } = phone.db.transaction("diary");
  const oldest = diaryOrder(since, 0);
  const asked = ["", ...plots];
  const found =
    plots.length === 0
      ? [await store.index("byOrder").getAll(IDBKeyRange.bound([operator, NEWEST], [operator, oldest]))]
      : await Promise.all(
          asked.map((plot) =>
            store.index("byPlot").getAll(IDBKeyRange.bound([operator, plot, NEWEST], [operator, plot, oldest])),
          ),
        );
  const rows = new Map(found.flat().map((row) => [row.id, row]));
  const entries = (await entriesOf(store, [...rows.values()])).filter(({ takenBack }) => !takenBack);
  return { uses: inputUses(entries), records: plainRecords(entries) };
}

/** Entries in which an input of this name was bought or used, newest first. */
export async function entriesWithInput(
  phone: Phone,
  operator: Hex,
  name: string,
  limit: number,
): Promise<readonly KeptEntry[]> {
  const { store } = phone.db.transaction("diary");
  const range = IDBKeyRange.bound([operator, name, NEWEST], [operator, name, OLDEST]);
  return entriesOf(store, await store.index("byInput").getAll(range, limit));
}
