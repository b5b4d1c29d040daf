import { concatBytes } from "../bytes.ts";
import { type Cbor, decodeCbor, encodeCbor, isCborArray, isCborMap } from "../cbor.ts";
import { sha256 } from "../sha256.ts";
import { type FieldReader, readOptional, text, uint } from "../statement/fields.ts";
import { PLOT_ID_LENGTH } from "./holdings.ts";
import { parseIdNumber } from "./idNumber.ts";
import { parsePhone } from "./profile.ts";

/** A point on the map in millionths of a degree, WGS 84, north and east: [latitude, longitude]. */
export type MapPoint = readonly [latitude: number, longitude: number];

/** What is kept of an operator apart from the log, where it can be erased; a statement holds only its salted hash. */
export type PrivateRecord = {
  readonly phone?: string;
  /** Citizen's ID number, 18 characters. */
  readonly idNumber?: string;
  /** Points of plots by plot id. */
  readonly points?: ReadonlyMap<string, MapPoint>;
  /** Picture (PNG) of a signature given on a screen; the only thing in its record. */
  readonly signature?: Uint8Array;
};

/** A record ready to be kept: salt ‖ deterministic CBOR, and the SHA-256 of both, by which a statement names it. */
export type SaltedRecord = { readonly hash: Uint8Array; readonly bytes: Uint8Array };

/** Random bytes in front of a record, so that nobody can try phone numbers against its hash. */
export const RECORD_SALT_BYTES = 16;
/** Longest salted record in bytes: 300 points of 40 bytes and some room. */
const MAX_RECORD_BYTES = 16_384;

/** Largest picture of a signature in bytes. */
export const MAX_SIGNATURE_BYTES = 15_000;
const PNG_START: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const latitude = uint(0, 90_000_000);
const longitude = uint(0, 180_000_000);
const plotId = text(1, PLOT_ID_LENGTH);

const pointsField: FieldReader<ReadonlyMap<string, MapPoint>> = (value) => {
  if (!isCborMap(value)) return undefined;
  const points = new Map<string, MapPoint>();
  for (const [key, entry] of value) {
    const id = plotId(key);
    const north = isCborArray(entry) && entry.length === 2 ? latitude(entry[0]) : undefined;
    const east = isCborArray(entry) ? longitude(entry[1]) : undefined;
    if (id === undefined || north === undefined || east === undefined) return undefined;
    points.set(id, [north, east]);
  }
  return points;
};

/** Reads what is already as its parser writes it. */
function settled(parse: (typed: string) => string | undefined): FieldReader<string> {
  return (value) => (typeof value === "string" && parse(value) === value ? value : undefined);
}

/** A picture that begins as every PNG does (ISO/IEC 15948 §5.2). */
const pictureField: FieldReader<Uint8Array> = (value) =>
  value instanceof Uint8Array &&
  value.length <= MAX_SIGNATURE_BYTES &&
  PNG_START.every((byte, at) => value[at] === byte)
    ? value
    : undefined;

const FIELDS = {
  phone: settled(parsePhone),
  idNumber: settled(parseIdNumber),
  points: pointsField,
  signature: pictureField,
};

/** Salts a record. @param salt {@link RECORD_SALT_BYTES} random bytes, new for each record */
export function saltRecord({ phone, idNumber, points, signature }: PrivateRecord, salt: Uint8Array): SaltedRecord {
  const map = new Map<string, Cbor>();
  if (phone !== undefined) map.set("phone", phone);
  if (idNumber !== undefined) map.set("idNumber", idNumber);
  if (points !== undefined && points.size > 0) map.set("points", points);
  if (signature !== undefined) map.set("signature", signature);
  const bytes = concatBytes(salt, encodeCbor(map));
  return { hash: sha256(bytes), bytes };
}

/** Reads a salted record; undefined when it is not of its form. */
export function readSaltedRecord(bytes: Uint8Array): PrivateRecord | undefined {
  if (bytes.length < RECORD_SALT_BYTES || bytes.length > MAX_RECORD_BYTES) return undefined;
  const decoded = decodeCbor(bytes.subarray(RECORD_SALT_BYTES));
  return decoded.ok && isCborMap(decoded.value) ? readOptional<PrivateRecord>(decoded.value, FIELDS) : undefined;
}
