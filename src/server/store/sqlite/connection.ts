import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { err, ok, type Result } from "../../../core/result.ts";
import { int, type Row } from "./row.ts";
import { MIGRATIONS } from "./schema.ts";

/** Cache of each connection in KiB. */
const CACHE_KIB = 65_536;
/** Bytes of the file that readers see through memory mapping instead of copies; the rest is read as usual. */
const MAPPED_BYTES = 2 ** 31;
/** WAL pages after which a commit checkpoints by itself: large, since idle moments are used first. */
const AUTO_CHECKPOINT_PAGES = 16_384;

/** File of the embedded store in a data folder. */
export function storeFile(dataDir: string): string {
  return join(dataDir, "store.sqlite");
}

function schemaVersion(db: DatabaseSync): number {
  const row: Row | undefined = db.prepare("PRAGMA user_version").get();
  return row === undefined ? 0 : int(row, "user_version");
}

/** Whether this version can open the data folder: `newerStore` when a later version has written it. Changes nothing. */
export function checkStoreVersion(dataDir: string): Result<void, "newerStore"> {
  if (!existsSync(storeFile(dataDir))) return ok(undefined);
  const db = new DatabaseSync(storeFile(dataDir), { readOnly: true });
  try {
    return schemaVersion(db) > MIGRATIONS.length ? err("newerStore") : ok(undefined);
  } finally {
    db.close();
  }
}

/** Setting that says that the projections are of an older schema and have to be derived anew. */
export const DERIVE_ANEW = "deriveAnew";

function migrate(db: DatabaseSync): void {
  const from = schemaVersion(db);
  for (let version = from; version < MIGRATIONS.length; version++) {
    db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version] ?? ""} PRAGMA user_version = ${version + 1}; COMMIT`);
  }
  if (from > 0 && from < MIGRATIONS.length)
    db.prepare("INSERT INTO settings (name, value) VALUES (?, x'01') ON CONFLICT DO NOTHING").run(DERIVE_ANEW);
}

/** Opens the one connection that writes, and brings the schema up to date. */
export function openWriteConnection(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(storeFile(dataDir), { timeout: 5000 });
  db.exec("PRAGMA journal_mode = WAL");
  // SQLite's default for WAL may be NORMAL, which loses acknowledged commits in a power cut.
  db.exec("PRAGMA synchronous = FULL");
  db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${AUTO_CHECKPOINT_PAGES}`);
  migrate(db);
  return db;
}

/** Opens a connection that can only read; the write connection must have been opened before. */
export function openReadConnection(dataDir: string): DatabaseSync {
  const db = new DatabaseSync(storeFile(dataDir), { timeout: 5000 });
  db.exec(`PRAGMA synchronous = FULL; PRAGMA query_only = 1; PRAGMA cache_size = -${CACHE_KIB}`);
  db.exec(`PRAGMA mmap_size = ${MAPPED_BYTES}`);
  return db;
}
