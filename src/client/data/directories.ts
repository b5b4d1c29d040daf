import { toHex } from "../../core/bytes.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { trustedAuthorities } from "../../core/operator/authority.ts";
import {
  applyDelta,
  assembleSnapshot,
  type DirectoryError,
  type DirectoryHead,
  type EncodedRow,
  type HeldDirectory,
  openDirectoryHead,
  readRows,
} from "../../core/operator/directory.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { verifySignature } from "../../crypto/verifySignature.ts";
import { directoryDeltaSchema, directorySnapshotSchema } from "../../wire/directory.ts";
import { base64UrlBytes, hexBytes, parseAnswer } from "../../wire/fields.ts";
import { directoryChunkPath, directoryDeltaPath, directoryPath } from "../../wire/paths.ts";
import { heldAuthority } from "./authorities.ts";
import { queue, type StoreError, writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { type CallError, callEndpoint, callJson } from "./traceClient.ts";
import type { DirectoryRowRecord } from "./trustRecords.ts";

/** Why a directory was not brought up to date; the one held stays as it is. */
export type PullDirectoryError = CallError["code"] | DirectoryError | StoreError | "noAuthority";

/** Chunks fetched at once. */
const AT_ONCE = 4;

/**
 * Brings the directory of a region up to date: by a delta from the version held, else by the whole snapshot. Rows
 * replace the old ones in one transaction, and only when all of them are there and fit the signed digest.
 */
export async function pullDirectory(phone: Phone, region: string): Promise<Result<DirectoryHead, PullDirectoryError>> {
  const held = await readHeld(phone, region);
  const changed = held === undefined ? undefined : await pullDelta(phone, held);
  if (changed?.ok === true) return replaceRows(phone, changed.value, held);
  if (changed !== undefined && isCallError(changed.error)) return err(changed.error);
  const snapshot = await pullSnapshot(phone, region, held?.head);
  return snapshot.ok ? replaceRows(phone, snapshot.value, held) : snapshot;
}

/** Failures of the network itself, after which asking for the snapshot would fail as well. */
function isCallError(error: PullDirectoryError): boolean {
  return ["offline", "timeout", "serverError", "tooManyRequests", "notOurServer"].includes(error);
}

async function readHeld(phone: Phone, region: string): Promise<HeldDirectory | undefined> {
  const transaction = phone.db.transaction(["directoryHeads", "directoryRows"]);
  const [head, records] = await Promise.all([
    transaction.objectStore("directoryHeads").get(region),
    transaction.objectStore("directoryRows").getAll(regionRange(region)),
  ]);
  const rows = readRows(records.map((record) => record.bytes));
  return head === undefined || rows === undefined ? undefined : { head: head.head, rows };
}

function regionRange(region: string): IDBKeyRange {
  return IDBKeyRange.bound([region], [region, []]);
}

/** Opens a signed head under the authority, home or recognised, whose directory key made it. */
async function openHead(phone: Phone, text: string): Promise<Result<DirectoryHead, PullDirectoryError>> {
  const authority = await heldAuthority(phone);
  if (authority === undefined) return err("noAuthority");
  const message = base64UrlBytes(text);
  if (!message.ok) return err("notOurServer");
  let refusal: DirectoryError = "badSignature";
  for (const candidate of trustedAuthorities(authority.list)) {
    const head = await openDirectoryHead(message.value, candidate, verifySignature);
    if (head.ok) return head;
    if (head.error !== "badSignature") refusal = head.error;
  }
  return err(refusal);
}

async function pullSnapshot(
  phone: Phone,
  region: string,
  held: DirectoryHead | undefined,
): Promise<Result<HeldDirectory, PullDirectoryError>> {
  const answered = await callJson(phone, { path: directoryPath(region) });
  if (!answered.ok) return err(answered.error.code);
  const answer = parseAnswer(directorySnapshotSchema, answered.value);
  if (!answer.ok) return err("notOurServer");
  const head = await openHead(phone, answer.value.head);
  if (!head.ok) return head;
  if (head.value.region !== region) return err("wrongRegion");
  const chunks = await fetchChunks(phone, answer.value.chunks);
  return chunks.ok ? assembleSnapshot(head.value, chunks.value, held) : chunks;
}

type Chunk = { readonly name: Uint8Array; readonly bytes: Uint8Array };

async function fetchChunks(
  phone: Phone,
  names: readonly string[],
): Promise<Result<readonly Chunk[], PullDirectoryError>> {
  const chunks: Chunk[] = [];
  for (let next = 0; next < names.length; next += AT_ONCE) {
    const group = names.slice(next, next + AT_ONCE);
    const fetched = await Promise.all(group.map((name) => callEndpoint(phone, { path: directoryChunkPath(name) })));
    for (const [index, chunk] of fetched.entries()) {
      if (!chunk.ok) return err(chunk.error.code);
      chunks.push({ name: hexBytes(group[index] ?? ""), bytes: chunk.value });
    }
  }
  return ok(chunks);
}

async function pullDelta(phone: Phone, held: HeldDirectory): Promise<Result<HeldDirectory, PullDirectoryError>> {
  const { region, version } = held.head;
  const answered = await callJson(phone, { path: directoryDeltaPath(region, version) });
  if (!answered.ok) return err(answered.error.code);
  const answer = parseAnswer(directoryDeltaSchema, answered.value);
  if (!answer.ok) return err("notOurServer");
  const head = await openHead(phone, answer.value.head);
  if (!head.ok) return head;
  const encoded = answer.value.changed.map(base64UrlBytes);
  const changed = readRows(encoded.flatMap((row) => (row.ok ? [row.value] : [])));
  if (changed?.length !== encoded.length) return err("malformed");
  return applyDelta(held, {
    from: answer.value.from,
    head: head.value,
    changed,
    removed: answer.value.removed.map(hexBytes),
  });
}

async function replaceRows(
  phone: Phone,
  directory: HeldDirectory,
  before: HeldDirectory | undefined,
): Promise<Result<DirectoryHead, PullDirectoryError>> {
  const { head, rows } = directory;
  const { region } = head;
  const written = await writeAll(phone.db, ["directoryHeads", "directoryRows"], async (transaction) => {
    const heads = transaction.objectStore("directoryHeads");
    const store = transaction.objectStore("directoryRows");
    const current = (await heads.get(region))?.head;
    // Another tab was quicker; what it stored is newer or the same.
    if (current !== undefined && current.version >= head.version && current.issuedAt >= head.issuedAt) return current;
    const onlyChanged = before !== undefined && current?.version === before.head.version;
    if (!onlyChanged) await store.delete(regionRange(region));
    const { gone, put } = onlyChanged ? difference(before.rows, rows) : { gone: [], put: rows };
    for (const row of gone) queue(transaction, store.delete([region, toHex(row.row.operator)]));
    for (const row of put) queue(transaction, store.put(rowRecord(region, row)));
    queue(transaction, heads.put({ region, head }));
    return head;
  });
  if (written.ok) phone.changes.tell("directory");
  return written;
}

/** Rows that are no longer there and rows that are new or changed, so that a delta writes only what it brings. */
function difference(before: readonly EncodedRow[], after: readonly EncodedRow[]) {
  const name = (row: EncodedRow) => toHex(row.row.operator);
  const kept = new Set(after.map(name));
  const known = new Set(before);
  return { gone: before.filter((row) => !kept.has(name(row))), put: after.filter((row) => !known.has(row)) };
}

function rowRecord(region: string, { bytes, row }: EncodedRow): DirectoryRowRecord {
  return { region, operator: toHex(row.operator), kids: row.keys.map(({ key }) => toHex(keyId(key))), bytes };
}
