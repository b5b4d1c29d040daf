import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { compareBytes } from "../../src/core/bytes.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import type { Store } from "../../src/server/store/port.ts";
import { idRange } from "../../src/server/store/sqlite/certificateRecords.ts";
import {
  checkStoreVersion,
  openReadConnection,
  openWriteConnection,
  storeFile,
} from "../../src/server/store/sqlite/connection.ts";
import { MIGRATIONS, PROJECTION_TABLES } from "../../src/server/store/sqlite/schema.ts";
import { openSqliteStore } from "../../src/server/store/sqlite/sqliteStore.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { storeConformance } from "./storeConformance.ts";
import { deliverAll, makeHistory, registerState } from "./storeOrders.ts";
import { COUNTY, newCounty, type Signed } from "./storeWorld.ts";

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-store-"));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

storeConformance("SQLite", () => {
  const folder = newFolder();
  return { open: () => openSqliteStore(folder), dispose: () => rmSync(folder, { recursive: true, force: true }) };
});

async function storeWith(
  statements: readonly Signed[],
  authority: Uint8Array,
): Promise<{ readonly store: Store; readonly folder: string }> {
  const folder = newFolder();
  const store = await openSqliteStore(folder);
  await store.addAuthority(authority, [COUNTY]);
  await deliverAll(store, statements);
  return { store, folder };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ item }) => item);
}

/** Everything derived from the log, apart from what counts how often something was worked out. */
function dump(folder: string): Readonly<Record<string, readonly unknown[]>> {
  const db = new DatabaseSync(storeFile(folder), { readOnly: true });
  const tables = PROJECTION_TABLES.filter((table) => table !== "rendered").map((table) => {
    const rows = db
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => JSON.stringify({ ...row, version: 0, changed: 0, revision: 0 }));
    return [table, rows.sort()] as const;
  });
  db.close();
  return Object.fromEntries(tables);
}

test("the same statements in any order lead to the same register", async () => {
  const county = newCounty();
  const { statements, certificates } = await makeHistory(county);
  const numbers = certificates.map(({ id }) => certificateNumber(id));
  const inOrder = await storeWith(statements, county.authority.key);
  const expected = await registerState(inOrder.store, numbers);
  await inOrder.store.close();
  expect(JSON.stringify(expected)).toContain("recalled");
  const random = seededRandom(20261122);
  for (let round = 0; round < 6; round++) {
    const { store } = await storeWith(shuffled(statements, random), county.authority.key);
    expect(await registerState(store, numbers), `round ${round}`).toEqual(expected);
    await store.close();
  }
});

test("a rebuilt register is the same as the one kept up statement by statement", async () => {
  const county = newCounty();
  const { statements } = await makeHistory(county);
  const random = seededRandom(7);
  for (const order of [statements, shuffled(statements, random), shuffled(statements, random)]) {
    const { store, folder } = await storeWith(order, county.authority.key);
    const before = dump(folder);
    expect(await store.rebuild()).toBe(statements.length);
    expect(dump(folder)).toEqual(before);
    await store.close();
  }
});

test("a data folder of a newer version is refused and left as it is", async () => {
  const folder = newFolder();
  await (await openSqliteStore(folder)).close();
  const db = new DatabaseSync(storeFile(folder));
  db.exec("PRAGMA user_version = 99");
  db.close();
  expect(checkStoreVersion(folder)).toEqual({ ok: false, error: "newerStore" });
  expect(checkStoreVersion(newFolder())).toEqual({ ok: true, value: undefined });
});

test("the connection that writes flushes every commit, and those that read cannot write", () => {
  const folder = newFolder();
  const writing = openWriteConnection(folder);
  expect(writing.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  // 2 is FULL: an acknowledged statement survives a power cut.
  expect(writing.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  const reading = openReadConnection(folder);
  expect(() => reading.exec("DELETE FROM settings")).toThrow(/readonly/);
  reading.close();
  writing.close();
});

test("the range of ids under a number holds every id with that number, up to the last one", () => {
  const id = new Uint8Array(32).fill(0xab);
  const number = certificateNumber(id);
  const range = idRange(number);
  if (range === undefined) throw new Error("no range");
  const lowest = Uint8Array.from(id).fill(0, 10);
  const highest = Uint8Array.from(id).fill(0xff, 10);
  // The tenth byte's upper three bits belong to the number, its lower five do not.
  lowest[9] = 0xab & 0xe0;
  highest[9] = 0xab | 0x1f;
  for (const inside of [id, lowest, highest]) {
    expect(certificateNumber(inside)).toBe(number);
    expect([compareBytes(range.from, inside) <= 0, compareBytes(inside, range.to) <= 0]).toEqual([true, true]);
  }
  const above = Uint8Array.from(highest);
  above[9] = highest[9] + 1;
  expect([compareBytes(above, range.to) > 0, certificateNumber(above) === number]).toEqual([true, false]);
});

function tablesOf(db: DatabaseSync): readonly unknown[] {
  return db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
}

test("a store of the first version is brought up to date: sealed contacts are kept, and what it derived is derived anew", async () => {
  const county = newCounty();
  const contact = new Uint8Array(32).fill(5);
  const member = await county.admit({ contact });
  const { store, folder } = await storeWith(member.joined, county.authority.key);
  await store.close();
  const older = new DatabaseSync(storeFile(folder));
  const first = new DatabaseSync(":memory:");
  first.exec(MIGRATIONS[0] ?? "");
  older.exec("DROP TABLE operator_grams");
  for (const table of tablesOf(older)) if (!tablesOf(first).includes(table)) older.exec(`DROP TABLE ${String(table)}`);
  first.close();
  older.exec("ALTER TABLE rendered DROP COLUMN until");
  older.exec("DROP INDEX invitations_by_operator");
  for (const column of ["staff", "person"]) older.exec(`ALTER TABLE invitations DROP COLUMN ${column}`);
  older.exec("CREATE TABLE contacts (hash BLOB PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID");
  older.prepare("INSERT INTO contacts VALUES (?, ?)").run(contact, Uint8Array.of(1, 2, 3));
  older.exec("PRAGMA user_version = 1");
  older.close();
  const opened = await openSqliteStore(folder);
  expect(await opened.privateRecord(contact)).toEqual({ sealed: Uint8Array.of(1, 2, 3) });
  expect(await opened.recordOwners(contact)).toEqual([member.operator]);
  await opened.close();
});
