import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { readDirectoryNames } from "../../src/client/data/directoryNames.ts";
import { heldRegistry } from "../../src/client/data/heldRegistry.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { toHex } from "../../src/core/bytes.ts";
import { encodeCbor } from "../../src/core/cbor.ts";
import { rowsDigest } from "../../src/core/operator/directory.ts";
import { type DirectoryRow, encodeRow } from "../../src/core/operator/directoryRow.ts";
import { readReadings } from "../../src/core/reference/readings.ts";
import readingsPack from "../../src/data/readings.json" with { type: "json" };
import { joined, LIMIN, NOW, newAuthority, newPhone } from "../support/phoneWorld.ts";

const NONE = new Uint8Array(0);
const SCOPES = ["140524"];

function rowOf(number: number, name: string, more: Partial<DirectoryRow> = {}): DirectoryRow {
  const operator = new Uint8Array(8);
  new DataView(operator.buffer).setUint32(0, 0xabcd0000 + number);
  return {
    operator,
    name,
    kind: "cooperative",
    region: "140524100201",
    standing: [],
    keys: [],
    withdrawn: { recalled: NONE, voided: NONE, superseded: NONE },
    refusedStations: [],
    ...more,
  };
}

const KEPT = rowOf(3, "陵川县利民种植专业合作社", { uscc: "93140524MA0K3QXU5N", grade: "B" });
const ROWS = [
  rowOf(1, "陵川县王麻子种植专业合作社", { uscc: "93140524MA0K1234XA" }),
  rowOf(2, "利民种植社", { mergedInto: KEPT.operator }),
  KEPT,
  rowOf(4, "王*", { kind: "smallholder", region: "140524101202" }),
  rowOf(5, "陵川县太行小米家庭农场", { standing: [{ from: NOW - 60, state: "suspended" }] }),
  rowOf(6, "高平市王报种植专业合作社", { region: "140581100001" }),
];

async function hold(phone: Phone, authority: Uint8Array, rows: readonly DirectoryRow[]): Promise<void> {
  const encoded = rows.map((row) => ({ row, bytes: encodeCbor(encodeRow(row)) }));
  const head = {
    authority,
    region: "1405",
    version: 7,
    issuedAt: NOW - 3600,
    maxAge: 7 * 86_400,
    digest: rowsDigest(encoded),
  };
  await phone.db.put("directoryHeads", { region: head.region, head });
  for (const { row, bytes } of encoded)
    await phone.db.put("directoryRows", { region: head.region, operator: toHex(row.operator), kids: [], bytes });
}

async function searching(rows: readonly DirectoryRow[]) {
  const phone = await newPhone();
  const authority = await newAuthority();
  await joined(phone, authority, { ...LIMIN, roles: ["officer"], region: "140524" });
  await hold(phone, authority.authority.id, rows);
  const readings = readReadings(readingsPack);
  if (!readings.ok) throw new Error(readings.error);
  const names = await readDirectoryNames(phone.db, ["1405"], readings.value);
  return (typed: string, places: readonly string[] = []) =>
    names.find({ typed, places, scopes: SCOPES, now: NOW }).map(({ name }) => name);
}

const [mazi, kept, person, millet] = [ROWS[0]?.name, KEPT.name, ROWS[3]?.name, ROWS[4]?.name];

test.each([
  ["麻子", [mazi], "two neighbouring characters"],
  ["limin", [kept], "pinyin, a duplicate as the entry that stands for both"],
  ["wmz", [mazi], "first letters"],
  ["合作社", [mazi, kept], "a common word, only in the officer's regions"],
  ["93140524ma0k3", [kept], "the start of a code"],
  ["abcd0004", [person], "the start of an operator's id"],
  ["小米", [millet], "a name"],
  ["重庆", [], "nothing that is there"],
])("without a network %s finds %j: %s", async (typed, expected) => {
  const find = await searching(ROWS);
  expect(find(typed)).toEqual(expected);
});

test("without a network a village's operators are found behind those of that name", async () => {
  const find = await searching([...ROWS, rowOf(7, "礼义镇西瓜合作社"), rowOf(8, "西瓜摊", { region: "140524101202" })]);
  expect(find("西瓜", ["140524101202"])).toEqual(["礼义镇西瓜合作社", "西瓜摊", person]);
});

test("rows found without a network say code, grade and the standing of now", async () => {
  const phone = await newPhone();
  const authority = await newAuthority();
  await hold(phone, authority.authority.id, ROWS);
  const readings = readReadings(readingsPack);
  if (!readings.ok) throw new Error(readings.error);
  const names = await readDirectoryNames(phone.db, ["1405"], readings.value);
  const ask = (typed: string, now: number) => names.find({ typed, places: [], scopes: SCOPES, now })[0];
  expect(ask("利民", NOW)).toEqual({
    id: toHex(KEPT.operator),
    name: kept,
    kind: "cooperative",
    region: KEPT.region,
    standing: "normal",
    uscc: KEPT.uscc,
    grade: "B",
  });
  expect([ask("小米", NOW)?.standing, ask("小米", NOW - 61)?.standing]).toEqual(["suspended", "normal"]);
});

test("at most twenty of several thousand are given, the first of them", async () => {
  const many = Array.from({ length: 4100 }, (_, index) => rowOf(index, `第${index}合作社`));
  const find = await searching(many);
  expect(find("hzs")).toEqual(many.slice(0, 20).map(({ name }) => name));
  expect(find("第4099")).toEqual(["第4099合作社"]);
});

test("an officer searches the directories of its own authority and regions, and learns their age", async () => {
  const phone = await newPhone();
  const authority = await newAuthority();
  expect(await heldRegistry(phone)).toBeUndefined();
  await joined(phone, authority, { ...LIMIN, roles: ["officer"], region: "140524" });
  expect(await heldRegistry(phone)).toBeUndefined();
  await hold(phone, authority.authority.id, ROWS);
  const registry = { held: { name: "1405 7", regions: ["1405"] }, since: NOW - 3600, scopes: SCOPES, now: NOW };
  expect(await heldRegistry(phone)).toEqual(registry);
  await hold(phone, new Uint8Array(8), ROWS);
  expect(await heldRegistry(phone)).toBeUndefined();
});

test("a producer's phone searches no register", async () => {
  const phone = await newPhone();
  const authority = await newAuthority();
  await joined(phone, authority);
  await hold(phone, authority.authority.id, ROWS);
  expect(await heldRegistry(phone)).toBeUndefined();
});
