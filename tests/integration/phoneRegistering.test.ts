import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOnPhone, officerActs } from "../../src/client/data/actOnPhone.ts";
import { fetchOperator, invite, rememberedOperators } from "../../src/client/data/officerDesk.ts";
import { outboxCounts } from "../../src/client/data/outboxRecords.ts";
import { eraseRecord, readRecord, revealRecord } from "../../src/client/data/privateRecordDesk.ts";
import { sendPrivateRecords } from "../../src/client/data/privateRecords.ts";
import { registerOnPhone } from "../../src/client/data/registerOnPhone.ts";
import { listRegistry, searchRegistry } from "../../src/client/data/registryDesk.ts";
import { emptyOutbox, exchange } from "../../src/client/data/syncRunner.ts";
import { maskPhone } from "../../src/core/operator/profile.ts";
import { hexBytes } from "../../src/wire/fields.ts";
import { LIMIN_DRAFT, officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";
import { NOW } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

test("an officer registers by her own key without a network; entry and private record go out once there is one", async () => {
  const officer = await officerPhone(world);
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  const registered = await registerOnPhone(officer, LIMIN_DRAFT);
  if (!registered.ok) throw new Error(registered.error);
  expect(await registerOnPhone(officer, LIMIN_DRAFT)).toEqual(registered);
  expect((await rememberedOperators(officer, "利民")).map(({ id }) => id)).toEqual([registered.value]);
  expect(await outboxCounts(officer.db)).toMatchObject({ waiting: 1 });
  expect((await officerActs(officer)).map(({ act }) => act)).toMatchObject([
    { act: "registered", name: LIMIN_DRAFT.name },
  ]);

  world.network.broken = undefined;
  await exchange(officer, true);
  expect(await officer.db.count("privateRecords")).toBe(0);
  expect(await fetchOperator(officer, registered.value)).toMatchObject({
    ok: true,
    value: { name: LIMIN_DRAFT.name, phone: maskPhone(LIMIN_DRAFT.phone), address: LIMIN_DRAFT.address },
  });
  const [profile] = (await world.endpoint.store.operator(hexBytes(registered.value)))?.profiles ?? [];
  const found = await world.endpoint.home.records.find(profile?.profile.contact ?? new Uint8Array(0));
  expect(found).toEqual({ state: "held", record: { phone: LIMIN_DRAFT.phone } });
  const invited = await invite(officer, { role: "producer", operator: { id: registered.value } });
  expect(invited).toMatchObject({ ok: true, value: { operator: registered.value } });
});

test("a private record that was refused for good does not stay on the officer's phone", async () => {
  const officer = await officerPhone(world);
  const registered = await registerOnPhone(officer, LIMIN_DRAFT);
  if (!registered.ok) throw new Error(registered.error);
  const [record] = await officer.db.getAll("privateRecords");
  await emptyOutbox(officer, true);
  await world.endpoint.store.erasePrivateRecords([hexBytes(record?.hash ?? "")], NOW);
  expect(await sendPrivateRecords(officer)).toBeUndefined();
  expect(await officer.db.count("privateRecords")).toBe(0);
});

test("an officer finds an operator by name or code, and closes it; closed ones are listed only when asked for", async () => {
  const officer = await officerPhone(world);
  const id = await registerOnPhone(officer, { ...LIMIN_DRAFT, uscc: "93140524MA0K1LBX3T" });
  if (!id.ok) throw new Error(id.error);
  await exchange(officer, true);
  for (const typed of [LIMIN_DRAFT.name.slice(-6), "93140524ma"])
    expect(await searchRegistry(officer, typed)).toMatchObject({ ok: true, value: { operators: [{ id: id.value }] } });
  const operator = { id: id.value, name: LIMIN_DRAFT.name, region: LIMIN_DRAFT.region };
  const listed = async (standing?: "closed") => {
    const rows = await listRegistry(officer, { kind: LIMIN_DRAFT.kind, standing });
    return rows.ok && rows.value.operators.map((row) => [row.id, row.standing]);
  };
  expect(await listed()).toContainEqual([id.value, "normal"]);
  expect(await actOnPhone(officer, { do: "close", operator, from: NOW, reason: "停产，不再种养" })).toMatchObject({
    ok: true,
  });
  await exchange(officer, true);
  expect(await listed()).not.toContainEqual([id.value, "normal"]);
  expect(await listed("closed")).toEqual([[id.value, "closed"]]);
});

test("an officer sees a private record masked, in full with an entry in its audit, and erases it for good", async () => {
  const officer = await officerPhone(world);
  const id = await registerOnPhone(officer, LIMIN_DRAFT);
  if (!id.ok) throw new Error(id.error);
  await exchange(officer, true);
  const masked = { state: "held", phone: maskPhone(LIMIN_DRAFT.phone), acts: [{ act: "stored" }] };
  expect(await readRecord(officer, id.value)).toMatchObject({ ok: true, value: masked });
  expect(await revealRecord(officer, id.value)).toEqual({ ok: true, value: { phone: LIMIN_DRAFT.phone } });
  expect(await eraseRecord(officer, id.value)).toEqual({ ok: true, value: undefined });
  const erased = { state: "erased", acts: [{ act: "erased" }, { act: "revealed" }, { act: "stored" }] };
  expect(await readRecord(officer, id.value)).toMatchObject({ ok: true, value: erased });
  expect(await revealRecord(officer, id.value)).toMatchObject({ ok: false, error: { problem: "recordErased" } });
});
