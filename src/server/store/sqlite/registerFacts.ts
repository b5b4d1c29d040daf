import type { DatabaseSync, StatementSync } from "node:sqlite";
import { toHex } from "../../../core/bytes.ts";
import { type CborMap, decodeCbor, isCborMap } from "../../../core/cbor.ts";
import { type OperatorFile, operatorFile, type Said } from "../../../core/operator/file.ts";
import { type Grant, parseGrant } from "../../../core/operator/grant.ts";
import { groupStanding } from "../../../core/operator/merging.ts";
import { type Profile, parseProfile } from "../../../core/operator/profile.ts";
import type { KeyEnd, KeyRecord } from "../../../core/operator/rights.ts";
import { STANDING_STATES, type StandingStep } from "../../../core/operator/standing.ts";
import { decodeStatement } from "../../../core/statement/statement.ts";
import { LruMap } from "../../lruMap.ts";
import { combineEnds } from "../../projections/keyEnd.ts";
import { blob, int, optionalInt, type Row, wordOf } from "./row.ts";

/** Operators and keys kept in memory; about 1 KB each. */
const CACHED = 20_000;

/** A register entry that has effect, with its place in time and in the log. */
export type DatedProfile = { readonly iat: number; readonly position: number; readonly profile: Profile };

/** What the register says about an operator; profiles and standing by time. */
export type OperatorFacts = {
  readonly ref: number;
  readonly id: Uint8Array;
  readonly profiles: readonly DatedProfile[];
  /** What holds for the operator: its own steps, and those of the entries with which it is one. */
  readonly standing: readonly StandingStep[];
  /** The entries that are one with it, where it was merged. */
  readonly group?: OperatorGroup;
  readonly file: OperatorFile;
};

/** Merged register entries: the one that is kept, and its duplicates. */
export type OperatorGroup = { readonly keptRef: number; readonly duplicateRefs: readonly number[] };

/** An end of a key with its place in the log. */
export type LoggedEnd = KeyEnd & { readonly position: number };

/** What the register says about a key. */
export type KeyFacts = {
  readonly ref: number;
  readonly key: Uint8Array;
  /** One of the authority's grants keys. */
  readonly authority: boolean;
  /** Absent while no grant with effect names the key. */
  readonly operatorRef: number | undefined;
  readonly grants: readonly Grant[];
  readonly ends: readonly LoggedEnd[];
  readonly record: KeyRecord;
};

/** Profile that held at a moment: the last one dated before it, else the registration itself. */
export function profileAt(operator: OperatorFacts, time: number): Profile | undefined {
  let held = operator.profiles[0];
  for (const dated of operator.profiles) if (dated.iat <= time) held = dated;
  return held?.profile;
}

function bodyOf(row: Row): CborMap | undefined {
  const decoded = decodeCbor(blob(row, "body"));
  return decoded.ok && isCborMap(decoded.value) ? decoded.value : undefined;
}

const SQL = {
  operator: "SELECT id FROM operators WHERE ref = ?",
  operatorRef: "SELECT ref FROM operators WHERE id = ?",
  profiles: `SELECT p.iat, p.position, p.body FROM profiles p JOIN entries e ON e.position = p.position
    WHERE p.operator_ref = ? AND e.no_effect IS NULL ORDER BY p.iat, p.position`,
  standings: `SELECT s.from_time, s.state FROM standings s JOIN entries e ON e.position = s.position
    WHERE s.operator_ref = ? AND e.no_effect IS NULL ORDER BY s.from_time, s.iat, s.position`,
  group: `SELECT other.operator_ref, other.kept_ref FROM merged_operators own
    JOIN merged_operators other ON other.kept_ref = own.kept_ref WHERE own.operator_ref = ? ORDER BY other.operator_ref`,
  key: "SELECT s.key, s.authority, o.operator_ref FROM signers s LEFT JOIN owners o ON o.key_ref = s.ref WHERE s.ref = ?",
  grants: `SELECT g.body FROM grants g JOIN entries e ON e.position = g.position
    WHERE g.key_ref = ? AND e.no_effect IS NULL ORDER BY g.position`,
  ends: `SELECT k.position, k.from_time, k.reason, k.highest_seq, k.logged_at FROM key_ends k
    JOIN entries e ON e.position = k.position WHERE k.key_ref = ? AND e.no_effect IS NULL ORDER BY k.position`,
  firstGrant: `SELECT g.position, e.operator_ref FROM signers s JOIN grants g ON g.key_ref = s.ref
    JOIN entries e ON e.position = g.position WHERE s.key = ? AND e.no_effect IS NULL ORDER BY g.position LIMIT 1`,
  keysByKid: "SELECT ref FROM signers WHERE kid = ? ORDER BY ref LIMIT 4",
  said: `SELECT s.id, s.bytes FROM said_of_operators f JOIN entries e ON e.position = f.position
    JOIN statements s ON s.position = f.position WHERE f.operator_ref = ? AND e.no_effect IS NULL AND s.bytes IS NOT NULL`,
} as const;

function prepareAll(db: DatabaseSync): { readonly [Name in keyof typeof SQL]: StatementSync } {
  return {
    operator: db.prepare(SQL.operator),
    operatorRef: db.prepare(SQL.operatorRef),
    profiles: db.prepare(SQL.profiles),
    standings: db.prepare(SQL.standings),
    group: db.prepare(SQL.group),
    key: db.prepare(SQL.key),
    grants: db.prepare(SQL.grants),
    ends: db.prepare(SQL.ends),
    firstGrant: db.prepare(SQL.firstGrant),
    keysByKid: db.prepare(SQL.keysByKid),
    said: db.prepare(SQL.said),
  };
}

function readGrant(row: Row): readonly Grant[] {
  const body = bodyOf(row);
  const grant = body === undefined ? undefined : parseGrant(body);
  return grant?.ok === true ? [grant.value] : [];
}

function readProfile(row: Row): readonly DatedProfile[] {
  const body = bodyOf(row);
  const profile = body === undefined ? undefined : parseProfile(body);
  return profile === undefined ? [] : [{ iat: int(row, "iat"), position: int(row, "position"), profile }];
}

function readEnd(row: Row): LoggedEnd {
  return {
    position: int(row, "position"),
    from: int(row, "from_time"),
    reason: wordOf(row, "reason", ["left", "lost", "compromised"]),
    highestSeq: int(row, "highest_seq"),
    loggedAt: int(row, "logged_at"),
  };
}

function readSaid({ id, bytes }: { readonly id: Uint8Array; readonly bytes: Uint8Array }): readonly Said[] {
  const statement = decodeStatement(bytes);
  if (!statement.ok) return [];
  const { iat, kind, body } = statement.value;
  return [{ id, iat, kind, body }];
}

/** Reads operators and keys with what was said about them with effect, and keeps them in memory until something changes. */
export class RegisterFacts {
  readonly #statements: ReturnType<typeof prepareAll>;
  readonly #operators = new LruMap<number, OperatorFacts>(CACHED);
  readonly #keys = new LruMap<number, KeyFacts>(CACHED);
  readonly #kids = new LruMap<string, readonly number[]>(CACHED);

  constructor(db: DatabaseSync) {
    this.#statements = prepareAll(db);
  }

  /** Register entry of an operator. @throws TypeError for a reference that does not exist */
  operator(ref: number): OperatorFacts {
    const held = this.#operators.get(ref);
    if (held !== undefined) return held;
    const row = this.#statements.operator.get(ref);
    if (row === undefined) throw new TypeError("unknown operator reference");
    const profiles = this.#statements.profiles.all(ref).flatMap(readProfile);
    const members = this.#statements.group.all(ref);
    const file = operatorFile(this.said(ref).flatMap(readSaid));
    const own = { ref, id: blob(row, "id"), profiles, file };
    const facts = members.length === 0 ? { ...own, standing: this.#ownStanding(ref) } : this.#inGroup(own, members);
    this.#operators.set(ref, facts);
    return facts;
  }

  #ownStanding(ref: number): readonly StandingStep[] {
    return this.#statements.standings
      .all(ref)
      .map((step) => ({ from: int(step, "from_time"), state: wordOf(step, "state", STANDING_STATES) }));
  }

  #inGroup(own: Pick<OperatorFacts, "ref" | "id" | "profiles" | "file">, members: readonly Row[]): OperatorFacts {
    const refs = members.map((row) => int(row, "operator_ref"));
    const keptRef = members[0] === undefined ? own.ref : int(members[0], "kept_ref");
    const others = refs
      .filter((ref) => ref !== own.ref)
      .map((ref) => ({ steps: this.#ownStanding(ref), kept: ref === keptRef }));
    const duplicateRefs = refs.filter((ref) => ref !== keptRef);
    return { ...own, standing: groupStanding(this.#ownStanding(own.ref), others), group: { keptRef, duplicateRefs } };
  }

  /** Statements with effect that an operator's file is made of, those about entries that are one with it among them. */
  said(ref: number): readonly { readonly id: Uint8Array; readonly bytes: Uint8Array }[] {
    const members = this.#statements.group.all(ref).map((row) => int(row, "operator_ref"));
    const rows = (members.length === 0 ? [ref] : members).flatMap((member) => this.#statements.said.all(member));
    return rows.map((row) => ({ id: blob(row, "id"), bytes: blob(row, "bytes") }));
  }

  /** Internal reference of an operator id. */
  operatorRef(id: Uint8Array): number | undefined {
    const row = this.#statements.operatorRef.get(id);
    return row === undefined ? undefined : int(row, "ref");
  }

  /** Register entry of a key. @throws TypeError for a reference that does not exist */
  key(ref: number): KeyFacts {
    const held = this.#keys.get(ref);
    if (held !== undefined) return held;
    const row = this.#statements.key.get(ref);
    if (row === undefined) throw new TypeError("unknown key reference");
    const key = blob(row, "key");
    const grants = this.#statements.grants.all(ref).flatMap(readGrant);
    const ends = this.#statements.ends.all(ref).map(readEnd);
    const operatorRef = optionalInt(row, "operator_ref");
    const facts = {
      ref,
      key,
      authority: int(row, "authority") === 1,
      operatorRef,
      grants,
      ends,
      record: recordWith(key, grants, ends),
    };
    this.#keys.set(ref, facts);
    return facts;
  }

  /** At most four keys with this kid, in the order in which they became known. */
  keysByKid(kid: Uint8Array): readonly number[] {
    const name = toHex(kid);
    const held = this.#kids.get(name);
    if (held !== undefined) return held;
    const refs = this.#statements.keysByKid.all(kid).map((row) => int(row, "ref"));
    if (refs.length > 0) this.#kids.set(name, refs);
    return refs;
  }

  /** The first grant in the log that has effect and names the key, with the operator it is for. */
  firstGrantOf(key: Uint8Array): { readonly position: number; readonly operatorRef: number } | undefined {
    const row = this.#statements.firstGrant.get(key);
    return row === undefined ? undefined : { position: int(row, "position"), operatorRef: int(row, "operator_ref") };
  }

  /** Reads the operator anew at the next request. */
  forgetOperator(ref: number): void {
    this.#operators.delete(ref);
  }

  /** Reads the key anew at the next request. */
  forgetKey(ref: number): void {
    this.#keys.delete(ref);
  }

  /** Looks for the kid's keys anew, after one became known. */
  forgetKid(kid: Uint8Array): void {
    this.#kids.delete(toHex(kid));
  }

  /** Reads everything anew, after a rebuild or a transaction that did not happen. */
  forgetAll(): void {
    this.#operators.clear();
    this.#keys.clear();
    this.#kids.clear();
  }
}

/** The record of a key as directory and verifier know it, from its grants and ends. */
export function recordWith(key: Uint8Array, grants: readonly Grant[], ends: readonly KeyEnd[]): KeyRecord {
  const terms = grants.map(({ alg, roles, region, notBefore, notAfter, storage, staff }) => ({
    alg,
    roles,
    region,
    notBefore,
    notAfter,
    storage,
    ...(staff === true ? { staff } : {}),
  }));
  const ended = combineEnds(ends);
  return ended === undefined ? { key, grants: terms } : { key, grants: terms, ended };
}
