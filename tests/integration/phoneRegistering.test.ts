import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { officerActs } from "../../src/client/data/actOnPhone.ts";
import { fetchOperator, invite, rememberedOperators } from "../../src/client/data/officerDesk.ts";
import { outboxCounts } from "../../src/client/data/outboxRecords.ts";
import { sendPrivateRecords } from "../../src/client/data/privateRecords.ts";
import { registerOnPhone } from "../../src/client/data/registerOnPhone.ts";
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
