import type { DatabaseSync, StatementSync } from "node:sqlite";
import { encodeCbor } from "../../../core/cbor.ts";
import { keyId } from "../../../core/key/publicKey.ts";
import { parseOperatorClosed, parseOperatorMerged } from "../../../core/operator/closing.ts";
import { type Grant, parseGrant } from "../../../core/operator/grant.ts";
import { parseProfile } from "../../../core/operator/profile.ts";
import { operatorKeys } from "../../../core/operator/sameOperator.ts";
import { parseGrantEnded, parseStandingSet } from "../../../core/operator/standing.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { REFERENCE_BYTES } from "../../../core/statement/statement.ts";
import type { LogEntry } from "./entryRows.ts";
import { Merges } from "./merges.ts";
import type { RegisterFacts } from "./registerFacts.ts";
import { int, optionalInt } from "./row.ts";

const SQL = {
  signer: "SELECT ref FROM signers WHERE key = ?",
  addSigner: "INSERT INTO signers (key, kid, authority) VALUES (?, ?, ?) RETURNING ref",
  addOperator: "INSERT INTO operators (id, name, region, version, changed) VALUES (?, ?, ?, 1, 1) RETURNING ref",
  describeOperator: "UPDATE operators SET name = ?, region = ? WHERE ref = ?",
  forgetKeys: "DELETE FROM operator_keys WHERE operator_ref = ?",
  addKey: "INSERT INTO operator_keys (key, operator_ref) VALUES (?, ?) ON CONFLICT DO NOTHING",
  changed: "UPDATE operators SET changed = 1 WHERE ref = ?",
  bump: "UPDATE operators SET changed = 1, version = version + 1 WHERE ref = ?",
  profile: "INSERT INTO profiles (operator_ref, iat, position, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  grant: "INSERT INTO grants (key_ref, position, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  otherGrants: "SELECT position FROM grants WHERE key_ref = ? AND position <> ?",
  owner:
    "INSERT INTO owners (key_ref, operator_ref) VALUES (?, ?) ON CONFLICT (key_ref) DO UPDATE SET operator_ref = excluded.operator_ref",
  disown: "DELETE FROM owners WHERE key_ref = ?",
  standing:
    "INSERT INTO standings (operator_ref, from_time, iat, position, state, reason) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  recordName: "INSERT INTO record_names (hash, position, operator_ref) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  end: "INSERT INTO key_ends (key_ref, position, from_time, reason, highest_seq, logged_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  highestSeq: "SELECT max(seq) AS seq FROM entries WHERE key_ref = ? AND position < ?",
} as const;

/** Writes what the register derives from grants, profiles, ends and standings. */
export class RegisterRows {
  /** Operators whose answers changed since {@link takeTouched}. */
  #touched: number[] = [];
  readonly merges: Merges;
  readonly #facts: RegisterFacts;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, facts: RegisterFacts) {
    this.#facts = facts;
    this.merges = new Merges(db);
    this.#statements = {
      signer: db.prepare(SQL.signer),
      addSigner: db.prepare(SQL.addSigner),
      addOperator: db.prepare(SQL.addOperator),
      describeOperator: db.prepare(SQL.describeOperator),
      forgetKeys: db.prepare(SQL.forgetKeys),
      addKey: db.prepare(SQL.addKey),
      changed: db.prepare(SQL.changed),
      bump: db.prepare(SQL.bump),
      profile: db.prepare(SQL.profile),
      grant: db.prepare(SQL.grant),
      otherGrants: db.prepare(SQL.otherGrants),
      owner: db.prepare(SQL.owner),
      disown: db.prepare(SQL.disown),
      standing: db.prepare(SQL.standing),
      recordName: db.prepare(SQL.recordName),
      end: db.prepare(SQL.end),
      highestSeq: db.prepare(SQL.highestSeq),
    };
  }

  /** Operators whose answers changed since the last call. */
  takeTouched(): readonly number[] {
    const touched = this.#touched;
    this.#touched = [];
    return touched;
  }

  /** Internal reference of a key, made at its first mention. */
  signerRef(key: Uint8Array, authority = false): number {
    const known = this.#statements.signer.get(key);
    if (known !== undefined) return int(known, "ref");
    const kid = keyId(key);
    this.#facts.forgetKid(kid);
    const row = this.#statements.addSigner.get(key, kid, authority ? 1 : 0);
    if (row === undefined) throw new TypeError("signer was not added");
    return int(row, "ref");
  }

  /** The operator's directory row is to be made anew. */
  markChanged(operatorRef: number): void {
    this.#statements.changed.run(operatorRef);
  }

  /** The operator's directory row and every answer that shows the operator are to be made anew. */
  bump(operatorRef: number): void {
    this.#facts.forgetOperator(operatorRef);
    this.#statements.bump.run(operatorRef);
    this.#touched.push(operatorRef);
  }

  /** Stores a profile under its operator, which its first one registers. @returns the operator */
  addProfile(entry: LogEntry): number | undefined {
    const profile = parseProfile(entry.statement.body);
    if (profile === undefined) return undefined;
    const id = profile.operator ?? entry.id.slice(0, REFERENCE_BYTES);
    const known = this.#facts.operatorRef(id);
    if (known === undefined && profile.operator !== undefined) return undefined;
    const ref = known ?? this.#newOperator(id, profile);
    this.#statements.profile.run(ref, entry.statement.iat, entry.position, encodeCbor(entry.statement.body));
    if (profile.contact !== undefined) this.nameRecord(profile.contact, entry.position, ref);
    return ref;
  }

  /** Notes that a statement names a private record of an operator. */
  nameRecord(hash: Uint8Array, position: number, operatorRef: number): void {
    this.#statements.recordName.run(hash, position, operatorRef);
  }

  #newOperator(id: Uint8Array, profile: { readonly name: string; readonly region: string }): number {
    const row = this.#statements.addOperator.get(id, profile.name, profile.region);
    if (row === undefined) throw new TypeError("operator was not added");
    return int(row, "ref");
  }

  /** Brings what an operator is found by up to the newest profile with effect. */
  describe(operatorRef: number): void {
    this.#facts.forgetOperator(operatorRef);
    const { profiles } = this.#facts.operator(operatorRef);
    const newest = profiles[profiles.length - 1]?.profile;
    if (newest === undefined) return;
    this.#statements.describeOperator.run(newest.name, newest.region, operatorRef);
    this.#statements.forgetKeys.run(operatorRef);
    for (const key of operatorKeys(newest)) this.#statements.addKey.run(key, operatorRef);
  }

  /** Stores a grant under its key. @returns the key's reference */
  addGrant(entry: LogEntry): number | undefined {
    const grant = parseGrant(entry.statement.body);
    if (!grant.ok) return undefined;
    const keyRef = this.signerRef(grant.value.key);
    this.#statements.grant.run(keyRef, entry.position, encodeCbor(entry.statement.body));
    return keyRef;
  }

  /** Gives the key to the operator of the first grant with effect that names it. @returns that operator */
  settleOwner(keyRef: number, grant: Pick<Grant, "key">): number | undefined {
    const first = this.#facts.firstGrantOf(grant.key);
    if (first === undefined) this.#statements.disown.run(keyRef);
    else this.#statements.owner.run(keyRef, first.operatorRef);
    this.#facts.forgetKey(keyRef);
    return first?.operatorRef;
  }

  /** Positions of the key's other grants. */
  otherGrants(keyRef: number, position: number): readonly number[] {
    return this.#statements.otherGrants.all(keyRef, position).map((row) => int(row, "position"));
  }

  /**
   * Stores what a statement says about standing: a standing, a closing (a step of the same history) or a merge, which
   * makes the standing of one that of the other. @returns every operator whose standing it may change
   */
  addStanding(entry: LogEntry): readonly number[] {
    const { kind, body, iat } = entry.statement;
    if (kind === KIND.operatorMerged) return this.merges.settle(this.#addMerge(entry));
    const closed = kind === KIND.operatorClosed ? parseOperatorClosed(body) : undefined;
    const set = closed === undefined ? parseStandingSet(body) : { ...closed, standing: "closed" };
    const operatorRef = set === undefined ? undefined : this.#facts.operatorRef(set.operator);
    if (set === undefined || operatorRef === undefined) return [];
    this.#statements.standing.run(operatorRef, set.from, iat, entry.position, set.standing, set.reason);
    return [...new Set([operatorRef, ...this.merges.groupOf(operatorRef)])];
  }

  #addMerge(entry: LogEntry): readonly number[] {
    const merged = parseOperatorMerged(entry.statement.body);
    const kept = merged === undefined ? undefined : this.#facts.operatorRef(merged.kept);
    const duplicate = merged === undefined ? undefined : this.#facts.operatorRef(merged.duplicate);
    if (kept === undefined || duplicate === undefined) return [];
    this.merges.add(entry.position, { kept, duplicate });
    return [kept, duplicate];
  }

  /** Stores an end under its key. @returns the key's reference */
  addEnd(entry: LogEntry): number | undefined {
    const ended = entry.statement.kind === KIND.grantEnded ? parseGrantEnded(entry.statement.body) : undefined;
    const known = ended === undefined ? undefined : this.#statements.signer.get(ended.key);
    if (ended === undefined || known === undefined) return undefined;
    const keyRef = int(known, "ref");
    const highest = this.#statements.highestSeq.get(keyRef, entry.position);
    const highestSeq = highest === undefined ? 0 : (optionalInt(highest, "seq") ?? 0);
    this.#statements.end.run(keyRef, entry.position, ended.from, ended.reason, highestSeq, entry.receivedAt);
    this.#facts.forgetKey(keyRef);
    return keyRef;
  }
}
