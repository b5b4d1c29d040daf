import { equalBytes, toHex } from "../../core/bytes.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { BLOB_HEAD_BYTES, type BlobType, blobType, MAX_BLOB_BYTES } from "../../core/statement/blobs.ts";
import { backOff } from "../../core/sync/outbox.ts";
import { blobProgressSchema } from "../../wire/blobs.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { hexBytes, parseAnswer } from "../../wire/fields.ts";
import { blobPath } from "../../wire/paths.ts";
import type { BlobRecord } from "./blobRecords.ts";
import { timeNow } from "./clock.ts";
import { type PhoneDatabase, queue, type Writing, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs, fetchAs, type SessionError } from "./sessions.ts";

/** A file that a statement is about to name: `hash` and `size` stand in the statement, the bytes wait on this phone. */
export type NewBlob = {
  readonly hash: Uint8Array;
  readonly size: number;
  readonly type: BlobType;
  readonly bytes: Uint8Array;
};

/** Why a file cannot be a blob. */
export type BlobRefusal = "empty" | "tooLarge" | "unsupportedType";

/** Bytes sent at once: on a slow network a part arrives well within the time that a call may take. */
const PART_BYTES = 131_072;
/** Seconds for which an uploaded blob stays on the phone: it is shown without a network meanwhile. */
const KEPT_AFTER_UPLOAD = 30 * 86_400;
/** Blobs that one exchange sends at most. */
const AT_ONCE = 50;
/** Refusals that no repetition mends. `notFound` is none: the statement that names the blob may not have arrived. */
const FINAL: readonly string[] = ["outOfScope", "unsupportedType", "tooLarge"];

/** Makes a blob of a file's bytes: its type is told by its first bytes, as at the endpoint. */
export function newBlob(bytes: Uint8Array): Result<NewBlob, BlobRefusal> {
  if (bytes.length === 0) return err("empty");
  if (bytes.length > MAX_BLOB_BYTES) return err("tooLarge");
  const type = blobType(bytes.subarray(0, BLOB_HEAD_BYTES));
  return type === undefined ? err("unsupportedType") : ok({ hash: sha256(bytes), size: bytes.length, type, bytes });
}

/**
 * Keeps blobs until they are uploaded: in the transaction that stores the statement which names them, so that neither
 * is without the other. That transaction has the store `blobs` among its own.
 */
export function keepBlobs(transaction: Writing, blobs: readonly NewBlob[], kid: Hex): void {
  const store = transaction.objectStore("blobs");
  for (const { hash, ...blob } of blobs) {
    const record: BlobRecord = { ...blob, hash: toHex(hash), kid, state: "waiting", due: 0, attempts: 0, sent: 0 };
    queue(transaction, store.put(record));
  }
}

/** How far blobs have come, by their hashes; none for a blob that this phone does not hold. */
export async function blobProgress(
  db: PhoneDatabase,
  hashes: readonly Hex[],
): Promise<ReadonlyMap<Hex, Pick<BlobRecord, "state" | "sent" | "size" | "lastError">>> {
  const store = db.transaction("blobs").store;
  const records = await Promise.all(hashes.map((hash) => store.get(hash)));
  return new Map(records.flatMap((record) => (record === undefined ? [] : [[record.hash, record] as const])));
}

/** Blobs of this phone that are still on their way. */
export function waitingBlobs(db: PhoneDatabase): Promise<number> {
  return db.countFromIndex("blobs", "byDue", IDBKeyRange.bound(["waiting"], ["waiting", Number.MAX_SAFE_INTEGER]));
}

/** A blob's bytes: from this phone, else from the endpoint as an identity that may see it. */
export async function readBlob(
  phone: Phone,
  identity: IdentityRecord,
  hash: Hex,
): Promise<Result<{ readonly bytes: Uint8Array; readonly type: BlobType }, SessionError>> {
  const held = await phone.db.get("blobs", hash);
  if (held !== undefined) return ok(held);
  const fetched = await fetchAs(phone, identity, { path: blobPath(hash), answers: "blob" });
  if (!fetched.ok) return fetched;
  const type = blobType(fetched.value);
  const isNamed = equalBytes(sha256(fetched.value), hexBytes(hash));
  return type !== undefined && isNamed ? ok({ bytes: fetched.value, type }) : err({ code: "notOurServer" });
}

/** What came of sending: why nothing came back, when nothing did, and in how many seconds to look again. */
export type SentBlobs = { readonly error: SessionError | undefined; readonly wakeIn: number | undefined };

/** Sends blobs that are due, each part by part from where it broke off; forgets what was uploaded long ago. */
export async function sendBlobs(phone: Phone, byHand: boolean): Promise<SentBlobs> {
  const now = await timeNow(phone);
  await forgetUploaded(phone, now);
  const due = IDBKeyRange.bound(["waiting"], ["waiting", byHand ? Number.MAX_SAFE_INTEGER : now]);
  for (const hash of await phone.db.getAllKeysFromIndex("blobs", "byDue", due, AT_ONCE)) {
    const error = await phone.locks.run(`blob ${hash}`, () => sendBlob(phone, hash, now));
    if (error !== undefined) return { error, wakeIn: await nextDue(phone, now) };
  }
  return { error: undefined, wakeIn: await nextDue(phone, now) };
}

async function nextDue({ db }: Phone, now: number): Promise<number | undefined> {
  const waiting = IDBKeyRange.bound(["waiting"], ["waiting", Number.MAX_SAFE_INTEGER]);
  const [next] = await db.getAllFromIndex("blobs", "byDue", waiting, 1);
  return next === undefined ? undefined : Math.max(0, next.due - now);
}

async function forgetUploaded({ db }: Phone, now: number): Promise<void> {
  const past = await db.getAllKeysFromIndex("blobs", "byDue", IDBKeyRange.bound(["uploaded"], ["uploaded", now]));
  if (past.length === 0) return;
  await writeAll(db, ["blobs"], async (transaction) => {
    for (const hash of past) queue(transaction, transaction.objectStore("blobs").delete(hash));
  });
}

/** @returns why nothing came back, when nothing did: the others need not be tried then */
async function sendBlob(phone: Phone, hash: Hex, now: number): Promise<SessionError | undefined> {
  let record = await phone.db.get("blobs", hash);
  const identity = record === undefined ? undefined : await phone.db.get("identities", record.kid);
  // A key that has left this phone took its right to upload along.
  if (record === undefined || identity === undefined) return undefined;
  // What arrived before a broken connection is asked for instead of guessed.
  let asks = record.attempts > 0;
  while (record.state === "waiting") {
    const sent = await sendPart(phone, identity, record, asks);
    asks = false;
    if (!sent.ok) {
      await put(phone, failed(record, sent.error, { now, random: phone.random() }));
      return sent.error.code === "refused" ? undefined : sent.error;
    }
    const { received, complete } = sent.value;
    const { lastError: _, ...clean } = record;
    record = complete
      ? { ...clean, sent: record.size, state: "uploaded", due: now + KEPT_AFTER_UPLOAD }
      : { ...clean, sent: received };
    await put(phone, record);
  }
  return undefined;
}

type Progress = { readonly received: number; readonly complete: boolean };

async function sendPart(
  phone: Phone,
  identity: IdentityRecord,
  { hash, bytes, size, sent }: BlobRecord,
  asks: boolean,
): Promise<Result<Progress, SessionError>> {
  const part = asks ? new Uint8Array(0) : bytes.subarray(sent, sent + PART_BYTES);
  const answered = await callAs(phone, identity, {
    path: blobPath(hash),
    method: "PUT",
    body: part,
    contentType: CONTENT_TYPE.bytes,
    range: asks ? `bytes */${size}` : `bytes ${sent}-${sent + part.length - 1}/${size}`,
  });
  if (!answered.ok) return answered;
  const progress = parseAnswer(blobProgressSchema, answered.value);
  // An endpoint that has got no further than before would be asked for ever.
  const moves = progress.ok && (progress.value.complete || asks || progress.value.received > sent);
  return moves && progress.value.received <= size ? progress : err({ code: "notOurServer" });
}

function failed(
  record: BlobRecord,
  error: SessionError,
  { now, random }: { readonly now: number; readonly random: number },
): BlobRecord {
  const lastError = error.code === "refused" ? error.problem : error.code;
  if (FINAL.includes(lastError)) return { ...record, state: "refused", lastError };
  const attempts = record.attempts + 1;
  const due = Math.ceil(now + backOff(attempts, random));
  // What arrived damaged begins anew; what the endpoint counts otherwise is asked for at the next attempt.
  const sent = lastError === "badRequest" ? 0 : record.sent;
  return { ...record, attempts, due, sent, lastError };
}

async function put(phone: Phone, record: BlobRecord): Promise<void> {
  // A full disk keeps what was known: the next attempt asks the endpoint.
  await writeAll(phone.db, ["blobs"], (transaction) => transaction.objectStore("blobs").put(record));
  phone.changes.tell("outbox");
}
