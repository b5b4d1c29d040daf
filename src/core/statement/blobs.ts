import { type Cbor, type CborMap, isCborArray, isCborMap } from "../cbor.ts";
import { bytes, uint } from "./fields.ts";
import { KIND } from "./kind.ts";

/** A blob as a statement names it: SHA-256 of its bytes, and how many there are. */
export type BlobName = { readonly hash: Uint8Array; readonly size: number };

/** Kinds of file that a blob may be, told by its first bytes. */
export const BLOB_TYPES = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;
/** One of {@link BLOB_TYPES}. */
export type BlobType = (typeof BLOB_TYPES)[number];

/** Largest blob in bytes (wire format 6: 10 MB). */
export const MAX_BLOB_BYTES = 10_485_760;
/** First bytes by which a type is known; more than any signature needs. */
export const BLOB_HEAD_BYTES = 16;

const hashField = bytes(32);
const sizeField = uint(1, MAX_BLOB_BYTES);

function nameOf(hash: Cbor | undefined, size: Cbor | undefined): readonly BlobName[] {
  const read = { hash: hashField(hash), size: sizeField(size) };
  return read.hash === undefined || read.size === undefined ? [] : [{ hash: read.hash, size: read.size }];
}

/** Names in a field that lists arrays beginning with hash and size. */
function listed(body: CborMap, field: string): readonly BlobName[] {
  const list = body.get(field);
  return isCborArray(list) ? list.flatMap((entry) => (isCborArray(entry) ? nameOf(entry[0], entry[1]) : [])) : [];
}

/** The name in a field that is a map with hash and size. */
function mapped(body: CborMap, field: string): readonly BlobName[] {
  const map = body.get(field);
  return isCborMap(map) ? nameOf(map.get("hash"), map.get("size")) : [];
}

/** The name in a pair of fields, one of which is the other's with `Size` behind it. */
function paired(body: CborMap, field: string): readonly BlobName[] {
  return nameOf(body.get(field), body.get(`${field}Size`));
}

/** Which kinds of statement name blobs, and where: the one table that phone and endpoint read. */
const NAMES_BLOBS: ReadonlyMap<number, (body: CborMap) => readonly BlobName[]> = new Map([
  [KIND.recordMade, (body: CborMap) => listed(body, "photos")],
  [
    KIND.recordCorrected,
    (body: CborMap) => {
      const replacement = body.get("replacement");
      return isCborMap(replacement) ? listed(replacement, "photos") : [];
    },
  ],
  [KIND.certificationStated, (body: CborMap) => paired(body, "paper")],
  [KIND.testRecorded, (body: CborMap) => mapped(body, "paper")],
]);

/** Blobs that a statement names; none for a kind that names none. */
export function blobsNamedBy({ kind, body }: { readonly kind: number; readonly body: CborMap }): readonly BlobName[] {
  return NAMES_BLOBS.get(kind)?.(body) ?? [];
}

function hasAscii(head: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((character, index) => head[at + index] === character.charCodeAt(0));
}

/** The type of a file by its first {@link BLOB_HEAD_BYTES} bytes; undefined for one that is not taken. */
export function blobType(head: Uint8Array): BlobType | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return "image/jpeg";
  if (head[0] === 0x89 && hasAscii(head, 1, "PNG\r\n\u001a\n")) return "image/png";
  if (hasAscii(head, 0, "RIFF") && hasAscii(head, 8, "WEBP")) return "image/webp";
  return hasAscii(head, 0, "%PDF-") ? "application/pdf" : undefined;
}
