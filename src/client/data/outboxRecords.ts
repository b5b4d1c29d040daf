import { type AttemptOutcome, afterAttempt, type OutboxEntry } from "../../core/sync/outbox.ts";
import type { PhoneDatabase, Writing } from "./database.ts";
import type { Hex, OutboxRecord, StatementRecord } from "./schema.ts";

/** An outbox entry as the store holds it. */
export type StoredEntry = OutboxEntry & { readonly size: number };

/** States in which an entry is still on its way. */
type OpenState = "waiting" | "acknowledged";

/** Entries read for one round: more than one round carries. */
const READ = { waiting: 600, acknowledged: 60 } as const;

/** The outbox entry of a statement that has never been sent. */
export function unsentEntry({ id, bytes }: Pick<StatementRecord, "id" | "bytes">): OutboxRecord {
  return { id, state: "waiting", attempts: 0, nextAttemptAt: 0, size: bytes.length };
}

function entryRange(state: OpenState | "refused", from: number, to: number): IDBKeyRange {
  return IDBKeyRange.bound([state, from], [state, to]);
}

async function openEntries(db: PhoneDatabase, state: OpenState, dueBy: number): Promise<readonly StoredEntry[]> {
  const index = db.transaction("outbox").store.index("byDue");
  const [due, next] = await Promise.all([
    index.getAll(entryRange(state, 0, dueBy), READ[state]),
    index.getAll(entryRange(state, dueBy + 1, Number.MAX_SAFE_INTEGER), 1),
  ]);
  return [...due, ...next].map((record) => ({ ...record, order: record.order ?? 0 }));
}

/**
 * Entries that a round has to decide about: those that are due in the order in which they were made, and the next one
 * that will be. `byHand` counts everything as due.
 */
export async function roundEntries(db: PhoneDatabase, now: number, byHand: boolean): Promise<readonly StoredEntry[]> {
  const dueBy = byHand ? Number.MAX_SAFE_INTEGER - 1 : now;
  const [waiting, acknowledged] = await Promise.all([
    openEntries(db, "waiting", dueBy),
    openEntries(db, "acknowledged", dueBy),
  ]);
  return [...waiting, ...acknowledged];
}

/**
 * Writes what came of an attempt, unless another tab has moved the entry on meanwhile.
 * @param random in [0, 1), for the back-off
 */
export async function settleIn(
  transaction: Writing,
  id: Hex,
  outcome: AttemptOutcome,
  { from, now, random }: { readonly from: OpenState; readonly now: number; readonly random: number },
): Promise<void> {
  const outbox = transaction.objectStore("outbox");
  const record = await outbox.index("byId").get(id);
  if (record?.state !== from || record.order === undefined) return;
  const { size, order } = record;
  const next = afterAttempt({ ...record, order }, outcome, now, random);
  if (next.state === "uploaded") await outbox.delete(order);
  else await outbox.put({ ...next, size });
}

/** How many statements are on their way or refused; each counted up to `most`, never by a scan. */
export type OutboxCounts = { readonly waiting: number; readonly acknowledged: number; readonly refused: number };

/** Counts for the one line of the home screen. */
export async function outboxCounts(db: PhoneDatabase, most = 1000): Promise<OutboxCounts> {
  const index = db.transaction("outbox").store.index("byDue");
  const count = async (state: OpenState | "refused") =>
    (await index.getAllKeys(entryRange(state, 0, Number.MAX_SAFE_INTEGER), most)).length;
  const [waiting, acknowledged, refused] = await Promise.all([
    count("waiting"),
    count("acknowledged"),
    count("refused"),
  ]);
  return { waiting, acknowledged, refused };
}

/** Statements that the endpoint refused for good, with why; the oldest first. */
export async function refusedEntries(db: PhoneDatabase, most = 100): Promise<readonly StoredEntry[]> {
  const records = await db.getAllFromIndex("outbox", "byDue", entryRange("refused", 0, Number.MAX_SAFE_INTEGER), most);
  return records.map((record) => ({ ...record, order: record.order ?? 0 }));
}
