import { compareBytes, concatBytes } from "../bytes.ts";
import { type Cbor, type CborMap, isCborArray, isCborMap } from "../cbor.ts";
import { WITHDRAWN_STATES, type WithdrawnState } from "../certificate/withdrawal.ts";
import { dayField } from "../date.ts";
import { KEY_BYTES } from "../key/publicKey.ts";
import { bytes, type FieldReader, listOf, text, uint } from "../statement/fields.ts";
import { LISTS, type ListingTerm } from "./listing.ts";
import { OPERATOR_ID_BYTES, OPERATOR_KINDS, type OperatorKind } from "./profile.ts";
import { placeField, regionField } from "./region.ts";
import type { GrantTerms, KeyEnd, KeyRecord } from "./rights.ts";
import { roleBits, rolesOf } from "./role.ts";
import { type EndReason, STANDING_STATES, type StandingStep } from "./standing.ts";

/** Length of the id prefixes by which a row lists an operator's own withdrawn certificates. */
export const PREFIX_BYTES = 5;

/** What a directory says about one operator. Names of natural persons are masked. */
export type DirectoryRow = {
  readonly operator: Uint8Array;
  readonly name: string;
  readonly kind: OperatorKind;
  /** Division code, county or deeper. */
  readonly region: string;
  /** Unified social credit code; never of a natural person. */
  readonly uscc?: string;
  readonly standing: readonly StandingStep[];
  readonly keys: readonly KeyRecord[];
  /** Sorted id prefixes of {@link PREFIX_BYTES} bytes each, one after another. */
  readonly withdrawn: { readonly [State in WithdrawnState]: Uint8Array };
  /** Stations that may not sign for this operator. */
  readonly refusedStations: readonly Uint8Array[];
  /** The operator of which this one is a duplicate; its keys stay as they are. */
  readonly mergedInto?: Uint8Array;
  /** Credit grade; absent while nothing is rated (尚未评定). */
  readonly grade?: string;
  /** Entries of the red and black list; absent when there are none. */
  readonly listings?: readonly ListingTerm[];
};

const FIELD = {
  operator: 1,
  name: 2,
  kind: 3,
  region: 4,
  standing: 5,
  keys: 6,
  recalled: 7,
  voided: 8,
  superseded: 9,
  refusedStations: 10,
  grade: 11,
  mergedInto: 12,
  listings: 13,
  uscc: 14,
} as const;
const END_REASONS: readonly EndReason[] = ["left", "lost", "compromised"];
const moment = uint(0, Number.MAX_SAFE_INTEGER);

/** Reads a value of a list by its index. */
function indexed<T>(values: readonly T[]): FieldReader<T> {
  return (value) => (typeof value === "number" ? values[value] : undefined);
}

function encodeTerms(terms: GrantTerms): Cbor {
  return [terms.alg, roleBits(terms.roles), Number(terms.region), terms.notBefore, terms.notAfter, terms.storage];
}

function encodeEnd(ended: KeyEnd | undefined): Cbor {
  return ended === undefined ? null : [ended.from, END_REASONS.indexOf(ended.reason), ended.highestSeq, ended.loggedAt];
}

/** Deterministic bytes of a row are `encodeCbor` of this. */
export function encodeRow(row: DirectoryRow): Cbor {
  const map = new Map<number, Cbor>([
    [FIELD.operator, row.operator],
    [FIELD.name, row.name],
    [FIELD.kind, OPERATOR_KINDS.indexOf(row.kind)],
    [FIELD.region, Number(row.region)],
    [FIELD.standing, row.standing.map((step) => [step.from, STANDING_STATES.indexOf(step.state)])],
    [FIELD.keys, row.keys.map((record) => [record.key, record.grants.map(encodeTerms), encodeEnd(record.ended)])],
    [FIELD.recalled, row.withdrawn.recalled],
    [FIELD.voided, row.withdrawn.voided],
    [FIELD.superseded, row.withdrawn.superseded],
    [FIELD.refusedStations, row.refusedStations],
  ]);
  if (row.mergedInto !== undefined) map.set(FIELD.mergedInto, row.mergedInto);
  if (row.grade !== undefined) map.set(FIELD.grade, row.grade);
  if (row.uscc !== undefined) map.set(FIELD.uscc, row.uscc);
  return row.listings === undefined || row.listings.length === 0
    ? map
    : map.set(FIELD.listings, row.listings.map(encodeTerm));
}

function encodeTerm({ list, start, end }: ListingTerm): Cbor {
  return [LISTS.indexOf(list), start, end ?? null];
}

const readTerm: FieldReader<ListingTerm> = (value) => {
  if (!isCborArray(value) || value.length !== 3) return undefined;
  const list = indexed(LISTS)(value[0]);
  const start = dayField(value[1]);
  if (list === undefined || start === undefined) return undefined;
  if (value[2] === null) return { list, start };
  const end = dayField(value[2]);
  return end === undefined ? undefined : { list, start, end };
};

const readTerms: FieldReader<GrantTerms> = (value) => {
  if (!isCborArray(value) || value.length !== 6) return undefined;
  const [alg] = value;
  const roles = uint(1, 0xffff)(value[1]);
  const region = regionField(value[2]);
  const notBefore = moment(value[3]);
  const notAfter = moment(value[4]);
  const storage = moment(value[5]);
  if (typeof alg !== "number" || roles === undefined || region === undefined) return undefined;
  if (notBefore === undefined || notAfter === undefined || storage === undefined) return undefined;
  return { alg, roles: rolesOf(roles), region, notBefore, notAfter, storage };
};

function readEnd(value: Cbor | undefined): KeyEnd | undefined {
  if (!isCborArray(value) || value.length !== 4) return undefined;
  const from = moment(value[0]);
  const reason = indexed(END_REASONS)(value[1]);
  const highestSeq = moment(value[2]);
  const loggedAt = moment(value[3]);
  if (from === undefined || reason === undefined || highestSeq === undefined || loggedAt === undefined)
    return undefined;
  return { from, reason, highestSeq, loggedAt };
}

const readKeyRecord: FieldReader<KeyRecord> = (value) => {
  if (!isCborArray(value) || value.length !== 3) return undefined;
  const key = bytes(KEY_BYTES)(value[0]);
  const grants = listOf(readTerms, 0, 200)(value[1]);
  if (key === undefined || grants === undefined) return undefined;
  if (value[2] === null) return { key, grants };
  const ended = readEnd(value[2]);
  return ended === undefined ? undefined : { key, grants, ended };
};

const readStep: FieldReader<StandingStep> = (value) => {
  if (!isCborArray(value) || value.length !== 2) return undefined;
  const from = moment(value[0]);
  const state = indexed(STANDING_STATES)(value[1]);
  return from === undefined || state === undefined ? undefined : { from, state };
};

/** Joins prefixes as a row carries them: sorted, without repeats. */
export function joinPrefixes(ids: readonly Uint8Array[]): Uint8Array {
  const sorted = ids.map((id) => id.slice(0, PREFIX_BYTES)).sort(compareBytes);
  return concatBytes(
    ...sorted.filter((prefix, index) => index === 0 || compareBytes(sorted[index - 1] ?? prefix, prefix) !== 0),
  );
}

/** True when the list holds the id's prefix; binary search. */
export function hasPrefix(prefixes: Uint8Array, id: Uint8Array): boolean {
  const wanted = id.subarray(0, PREFIX_BYTES);
  let low = 0;
  let high = prefixes.length / PREFIX_BYTES;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareBytes(prefixAt(prefixes, middle), wanted);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** The gravest state in which the row lists a certificate; undefined when it lists it nowhere. */
export function listedState(row: DirectoryRow, id: Uint8Array): WithdrawnState | undefined {
  return WITHDRAWN_STATES.find((state) => hasPrefix(row.withdrawn[state], id));
}

function prefixAt(prefixes: Uint8Array, index: number): Uint8Array {
  return prefixes.subarray(index * PREFIX_BYTES, (index + 1) * PREFIX_BYTES);
}

/** A list out of order would hide withdrawals from the binary search, so it is refused. */
const readPrefixes: FieldReader<Uint8Array> = (value) => {
  if (!(value instanceof Uint8Array) || value.length % PREFIX_BYTES !== 0) return undefined;
  for (let index = 1; index < value.length / PREFIX_BYTES; index++) {
    if (compareBytes(prefixAt(value, index - 1), prefixAt(value, index)) >= 0) return undefined;
  }
  return value;
};

function readWithdrawn(row: CborMap): DirectoryRow["withdrawn"] | undefined {
  const recalled = readPrefixes(row.get(FIELD.recalled));
  const voided = readPrefixes(row.get(FIELD.voided));
  const superseded = readPrefixes(row.get(FIELD.superseded));
  return recalled === undefined || voided === undefined || superseded === undefined
    ? undefined
    : { recalled, voided, superseded };
}

function readOperator(row: CborMap): Pick<DirectoryRow, "operator" | "name" | "kind" | "region" | "uscc"> | undefined {
  const operator = bytes(OPERATOR_ID_BYTES)(row.get(FIELD.operator));
  const name = text(1, 60)(row.get(FIELD.name));
  const kind = indexed(OPERATOR_KINDS)(row.get(FIELD.kind));
  const region = placeField(row.get(FIELD.region));
  const uscc = row.has(FIELD.uscc) ? text(1, 30)(row.get(FIELD.uscc)) : "";
  if (operator === undefined || name === undefined || kind === undefined) return undefined;
  if (region === undefined || uscc === undefined) return undefined;
  return { operator, name, kind, region, ...(uscc === "" ? {} : { uscc }) };
}

/** Reads a row; undefined when it is not of its form. Keys that this version does not know are ignored. */
export function readRow(value: Cbor): DirectoryRow | undefined {
  if (!isCborMap(value)) return undefined;
  const operator = readOperator(value);
  const withdrawn = readWithdrawn(value);
  const standing = listOf(readStep, 0, 1000)(value.get(FIELD.standing));
  const keys = listOf(readKeyRecord, 0, 1000)(value.get(FIELD.keys));
  const refusedStations = listOf(bytes(OPERATOR_ID_BYTES), 0, 100)(value.get(FIELD.refusedStations));
  if (operator === undefined || withdrawn === undefined || refusedStations === undefined) return undefined;
  if (standing === undefined || keys === undefined) return undefined;
  const mergedInto = bytes(OPERATOR_ID_BYTES)(value.get(FIELD.mergedInto));
  if (value.has(FIELD.mergedInto) && mergedInto === undefined) return undefined;
  const merged = mergedInto === undefined ? {} : { mergedInto };
  const credit = readCredit(value);
  return credit === undefined
    ? undefined
    : { ...operator, standing, keys, withdrawn, refusedStations, ...merged, ...credit };
}

function readCredit(row: CborMap): Pick<DirectoryRow, "grade" | "listings"> | undefined {
  const grade = row.has(FIELD.grade) ? text(1, 20)(row.get(FIELD.grade)) : "";
  const listings = row.has(FIELD.listings) ? listOf(readTerm, 0, 100)(row.get(FIELD.listings)) : [];
  if (grade === undefined || listings === undefined) return undefined;
  return { ...(grade === "" ? {} : { grade }), ...(listings.length === 0 ? {} : { listings }) };
}
