import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeptPrivateRecord, NamedBlob, RecordAct } from "../port.ts";
import { blob, int, optionalBlob, optionalText, wordOf } from "./row.ts";

const BY_RECORD = `SELECT DISTINCT o.id FROM private_records r JOIN record_names n ON n.hash = r.hash
  JOIN entries e ON e.position = n.position JOIN operators o ON o.ref = n.operator_ref`;
const SQL = {
  record: "SELECT sealed, erased_at FROM private_records WHERE hash = ?",
  any: "SELECT sealed FROM private_records WHERE sealed IS NOT NULL LIMIT 1",
  owners: `SELECT DISTINCT o.id FROM record_names n JOIN entries e ON e.position = n.position
    JOIN operators o ON o.ref = n.operator_ref WHERE n.hash = ? AND e.no_effect IS NULL`,
  named: `SELECT DISTINCT n.hash FROM record_names n JOIN operators o ON o.ref = n.operator_ref WHERE o.id = ?`,
  byId: `${BY_RECORD} WHERE r.id_match = ? AND e.no_effect IS NULL LIMIT 50`,
  byPhone: `${BY_RECORD} WHERE r.phone_match = ? AND e.no_effect IS NULL LIMIT 50`,
  byKey: "SELECT o.id FROM operator_keys k JOIN operators o ON o.ref = k.operator_ref WHERE k.key = ? LIMIT 50",
  blob: `SELECT n.size, o.id, o.region, signer.id AS signer FROM blob_names n JOIN entries e ON e.position = n.position
    LEFT JOIN operators o ON o.ref = e.operator_ref LEFT JOIN owners w ON w.key_ref = e.key_ref
    LEFT JOIN operators signer ON signer.ref = w.operator_ref WHERE n.hash = ? ORDER BY n.position LIMIT 1`,
  acts: "SELECT at, operator, officer, key, act FROM record_audit WHERE operator = ? ORDER BY entry DESC LIMIT ?",
} as const;

/** Reads what lies apart from the log: private records, sealed, what officers did with them, and who names which blob. */
export class PrivateRecordReader {
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync) {
    this.#statements = {
      record: db.prepare(SQL.record),
      any: db.prepare(SQL.any),
      owners: db.prepare(SQL.owners),
      named: db.prepare(SQL.named),
      byId: db.prepare(SQL.byId),
      byPhone: db.prepare(SQL.byPhone),
      byKey: db.prepare(SQL.byKey),
      blob: db.prepare(SQL.blob),
      acts: db.prepare(SQL.acts),
    };
  }

  /** The record under a hash, or when it was erased; undefined when it never came. */
  record(hash: Uint8Array): KeptPrivateRecord | undefined {
    const row = this.#statements.record.get(hash);
    if (row === undefined) return undefined;
    const sealed = optionalBlob(row, "sealed");
    return sealed === undefined ? { erasedAt: int(row, "erased_at") } : { sealed };
  }

  /** Some sealed record, to try a key on. */
  any(): Uint8Array | undefined {
    const row = this.#statements.any.get();
    return row === undefined ? undefined : blob(row, "sealed");
  }

  /** Operators about which a statement with effect names the record. */
  owners(hash: Uint8Array): readonly Uint8Array[] {
    return this.#statements.owners.all(hash).map((row) => blob(row, "id"));
  }

  /** Records that statements about an operator name. */
  named(operator: Uint8Array): readonly Uint8Array[] {
    return this.#statements.named.all(operator).map((row) => blob(row, "hash"));
  }

  /** Operators whose record holds a number, by its keyed hash. */
  withNumber(kind: "id" | "phone", match: Uint8Array): readonly Uint8Array[] {
    const { byId, byPhone } = this.#statements;
    return (kind === "id" ? byId : byPhone).all(match).map((row) => blob(row, "id"));
  }

  /** Operators found under a key of `operatorKeys`. */
  withKey(key: string): readonly Uint8Array[] {
    return this.#statements.byKey.all(key).map((row) => blob(row, "id"));
  }

  /** What the first statement in the log that names a blob says about it. */
  namedBlob(hash: Uint8Array): NamedBlob | undefined {
    const row = this.#statements.blob.get(hash);
    if (row === undefined) return undefined;
    return {
      hash,
      size: int(row, "size"),
      operator: optionalBlob(row, "id"),
      region: optionalText(row, "region"),
      signer: optionalBlob(row, "signer"),
    };
  }

  /** What officers did with an operator's record, newest first. */
  acts(operator: Uint8Array, limit: number): readonly RecordAct[] {
    return this.#statements.acts.all(operator, limit).map((row) => ({
      at: int(row, "at"),
      operator: blob(row, "operator"),
      officer: blob(row, "officer"),
      key: blob(row, "key"),
      act: wordOf(row, "act", ["stored", "revealed", "erased"]),
    }));
  }
}
