import { compareBytes, equalBytes, toHex } from "../bytes.ts";
import { type Cbor, decodeCbor, encodeCbor, isCborArray } from "../cbor.ts";
import { openMessage, signMessage } from "../key/message.ts";
import { CONTEXT, type Signer, type VerifySignature } from "../key/sign1.ts";
import { err, ok, type Result } from "../result.ts";
import { sha256 } from "../sha256.ts";
import { bytes, uint } from "../statement/fields.ts";
import { AUTHORITY_ID_BYTES, type Authority, authorityKeys } from "./authority.ts";
import { type DirectoryRow, readRow } from "./directoryRow.ts";
import { anyRegionContains, regionField } from "./region.ts";

/** How long a snapshot may be relied on (seconds). */
export const DIRECTORY_MAX_AGE = 7 * 86_400;
const SHA256_BYTES = 32;
/** Rows in one chunk of a snapshot. */
export const CHUNK_ROWS = 200;

/** What an authority signs about the rows of a region. */
export type DirectoryHead = {
  readonly authority: Uint8Array;
  /** Division prefix that the snapshot covers completely. */
  readonly region: string;
  readonly version: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Seconds. */
  readonly maxAge: number;
  /** See {@link rowsDigest}. */
  readonly digest: Uint8Array;
};

/** One row as it travels: the deterministic bytes that the digest covers, and what they say. */
export type EncodedRow = { readonly bytes: Uint8Array; readonly row: DirectoryRow };

/** Why a snapshot or delta was refused; the directory held stays as it is. */
export type DirectoryError =
  | "malformed"
  | "badSignature"
  | "lowerVersion"
  | "wrongRegion"
  | "wrongAuthority"
  | "wrongBase"
  | "digestMismatch"
  | "missingChunk";

/** Signs the head of a snapshot. */
export function signDirectoryHead(head: DirectoryHead, signer: Signer): Promise<Uint8Array> {
  const payload: Cbor = [head.authority, Number(head.region), head.version, head.issuedAt, head.maxAge, head.digest];
  return signMessage(CONTEXT.directory, payload, signer);
}

function readHead(value: Cbor): DirectoryHead | undefined {
  if (!isCborArray(value) || value.length !== 6) return undefined;
  const time = uint(0, Number.MAX_SAFE_INTEGER);
  const authority = bytes(AUTHORITY_ID_BYTES)(value[0]);
  const region = regionField(value[1]);
  const version = time(value[2]);
  const issuedAt = time(value[3]);
  const maxAge = time(value[4]);
  const digest = bytes(SHA256_BYTES)(value[5]);
  if (authority === undefined || version === undefined || issuedAt === undefined) return undefined;
  if (maxAge === undefined || digest === undefined || region === undefined) return undefined;
  return { authority, region, version, issuedAt, maxAge, digest };
}

/**
 * Opens the head of a snapshot. One of the authority's directory keys, valid when the head was issued, must have
 * signed it; the head must name that authority and a region inside its scope.
 */
export async function openDirectoryHead(
  message: Uint8Array,
  authority: Authority,
  verify: VerifySignature,
): Promise<Result<DirectoryHead, DirectoryError>> {
  for (const { key } of authority.keys.filter((entry) => entry.use === "directory")) {
    const opened = await openMessage(CONTEXT.directory, message, key, verify);
    if (!opened.ok && opened.error === "badSignature") continue;
    const head = opened.ok ? readHead(opened.value) : undefined;
    if (head === undefined) return err("malformed");
    if (!equalBytes(head.authority, authority.id)) return err("wrongAuthority");
    if (!anyRegionContains(authority.regions, head.region)) return err("wrongRegion");
    const inUse = authorityKeys(authority, "directory", head.issuedAt).some((entry) => equalBytes(entry, key));
    return inUse ? ok(head) : err("badSignature");
  }
  return err("badSignature");
}

/** Digest of a set of rows: SHA-256 over the SHA-256 of each row's bytes, rows in the order of their operator ids. */
export function rowsDigest(rows: readonly EncodedRow[]): Uint8Array {
  const sorted = [...rows].sort((left, right) => compareBytes(left.row.operator, right.row.operator));
  // Not by spreading: a county has more rows than a call takes arguments.
  const hashes = new Uint8Array(sorted.length * SHA256_BYTES);
  sorted.forEach((row, index) => hashes.set(sha256(row.bytes), index * SHA256_BYTES));
  return sha256(hashes);
}

/** A chunk of rows as it travels: a CBOR array of row byte strings, named by the SHA-256 of its bytes. */
export function encodeChunk(rows: readonly EncodedRow[]): Uint8Array {
  return encodeCbor(rows.map((row) => row.bytes));
}

/** Reads a list of encoded rows; undefined when one is not of its form or an operator occurs twice. */
export function readRows(value: Cbor | undefined): readonly EncodedRow[] | undefined {
  if (!isCborArray(value)) return undefined;
  const rows: EncodedRow[] = [];
  for (const entry of value) {
    const decoded = entry instanceof Uint8Array ? decodeCbor(entry) : undefined;
    const row = decoded?.ok === true ? readRow(decoded.value) : undefined;
    if (row === undefined || !(entry instanceof Uint8Array)) return undefined;
    rows.push({ bytes: entry, row });
  }
  return namesEachOnce(rows) ? rows : undefined;
}

function namesEachOnce(rows: readonly EncodedRow[]): boolean {
  return new Set(rows.map((entry) => toHex(entry.row.operator))).size === rows.length;
}

/** What of a region is held on a device. */
export type HeldDirectory = { readonly head: DirectoryHead; readonly rows: readonly EncodedRow[] };

function checkSuccessor(head: DirectoryHead, held: DirectoryHead | undefined): DirectoryError | undefined {
  if (held === undefined) return undefined;
  if (!equalBytes(head.authority, held.authority)) return "wrongAuthority";
  if (head.region !== held.region) return "wrongRegion";
  return head.version < held.version ? "lowerVersion" : undefined;
}

/**
 * Puts a snapshot together. Every chunk must be there under its own hash and the rows must have the digest that the
 * head signs; a head older than the one held, or of another region or authority, is refused.
 */
export function assembleSnapshot(
  head: DirectoryHead,
  chunks: readonly { readonly name: Uint8Array; readonly bytes: Uint8Array | undefined }[],
  held: DirectoryHead | undefined,
): Result<HeldDirectory, DirectoryError> {
  const refused = checkSuccessor(head, held);
  if (refused !== undefined) return err(refused);
  const rows: EncodedRow[] = [];
  for (const chunk of chunks) {
    if (chunk.bytes === undefined || !equalBytes(sha256(chunk.bytes), chunk.name)) return err("missingChunk");
    const decoded = decodeCbor(chunk.bytes);
    const read = decoded.ok ? readRows(decoded.value) : undefined;
    if (read === undefined) return err("malformed");
    for (const row of read) rows.push(row);
  }
  if (!namesEachOnce(rows)) return err("malformed");
  return equalBytes(rowsDigest(rows), head.digest) ? ok({ head, rows }) : err("digestMismatch");
}

/** The rows of a directory that changed between two versions; `head` is the signed head after them. */
export type DirectoryDelta = {
  readonly from: number;
  readonly head: DirectoryHead;
  readonly changed: readonly EncodedRow[];
  readonly removed: readonly Uint8Array[];
};

/**
 * Applies a delta: only to exactly the version it starts from, and only if the rows afterwards have the digest that
 * the new head signs. Otherwise the held directory stays and the snapshot has to be fetched.
 */
export function applyDelta(held: HeldDirectory, delta: DirectoryDelta): Result<HeldDirectory, DirectoryError> {
  const refused = checkSuccessor(delta.head, held.head);
  if (refused !== undefined) return err(refused);
  if (delta.from !== held.head.version) return err("wrongBase");
  const replaced = new Set([...delta.changed.map((entry) => toHex(entry.row.operator)), ...delta.removed.map(toHex)]);
  const kept = held.rows.filter((entry) => !replaced.has(toHex(entry.row.operator)));
  const rows = [...kept, ...delta.changed];
  return equalBytes(rowsDigest(rows), delta.head.digest) ? ok({ head: delta.head, rows }) : err("digestMismatch");
}

/** True when a snapshot may still be relied on at `now` (Unix seconds): never longer than {@link DIRECTORY_MAX_AGE}. */
export function isFresh(head: Pick<DirectoryHead, "issuedAt" | "maxAge">, now: number): boolean {
  return now - head.issuedAt <= Math.min(head.maxAge, DIRECTORY_MAX_AGE);
}
