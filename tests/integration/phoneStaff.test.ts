import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOnPhone } from "../../src/client/data/actOnPhone.ts";
import { findCertificate } from "../../src/client/data/certificates.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { actAs, peopleHere } from "../../src/client/data/people.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { lockKeys, openWithPin } from "../../src/client/data/pins.ts";
import { confirmStaff, inviteStaff, readStaff } from "../../src/client/data/staff.ts";
import { emptyOutbox, exchange } from "../../src/client/data/syncRunner.ts";
import { verifyOnline, verifyOnPhone } from "../../src/client/data/verifyOnPhone.ts";
import { toBase64Url } from "../../src/core/bytes.ts";
import { STORAGE, WRAPPED_GRANT_LIFE } from "../../src/core/operator/grant.ts";
import { joinBy, LIMIN_DRAFT, openWorld, type World } from "../support/phoneEndpoint.ts";
import { harvestOrder, NOW } from "../support/phoneWorld.ts";

let world: World;
let owner: Phone;
beforeEach(async () => {
  world = await openWorld();
  owner = await world.phone();
  await joinBy(owner, await world.link("producer", LIMIN_DRAFT));
});
afterEach(() => world.close());

async function linkFor(person: string): Promise<string> {
  const invited = await inviteStaff(owner, { role: "producer", person });
  if (!invited.ok) throw new Error(JSON.stringify(invited.error));
  return invited.value.link;
}

/** The owner's operator with what its phones are called. */
async function staff() {
  const read = await readStaff(owner);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

async function issued(phone: Phone): Promise<{ readonly id: string; readonly chain: string }> {
  const done = await issueOnPhone(phone, harvestOrder());
  if (!done.ok) throw new Error(done.error);
  const found = await findCertificate(phone, done.value.id);
  if (found === undefined) throw new Error("not found");
  return { id: done.value.id, chain: found.chainText };
}

test("an owner invites somebody, who issues for the operator with a phone of his own and invites nobody", async () => {
  const worker = await world.phone();
  await joinBy(worker, await linkFor("侯二牛"), { person: "侯二牛" });
  const { operator, invitations } = await staff();
  const [identity] = await worker.db.getAll("identities");
  const key = toBase64Url(identity?.key ?? new Uint8Array(0));
  expect(operator.keys.map((one) => one.key)).toContain(key);
  expect(invitations).toContainEqual(expect.objectContaining({ key, person: "侯二牛", state: "granted" }));
  const { chain } = await issued(worker);
  await emptyOutbox(worker, true);
  const scanner = await world.phone();
  await exchange(scanner, true);
  expect(await verifyOnline(scanner, chain)).toMatchObject({ value: { verdict: "authentic" } });
  expect(await inviteStaff(worker, { role: "producer", person: "别人" })).toEqual({
    ok: false,
    error: { code: "roleMissing" },
  });
  expect(await readStaff(worker)).toMatchObject({ ok: false });
});

test("an owner ends a lost phone without a network; at the next contact a scanner learns it, and what came before stays good", async () => {
  const worker = await world.phone();
  await joinBy(worker, await linkFor("侯二牛"));
  const before = await issued(worker);
  await emptyOutbox(worker, true);
  const [identity] = await worker.db.getAll("identities");
  const { operator } = await staff();

  world.clock.now = NOW + 3600;
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  const lost = { key: toBase64Url(identity?.key ?? new Uint8Array(0)), from: NOW + 1800, reason: "lost" } as const;
  expect(await actOnPhone(owner, { do: "endKey", operator, ...lost })).toEqual({ ok: true, value: undefined });
  const after = await issued(worker);
  world.network.broken = undefined;
  await exchange(owner, true);
  await emptyOutbox(worker, true);

  expect((await staff()).operator.keys.find(({ key }) => key === lost.key)?.ended).toEqual({
    from: NOW + 1800,
    reason: "lost",
  });
  const scanner = await world.phone();
  await exchange(scanner, true);
  expect(await verifyOnline(scanner, before.chain)).toMatchObject({ value: { verdict: "authentic" } });
  expect(await verifyOnPhone(scanner, after.chain)).toMatchObject({ verdict: "suspended" });
});

test("staff ends nobody's phone", async () => {
  const worker = await world.phone();
  await joinBy(worker, await linkFor("侯二牛"));
  const [identity] = await owner.db.getAll("identities");
  const { operator } = await staff();
  const order = { do: "endKey", operator, key: toBase64Url(identity?.key ?? new Uint8Array(0)) } as const;
  expect(await actOnPhone(worker, { ...order, from: NOW, reason: "left" })).toEqual({ ok: false, error: "wrongRole" });
});

test("a further person joins on the same phone behind a PIN, for ninety days, and each signs as themselves", async () => {
  await joinBy(owner, await linkFor("侯二梅"), { pin: "135792", person: "侯二梅" });
  const people = await peopleHere(owner);
  expect(people.map(({ person, lock, acting }) => [person, lock, acting])).toEqual([
    [undefined, "none", false],
    ["侯二梅", "open", true],
  ]);
  const mei = people[1]?.kid ?? "";
  const [first] = people;
  const identity = await owner.db.get("identities", mei);
  const grant = identity?.grants[0]?.grant;
  expect(grant).toMatchObject({ storage: STORAGE.wrapped, staff: true });
  expect(grant?.notAfter).toBe(NOW + WRAPPED_GRANT_LIFE);

  lockKeys(owner);
  expect(await issueOnPhone(owner, harvestOrder())).toEqual({ ok: false, error: "keyLocked" });
  await actAs(owner, first?.kid ?? "");
  expect((await issueOnPhone(owner, harvestOrder())).ok).toBe(true);
  await actAs(owner, mei);
  if (identity === undefined) throw new Error("no identity");
  expect(await openWithPin(owner, identity, "135792")).toEqual({ result: "opened" });
  expect((await issueOnPhone(owner, harvestOrder())).ok).toBe(true);
  await emptyOutbox(owner, true);
  expect(new Set((await owner.db.getAll("certificates")).map(({ kid }) => kid))).toEqual(new Set([first?.kid, mei]));
});

test("a market's key cannot be kept by a PIN: the phone says so before the link is used up", async () => {
  const stall = { ...LIMIN_DRAFT, kind: "retailMarket", name: "陵川县东街农贸市场" } as const;
  const link = await world.link("market", stall);
  const phone = await world.phone();
  await expect(joinBy(phone, link, { pin: "135792", person: "侯二梅" })).rejects.toThrow("roleNotShared");
  const joined = await joinBy(phone, link);
  if (joined.status !== "waiting") throw new Error("a market's key waits");
  expect(await confirmStaff(phone, "0000000000000000", "000000")).toMatchObject({ error: { code: "roleMissing" } });
});
