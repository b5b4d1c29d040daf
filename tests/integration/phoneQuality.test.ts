import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ownQualityFlag } from "../../src/client/app/ownQuality.ts";
import { actingIdentity } from "../../src/client/data/identities.ts";
import { sayOnPhone } from "../../src/client/data/operatorFiles.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { encodeQualityPerson } from "../../src/core/operator/duty.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { joinBy, LIMIN_DRAFT, openWorld, type World } from "../support/phoneEndpoint.ts";
import { NOW } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function joinedPhone(kind: "cooperative" | "smallholder"): Promise<Phone> {
  const phone = await world.phone();
  await joinBy(phone, await world.link("producer", { ...LIMIN_DRAFT, kind }));
  return phone;
}

function goOffline(): void {
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
}

async function name(phone: Phone, trainedUntil: string): Promise<void> {
  const identity = await actingIdentity(phone.db);
  if (identity === undefined) throw new Error("not joined");
  const said = await sayOnPhone(phone, identity, {
    operator: { id: identity.operator, region: identity.region },
    kind: KIND.qualityPersonAppointed,
    body: encodeQualityPerson({ name: "侯秀英", trainedUntil }),
  });
  if (!said.ok) throw new Error(said.error);
}

test("a cooperative without anybody for quality is warned, also offline once its file was read, until it names somebody", async () => {
  const phone = await joinedPhone("cooperative");
  expect(await ownQualityFlag(phone)).toBe("nobody");
  goOffline();
  expect(await ownQualityFlag(phone)).toBe("nobody");
  await name(phone, "2027-05-31");
  expect(await ownQualityFlag(phone)).toBeUndefined();
});

test("training that has run out is warned about from the day after", async () => {
  const phone = await joinedPhone("cooperative");
  await name(phone, "2026-11-22");
  expect(await ownQualityFlag(phone)).toBeUndefined();
  world.clock.now = NOW + 86_400;
  expect(await ownQualityFlag(phone)).toBe("trainingOver");
});

test("a phone that never read its operator's file warns of nothing, and a smallholder needs nobody", async () => {
  const phone = await joinedPhone("cooperative");
  goOffline();
  expect(await ownQualityFlag(phone)).toBeUndefined();
  world.network.broken = undefined;
  expect(await ownQualityFlag(await joinedPhone("smallholder"))).toBeUndefined();
});
