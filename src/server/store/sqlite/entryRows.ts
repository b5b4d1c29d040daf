import type { DatabaseSync, StatementSync } from "node:sqlite";
import { tagsNamedBy } from "../../../core/roll/roll.ts";
import { blobsNamedBy } from "../../../core/statement/blobs.ts";
import { decodeStatement, type Statement } from "../../../core/statement/statement.ts";
import { NO_EFFECT_CODES, type NoEffectCode } from "../../../wire/statements.ts";
import { blob, int, optionalBlob, optionalInt, type Row, wordOf } from "./row.ts";

/** A statement in the log. */
export type LogEntry = {
  readonly position: number;
  readonly id: Uint8Array;
  readonly keyRef: number;
  readonly receivedAt: number;
  readonly statement: Statement;
};

/** What the projection holds about a log entry. */
export type EntryHead = {
  readonly position: number;
  readonly id: Uint8Array;
  readonly kind: number;
  readonly keyRef: number;
  readonly seq: number;
  readonly iat: number;
  readonly receivedAt: number;
  /** The operator concerned: whose certificate, lot, key or standing it is. */
  readonly operatorRef: number | undefined;
  readonly noEffect: NoEffectCode | undefined;
  readonly flags: number;
};

const COLUMNS = `s.position, s.id, s.kind, s.key_ref, s.received_at, e.seq, e.iat, e.operator_ref, e.no_effect, e.flags
  FROM statements s JOIN entries e ON e.position = s.position`;
const SQL = {
  insert:
    "INSERT INTO entries (position, key_ref, seq, iat, operator_ref, no_effect, flags) VALUES (?, ?, ?, ?, ?, ?, ?)",
  update: "UPDATE entries SET operator_ref = ?, no_effect = ?, flags = ? WHERE position = ?",
  nameBlob: "INSERT INTO blob_names (hash, position, size) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  nameTag: "INSERT INTO tag_names (tag, position, certificate) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  setFlags: "UPDATE entries SET flags = ? WHERE position = ?",
  head: `SELECT ${COLUMNS} WHERE s.position = ?`,
  byId: `SELECT ${COLUMNS} WHERE s.id = ?`,
  byPrefix: `SELECT ${COLUMNS} WHERE s.id >= ? AND s.id < ?`,
  countPrefix: "SELECT count(*) AS count FROM statements WHERE id >= ? AND id < ?",
  bytes: "SELECT bytes FROM statements WHERE position = ?",
  ofKey: "SELECT position FROM entries WHERE key_ref = ?",
  ofOperator: "SELECT position FROM entries WHERE operator_ref = ?",
  sameSeq: `SELECT ${COLUMNS} WHERE e.key_ref = ? AND e.seq = ?`,
  seqBefore: "SELECT max(seq) AS seq FROM entries WHERE key_ref = ? AND seq < ?",
  seqAfter: "SELECT min(seq) AS seq FROM entries WHERE key_ref = ? AND seq > ?",
} as const;

function prepareAll(db: DatabaseSync): { readonly [Name in keyof typeof SQL]: StatementSync } {
  return {
    insert: db.prepare(SQL.insert),
    update: db.prepare(SQL.update),
    nameBlob: db.prepare(SQL.nameBlob),
    nameTag: db.prepare(SQL.nameTag),
    setFlags: db.prepare(SQL.setFlags),
    head: db.prepare(SQL.head),
    byId: db.prepare(SQL.byId),
    byPrefix: db.prepare(SQL.byPrefix),
    countPrefix: db.prepare(SQL.countPrefix),
    bytes: db.prepare(SQL.bytes),
    ofKey: db.prepare(SQL.ofKey),
    ofOperator: db.prepare(SQL.ofOperator),
    sameSeq: db.prepare(SQL.sameSeq),
    seqBefore: db.prepare(SQL.seqBefore),
    seqAfter: db.prepare(SQL.seqAfter),
  };
}

/** Reads an entry's head from a row with its columns. */
function readHead(row: Row): EntryHead {
  return {
    position: int(row, "position"),
    id: blob(row, "id"),
    kind: int(row, "kind"),
    keyRef: int(row, "key_ref"),
    seq: int(row, "seq"),
    iat: int(row, "iat"),
    receivedAt: int(row, "received_at"),
    operatorRef: optionalInt(row, "operator_ref"),
    noEffect: row["no_effect"] === null ? undefined : wordOf(row, "no_effect", NO_EFFECT_CODES),
    flags: int(row, "flags"),
  };
}

/** Smallest byte string that is greater than every one beginning with `prefix`. */
function prefixEnd(prefix: Uint8Array): Uint8Array {
  const end = Uint8Array.from(prefix);
  for (let index = end.length - 1; index >= 0; index--) {
    const byte = end[index] ?? 0;
    end[index] = (byte + 1) & 0xff;
    if (byte !== 0xff) return end;
  }
  return new Uint8Array(33).fill(0xff);
}

/** The projection's row for each log entry, and look-ups by id, by head of an id, by key and by operator. */
export class EntryRows {
  readonly #statements: ReturnType<typeof prepareAll>;

  constructor(db: DatabaseSync) {
    this.#statements = prepareAll(db);
  }

  insert(
    entry: LogEntry,
    verdict: {
      readonly operatorRef: number | undefined;
      readonly noEffect: NoEffectCode | undefined;
      readonly flags: number;
    },
  ): void {
    const { seq, iat } = entry.statement;
    this.#statements.insert.run(
      entry.position,
      entry.keyRef,
      seq,
      iat,
      verdict.operatorRef ?? null,
      verdict.noEffect ?? null,
      verdict.flags,
    );
    for (const { hash, size } of blobsNamedBy(entry.statement))
      this.#statements.nameBlob.run(hash, entry.position, size);
    const named = tagsNamedBy(entry.statement);
    for (const tag of named?.tags ?? []) this.#statements.nameTag.run(tag, entry.position, named?.certificate ?? null);
  }

  update(
    position: number,
    verdict: {
      readonly operatorRef: number | undefined;
      readonly noEffect: NoEffectCode | undefined;
      readonly flags: number;
    },
  ): void {
    this.#statements.update.run(verdict.operatorRef ?? null, verdict.noEffect ?? null, verdict.flags, position);
  }

  setFlags(position: number, flags: number): void {
    this.#statements.setFlags.run(flags, position);
  }

  head(position: number): EntryHead | undefined {
    const row = this.#statements.head.get(position);
    return row === undefined ? undefined : readHead(row);
  }

  byId(id: Uint8Array): EntryHead | undefined {
    const row = this.#statements.byId.get(id);
    return row === undefined ? undefined : readHead(row);
  }

  /** Entries whose id begins with `prefix`. */
  byPrefix(prefix: Uint8Array): readonly EntryHead[] {
    return this.#statements.byPrefix.all(prefix, prefixEnd(prefix)).map(readHead);
  }

  /** True when at most one id begins with `prefix`: answered from the index alone. */
  isAlone(prefix: Uint8Array): boolean {
    const row = this.#statements.countPrefix.get(prefix, prefixEnd(prefix));
    return row === undefined || int(row, "count") <= 1;
  }

  /** An entry with its statement; undefined when it does not exist or its bytes have been erased. */
  load(position: number): { readonly head: EntryHead; readonly entry: LogEntry } | undefined {
    const head = this.head(position);
    const row = this.#statements.bytes.get(position);
    const bytes = row === undefined ? undefined : optionalBlob(row, "bytes");
    const statement = bytes === undefined ? undefined : decodeStatement(bytes);
    if (head === undefined || statement?.ok !== true) return undefined;
    const { id, keyRef, receivedAt } = head;
    return { head, entry: { position, id, keyRef, receivedAt, statement: statement.value } };
  }

  /** Positions of everything that a key signed. */
  ofKey(keyRef: number): readonly number[] {
    return this.#statements.ofKey.all(keyRef).map((row) => int(row, "position"));
  }

  /** Positions of everything that concerns an operator. */
  ofOperator(operatorRef: number): readonly number[] {
    return this.#statements.ofOperator.all(operatorRef).map((row) => int(row, "position"));
  }

  /** Entries of a key with one seq; more than one only when a key was used against the rules. */
  withSeq(keyRef: number, seq: number): readonly EntryHead[] {
    return this.#statements.sameSeq.all(keyRef, seq).map(readHead);
  }

  /** Entries of the nearest lower seq of a key. */
  beforeSeq(keyRef: number, seq: number): readonly EntryHead[] {
    return this.#nearest(this.#statements.seqBefore, keyRef, seq);
  }

  /** Entries of the nearest higher seq of a key. */
  afterSeq(keyRef: number, seq: number): readonly EntryHead[] {
    return this.#nearest(this.#statements.seqAfter, keyRef, seq);
  }

  #nearest(statement: StatementSync, keyRef: number, seq: number): readonly EntryHead[] {
    const row = statement.get(keyRef, seq);
    const nearest = row === undefined ? undefined : optionalInt(row, "seq");
    return nearest === undefined ? [] : this.withSeq(keyRef, nearest);
  }
}
