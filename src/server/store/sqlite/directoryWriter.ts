import type { DatabaseSync, StatementSync } from "node:sqlite";
import { equalBytes } from "../../../core/bytes.ts";
import { encodeCbor } from "../../../core/cbor.ts";
import { encodeRow } from "../../../core/operator/directoryRow.ts";
import { maskName } from "../../../core/operator/profile.ts";
import type { OperatorRecord } from "../operatorRecord.ts";
import type { OperatorRecords } from "./operatorRecords.ts";
import { blob, int, text } from "./row.ts";

const SQL = {
  changed: "SELECT ref, id FROM operators WHERE changed = 1",
  settle: "UPDATE operators SET changed = 0 WHERE ref = ?",
  row: "SELECT region, bytes FROM directory_rows WHERE operator = ?",
  put: `INSERT INTO directory_rows (operator, region, version, bytes) VALUES (?, ?, ?, ?)
    ON CONFLICT (operator) DO UPDATE SET region = excluded.region, version = excluded.version, bytes = excluded.bytes`,
  remove: "DELETE FROM directory_rows WHERE operator = ?",
  move: "INSERT INTO directory_moves (version, operator, region) VALUES (?, ?, ?)",
  version: "SELECT value FROM settings WHERE name = 'directoryVersion'",
  setVersion:
    "INSERT INTO settings (name, value) VALUES ('directoryVersion', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
} as const;

/** Version of the directory that a stored setting holds. */
export function readVersion(value: Uint8Array | undefined): number {
  return value === undefined ? 0 : Number(new TextDecoder().decode(value));
}

/** The bytes of an operator's public directory row: a natural person's name is masked and no code is told. */
function publicRow({ profiles, row }: OperatorRecord): Uint8Array {
  const { person, uscc } = profiles[profiles.length - 1]?.profile ?? {};
  if (person === true) return encodeCbor(encodeRow({ ...row, name: maskName(row.name) }));
  return encodeCbor(encodeRow(uscc === undefined ? row : { ...row, uscc }));
}

/** Publishes new versions of the directory. */
export class DirectoryWriter {
  readonly #db: DatabaseSync;
  readonly #records: OperatorRecords;
  readonly #statements: { readonly [Name in keyof typeof SQL]: StatementSync };

  constructor(db: DatabaseSync, records: OperatorRecords) {
    this.#db = db;
    this.#records = records;
    this.#statements = {
      changed: db.prepare(SQL.changed),
      settle: db.prepare(SQL.settle),
      row: db.prepare(SQL.row),
      put: db.prepare(SQL.put),
      remove: db.prepare(SQL.remove),
      move: db.prepare(SQL.move),
      version: db.prepare(SQL.version),
      setVersion: db.prepare(SQL.setVersion),
    };
  }

  /** Makes the rows of changed operators anew; the version rises only when a row differs. @returns the version in force */
  publish(): number {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const version = this.#publishChanged();
      this.#db.exec("COMMIT");
      return version;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  #publishChanged(): number {
    const row = this.#statements.version.get();
    const version = readVersion(row === undefined ? undefined : blob(row, "value"));
    const next = version + 1;
    let differs = version === 0;
    for (const operator of this.#statements.changed.all()) {
      const ref = int(operator, "ref");
      if (this.#publishOne(blob(operator, "id"), this.#records.byRef(ref), next)) differs = true;
      this.#statements.settle.run(ref);
    }
    if (differs) this.#statements.setVersion.run(new TextEncoder().encode(String(next)));
    return differs ? next : version;
  }

  #publishOne(id: Uint8Array, record: OperatorRecord | undefined, version: number): boolean {
    const held = this.#statements.row.get(id);
    if (record === undefined) {
      if (held === undefined) return false;
      this.#statements.move.run(version, id, text(held, "region"));
      this.#statements.remove.run(id);
      return true;
    }
    const bytes = publicRow(record);
    const { region } = record.row;
    if (held !== undefined && equalBytes(blob(held, "bytes"), bytes)) return false;
    if (held !== undefined && text(held, "region") !== region)
      this.#statements.move.run(version, id, text(held, "region"));
    this.#statements.put.run(id, region, version, bytes);
    return true;
  }
}
