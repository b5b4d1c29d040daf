import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOnPhone, officerActs } from "../../src/client/data/actOnPhone.ts";
import { fetchOperator, knownOperator, listOperators } from "../../src/client/data/officerDesk.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { registerOnPhone } from "../../src/client/data/registerOnPhone.ts";
import { findDuplicates, readHistory } from "../../src/client/data/registryDesk.ts";
import { exchange } from "../../src/client/data/syncRunner.ts";
import { type Cbor, type CborMap, encodeCbor } from "../../src/core/cbor.ts";
import { editEntry } from "../../src/core/operator/editing.ts";
import { parseProfile } from "../../src/core/operator/profile.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { base64UrlBytes, hexBytes } from "../../src/wire/fields.ts";
import type { NewOperator } from "../../src/wire/invitations.ts";
import { LIMIN_DRAFT, officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";
import { NOW } from "../support/phoneWorld.ts";

const USCC = "93140524MA0K1LBX3T";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function registered(officer: Phone, change: Partial<NewOperator> = {}) {
  const operator = { ...LIMIN_DRAFT, ...change };
  const id = await registerOnPhone(officer, operator);
  if (!id.ok) throw new Error(id.error);
  await exchange(officer, true);
  return { id: id.value, name: operator.name, region: operator.region };
}

function bodyOf(statement: string | undefined): CborMap {
  const bytes = base64UrlBytes(statement ?? "");
  const decoded = bytes.ok ? decodeStatement(bytes.value) : bytes;
  if (!decoded.ok) throw new Error("no entry");
  return decoded.value.body;
}

async function entryOf(officer: Phone, id: string): Promise<CborMap> {
  const read = await fetchOperator(officer, id);
  if (!read.ok) throw new Error(read.error.code);
  return bodyOf(read.value.entry);
}

function renamed(entry: CborMap, id: string, name: string): CborMap {
  const profile = parseProfile(entry);
  if (profile === undefined) throw new Error("not an entry");
  const { kind, region, person } = profile;
  return editEntry(entry, hexBytes(id), { name, kind, region, person, products: [], plots: [] });
}

test("an officer edits what she read before without a network, and what a newer version wrote stays byte for byte", async () => {
  const officer = await officerPhone(world);
  const operator = await registered(officer);
  const hours: Cbor = new Map<string, Cbor>([["mon", [8, 18]]]);
  const later = new Map([
    ...(await entryOf(officer, operator.id)),
    ["operator", hexBytes(operator.id)],
    ["hours", hours],
  ]);
  expect(await actOnPhone(officer, { do: "edit", operator, body: later })).toMatchObject({ ok: true });
  await exchange(officer, true);
  const before = await entryOf(officer, operator.id);
  await listOperators(officer, {});

  world.clock.now += 60;
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  const known = await knownOperator(officer, operator.id);
  const body = renamed(bodyOf(known?.operator.entry), operator.id, "陵川县利民中药材专业合作社");
  expect(await actOnPhone(officer, { do: "edit", operator, body })).toMatchObject({ ok: true });
  world.network.broken = undefined;
  await exchange(officer, true);

  const after = await entryOf(officer, operator.id);
  expect(after.get("name")).toBe("陵川县利民中药材专业合作社");
  for (const field of ["hours", "contact"])
    expect(encodeCbor(after.get(field) ?? null), field).toEqual(encodeCbor(before.get(field) ?? null));
  expect((await officerActs(officer)).map(({ act }) => act.act)).toEqual(["edited", "edited", "registered"]);
});

test("an edit is refused that names another operator, or moves one out of the officer's region", async () => {
  const officer = await officerPhone(world);
  const operator = await registered(officer);
  const entry = await entryOf(officer, operator.id);
  const other = renamed(entry, "0101010101010101", "别家");
  expect(await actOnPhone(officer, { do: "edit", operator, body: other })).toEqual({ ok: false, error: "badEntry" });
  const moved = new Map([...renamed(entry, operator.id, operator.name), ["region", 140581100201]]) as CborMap;
  expect(await actOnPhone(officer, { do: "edit", operator, body: moved })).toEqual({ ok: false, error: "wrongRegion" });
});

test("entries with one code, or one name in one village, are suggested, merged, and shown as one from either id", async () => {
  const officer = await officerPhone(world);
  const kept = await registered(officer, { uscc: USCC });
  const sameCode = await registered(officer, { name: "利民合作社", uscc: USCC, phone: "13835640000" });
  const sameName = await registered(officer, { region: "140524100", phone: "13835640001" });
  await registered(officer, { region: "140524101205", phone: "13835640002" });
  const found = await findDuplicates(officer, { ...kept, uscc: USCC });
  const reasons = new Map(found.ok ? found.value.map(({ id, by }) => [id, by]) : []);
  expect(reasons).toEqual(
    new Map([
      [sameCode.id, "uscc"],
      [sameName.id, "name"],
    ]),
  );

  expect(await actOnPhone(officer, { do: "merge", kept, duplicate: sameCode })).toMatchObject({ ok: true });
  await exchange(officer, true);
  for (const id of [kept.id, sameCode.id])
    expect(await fetchOperator(officer, id)).toMatchObject({
      ok: true,
      value: { id: kept.id, duplicates: [{ id: sameCode.id, name: "利民合作社" }] },
    });
  const left = await findDuplicates(officer, { ...kept, uscc: USCC });
  expect(left.ok && left.value.map(({ id }) => id)).toEqual([sameName.id]);
});

test("the history says who said what and when, newest first, page by page, and goes on where entries were merged", async () => {
  const officer = await officerPhone(world);
  const operator = await registered(officer);
  for (let turn = 0; turn < 31; turn++) {
    const standing = turn % 2 === 0 ? "suspend" : "lift";
    await actOnPhone(officer, { do: standing, operator, from: NOW + turn, reason: `第 ${turn} 次检查` });
  }
  const duplicate = await registered(officer, { name: "利民合作社", phone: "13835640000" });
  await actOnPhone(officer, { do: "merge", kept: operator, duplicate });
  await exchange(officer, true);

  const first = await readHistory(officer, operator.id, { part: "register" });
  if (!first.ok) throw new Error(first.error.code);
  const { said, next } = first.value;
  expect(said).toHaveLength(30);
  expect(said.slice(0, 3).map(({ kind }) => kind)).toEqual([
    KIND.operatorMerged,
    KIND.operatorProfile,
    KIND.standingSet,
  ]);
  expect(said.every(({ by, iat }) => by?.name === "陵川县农业农村局" && iat >= NOW)).toBe(true);
  expect(bodyOf(said[2]?.statement).get("reason")).toBe("第 30 次检查");

  const second = await readHistory(officer, duplicate.id, {
    part: "all",
    ...(next === undefined ? {} : { before: next }),
  });
  if (!second.ok) throw new Error(second.error.code);
  expect(second.value.said.map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 3 }, () => KIND.standingSet),
    KIND.operatorProfile,
  ]);
  expect(second.value.next).toBeUndefined();
});
