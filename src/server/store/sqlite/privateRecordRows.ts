import type { DatabaseSync } from "node:sqlite";
import type { PrivateRecordToKeep, RecordAct } from "../port.ts";
import { int } from "./row.ts";

/** Writes private records and what officers did with them. Every method is part of the caller's transaction. */
export class PrivateRecordRows {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Keeps a record under its hash. @returns false when it has been erased: what is erased stays so */
  save({ hash, sealed, idMatch, phoneMatch, storedAt }: PrivateRecordToKeep): boolean {
    this.#db
      .prepare(
        `INSERT INTO private_records (hash, sealed, id_match, phone_match, stored_at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (hash) DO NOTHING`,
      )
      .run(hash, sealed, idMatch ?? null, phoneMatch ?? null, storedAt);
    return (
      this.#db.prepare("SELECT 1 AS held FROM private_records WHERE hash = ? AND erased_at IS NULL").get(hash) !==
      undefined
    );
  }

  /** Erases records for good; that they were there stays known. */
  erase(hashes: readonly Uint8Array[], at: number): void {
    const erase = this.#db.prepare(
      `INSERT INTO private_records (hash, stored_at, erased_at) VALUES (?1, ?2, ?2)
        ON CONFLICT (hash) DO UPDATE SET sealed = NULL, id_match = NULL, phone_match = NULL,
        erased_at = coalesce(erased_at, excluded.erased_at)`,
    );
    for (const hash of hashes) erase.run(hash, at);
  }

  /** Operators whose register entries name a record. */
  namedBy(hash: Uint8Array): readonly number[] {
    return this.#db
      .prepare("SELECT DISTINCT operator_ref FROM record_names WHERE hash = ?")
      .all(hash)
      .map((row) => int(row, "operator_ref"));
  }

  /** Notes what an officer did with an operator's record. */
  note({ at, operator, officer, key, act }: RecordAct): void {
    this.#db
      .prepare("INSERT INTO record_audit (at, operator, officer, key, act) VALUES (?, ?, ?, ?, ?)")
      .run(at, operator, officer, key, act);
  }
}
