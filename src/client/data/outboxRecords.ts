import type { StatementContent } from "../../core/statement/statement.ts";
import { type AttemptOutcome, afterAttempt, type OutboxEntry } from "../../core/sync/outbox.ts";
import type { PhoneDatabase, Writing } from "./database.ts";
import type { Hex } from "./hex.ts";
import { madeOrder } from "./ownRecords.ts";
import type { StatementRecord, UploadRecord } from "./schema.ts";

/** A statement on its way, as the outbox's rules see it. */
export type StoredEntry = OutboxEntry & { readonly statement: StatementRecord };

/** States in which an entry is still on its way. */
type OpenState = "waiting" | "acknowledged";

/** Entries read for one round: more than one round carries. */
const READ = { waiting: 600, acknowledged: 60 } as const;
/** The outbox entry of a statement that has never been sent. Statements go out in the order of their time and seq. */
export function unsentUpload(content: Pick<StatementContent, "iat" | "seq">): UploadRecord {
  return { state: "waiting", attempts: 0, nextAttemptAt: 0, order: madeOrder(content) };
}

function dueRange(state: OpenState | "refused", from: number, to: number): IDBKeyRange {
  return IDBKeyRange.bound([state, from], [state, to]);
}

function entryOf(statement: StatementRecord): readonly StoredEntry[] {
  return statement.upload === undefined ? [] : [{ ...statement.upload, id: statement.id, statement }];
}

async function openEntries(db: PhoneDatabase, state: OpenState, dueBy: number): Promise<readonly StoredEntry[]> {
  const index = db.transaction("statements").store.index("byDue");
  const [due, next] = await Promise.all([
    index.getAll(dueRange(state, 0, dueBy), READ[state]),
    index.getAll(dueRange(state, dueBy + 1, Number.MAX_SAFE_INTEGER), 1),
  ]);
  return [...due, ...next].flatMap(entryOf);
}

/**
 * Entries that a round has to decide about: those that are due, and the next one that will be. `byHand` counts
 * everything as due.
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
 * @returns the entry afterwards; undefined when it is no longer in the outbox
 */
export async function settleIn(
  transaction: Writing,
  id: Hex,
  outcome: AttemptOutcome,
  { from, now, random }: { readonly from: OpenState; readonly now: number; readonly random: number },
): Promise<UploadRecord | undefined> {
  const statement = await transaction.objectStore("statements").get(id);
  if (statement?.upload?.state !== from) return statement?.upload;
  const { id: _, ...upload } = afterAttempt({ ...statement.upload, id }, outcome, now, random);
  return putUpload(transaction, statement, upload.state === "uploaded" ? undefined : upload);
}

/** Puts a statement's entry; undefined takes it out of the outbox. */
export async function putUpload(
  transaction: Writing,
  { upload: _, ...statement }: StatementRecord,
  upload: UploadRecord | undefined,
): Promise<UploadRecord | undefined> {
  await transaction.objectStore("statements").put(upload === undefined ? statement : { ...statement, upload });
  return upload;
}

/** How many statements are on their way or refused; each counted up to `most`, never by a scan. */
export type OutboxCounts = { readonly waiting: number; readonly acknowledged: number; readonly refused: number };

/** Counts for the one line of the home screen. */
export async function outboxCounts(db: PhoneDatabase, most = 1000): Promise<OutboxCounts> {
  const index = db.transaction("statements").store.index("byDue");
  const count = async (state: OpenState | "refused") =>
    (await index.getAllKeys(dueRange(state, 0, Number.MAX_SAFE_INTEGER), most)).length;
  const [waiting, acknowledged, refused] = await Promise.all([
    count("waiting"),
    count("acknowledged"),
    count("refused"),
  ]);
  return { waiting, acknowledged, refused };
}

/** Statements that the endpoint refused for good, with why. */
export async function refusedEntries(db: PhoneDatabase, most = 100): Promise<readonly StoredEntry[]> {
  const refused = await db.getAllFromIndex(
    "statements",
    "byDue",
    dueRange("refused", 0, Number.MAX_SAFE_INTEGER),
    most,
  );
  return refused.flatMap(entryOf);
}
