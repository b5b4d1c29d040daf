import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findCertificate } from "../../src/client/data/certificates.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { invite } from "../../src/client/data/officerDesk.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { pullNews } from "../../src/client/data/pull.ts";
import type { RollRecord } from "../../src/client/data/rollRecords.ts";
import { claimTags, listRolls, makeRoll, tagsOfCertificate } from "../../src/client/data/rolls.ts";
import { exchange } from "../../src/client/data/syncRunner.ts";
import { verifyOnline, verifyOnPhone } from "../../src/client/data/verifyOnPhone.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { tagBytes, tagCodeText } from "../../src/core/roll/roll.ts";
import { tagPath } from "../../src/wire/paths.ts";
import { joinBy, LIMIN_DRAFT, officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";
import { harvestOrder, ORIGIN } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function producer(): Promise<Phone> {
  const phone = await world.phone();
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
  return phone;
}

/** Another phone of the same operator. */
async function colleague(of: Phone): Promise<Phone> {
  const [identity] = await of.db.getAll("identities");
  const officer = await officerPhone(world);
  const invited = await invite(officer, { role: "producer", operator: { id: identity?.operator ?? "" } });
  if (!invited.ok) throw new Error(JSON.stringify(invited.error));
  const phone = await world.phone();
  await joinBy(phone, invited.value.link);
  return phone;
}

async function issued(phone: Phone) {
  const result = await issueOnPhone(phone, harvestOrder());
  const found = result.ok ? await findCertificate(phone, result.value.id) : undefined;
  if (found === undefined) throw new Error("not issued");
  return found;
}

async function rollOf(phone: Phone, count: number): Promise<RollRecord> {
  const made = await makeRoll(phone, count);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

function tagAt({ tags }: RollRecord, index: number): string {
  const tag = tags[index];
  if (tag === undefined) throw new Error("the roll is shorter");
  return tag;
}

function codeOf(roll: RollRecord, index: number): string {
  return tagCodeText(world.endpoint.home.authority.origin, tagAt(roll, index));
}

function page(tag: string) {
  return world.endpoint.app.inject({ method: "GET", url: `/r/${tag}` });
}

test("offline: a roll is made, a certificate issued and tags claimed by a scanned code; this phone knows them, a stranger's says to go online", async () => {
  const phone = await producer();
  const stranger = await world.phone();
  await pullNews(stranger);
  const roll = await rollOf(phone, 20);
  const certificate = await issued(phone);

  expect(await verifyOnPhone(phone, codeOf(roll, 4))).toMatchObject({ verdict: "unconfirmed", code: "needsNetwork" });
  const claimed = await claimTags(phone, { certificate: certificate.id, text: codeOf(roll, 4), count: 3 });
  expect(claimed).toEqual({ ok: true, value: roll.tags.slice(4, 7) });

  await pullNews(phone);
  expect(await verifyOnPhone(phone, codeOf(roll, 6))).toMatchObject({
    verdict: "authentic",
    tag: tagAt(roll, 6),
    number: certificate.number,
  });
  expect(await verifyOnPhone(phone, codeOf(roll, 7))).toMatchObject({ verdict: "unconfirmed" });
  expect(await verifyOnPhone(stranger, codeOf(roll, 6))).toMatchObject({ verdict: "unconfirmed" });
  expect((await tagsOfCertificate(phone, certificate.id)).map(({ tag }) => tag)).toEqual(roll.tags.slice(4, 7).sort());
  expect(await listRolls(phone)).toMatchObject([{ id: roll.id, claimed: 3 }]);
});

test("a typed tag is taken too; what belongs to another certificate, roll or operator is refused with its reason", async () => {
  const phone = await producer();
  const roll = await rollOf(phone, 5);
  const [first, second] = [await issued(phone), await issued(phone)];
  const typed = formatNumber(tagAt(roll, 0)).toLowerCase();
  const claim = (certificate: string, text: string, count = 1) => claimTags(phone, { certificate, text, count });

  expect((await claim(first.id, typed)).ok).toBe(true);
  expect((await claim(first.id, codeOf(roll, 0), 2)).ok).toBe(true);
  expect(await claim(second.id, codeOf(roll, 0))).toEqual({
    ok: false,
    error: { code: "tagTaken", tag: tagAt(roll, 0) },
  });
  expect(await claim(second.id, codeOf(roll, 3), 3)).toEqual({ ok: false, error: "rollEnds" });
  expect(await claim(second.id, first.labelText)).toEqual({ ok: false, error: "notATag" });
  expect(await claim(second.id, `${ORIGIN}/r/7K2M9QX4TB8W1CZ6`)).toMatchObject({ ok: false });
  expect(await claim(second.id, first.number)).toEqual({ ok: false, error: "tagUnknown" });
  expect(await claim(second.id, codeOf(roll, 3), 0)).toEqual({ ok: false, error: "badCount" });
  expect((await voidOnPhone(phone, second.id, "数量写错")).ok).toBe(true);
  expect(await claim(second.id, codeOf(roll, 3))).toEqual({ ok: false, error: "certificateWithdrawn" });
});

test("online: any camera that opens a tag is led to its certificate, and a stranger's phone checks the signed claim itself", async () => {
  const phone = await producer();
  const roll = await rollOf(phone, 3);
  const certificate = await issued(phone);
  await claimTags(phone, { certificate: certificate.id, text: codeOf(roll, 0), count: 2 });
  expect((await page(tagAt(roll, 0))).statusCode).toBe(404);
  await exchange(phone, true);

  const led = await page(tagAt(roll, 0));
  expect([led.statusCode, led.headers.location]).toEqual([302, `/c/${certificate.number}`]);
  const open = await page(tagAt(roll, 2));
  expect([open.statusCode, open.body.includes("还没有对应的合格证"), open.body.includes(LIMIN_DRAFT.name)]).toEqual([
    200,
    true,
    true,
  ]);
  expect((await page("7K2M9QX4TB8W1CZ6")).statusCode).toBe(404);

  const stranger = await world.phone();
  await pullNews(stranger);
  expect(await verifyOnline(stranger, codeOf(roll, 1))).toMatchObject({
    ok: true,
    value: { verdict: "authentic", number: certificate.number, tag: tagAt(roll, 1), registration: "registered" },
  });
  expect(await verifyOnline(stranger, codeOf(roll, 2))).toMatchObject({ ok: true, value: { verdict: "unconfirmed" } });
});

test("the register's word without a claim that the certificate's own operator signed leaves a tag unconfirmed", async () => {
  const phone = await producer();
  const roll = await rollOf(phone, 2);
  const [one, other] = [await issued(phone), await issued(phone)];
  await claimTags(phone, { certificate: one.id, text: codeOf(roll, 0), count: 1 });
  await exchange(phone, true);
  const stranger = await world.phone();
  await pullNews(stranger);
  const path = tagPath(tagAt(roll, 0));
  const honest = JSON.parse((await world.endpoint.app.inject({ method: "GET", url: path })).body);
  world.network.broken = (request) => {
    if (new URL(request.url).pathname !== path) return undefined;
    const lie = { ...honest, claim: { ...honest.claim, number: other.number } };
    return Promise.resolve(Response.json(lie));
  };
  expect(await verifyOnline(stranger, codeOf(roll, 0))).toMatchObject({
    ok: true,
    value: { verdict: "unconfirmed", code: "needsNetwork" },
  });
});

test("a tag claimed twice by two phones offline: the claim logged first counts, and page and scan say so", async () => {
  const phone = await producer();
  const roll = await rollOf(phone, 3);
  await exchange(phone, true);
  const other = await colleague(phone);
  await exchange(other, true);
  expect(await listRolls(other)).toMatchObject([{ id: roll.id, tags: roll.tags }]);

  const [late, early] = [await issued(phone), await issued(other)];
  await claimTags(phone, { certificate: late.id, text: codeOf(roll, 0), count: 1 });
  world.clock.now += 60;
  await claimTags(other, { certificate: early.id, text: codeOf(roll, 0), count: 1 });
  await exchange(other, true);
  await exchange(phone, true);

  const shown = await page(tagAt(roll, 0));
  expect(shown.statusCode).toBe(200);
  expect(shown.body).toContain("这枚标签登记过不止一次");
  expect(shown.body.indexOf(early.number)).toBeLessThan(shown.body.indexOf(late.number));
  const stranger = await world.phone();
  await pullNews(stranger);
  const asked = await verifyOnline(stranger, codeOf(roll, 0));
  expect(asked).toMatchObject({ ok: true, value: { verdict: "authentic", number: early.number } });
  expect(asked.ok ? asked.value.warnings : []).toContain("tagClaimedTwice");

  const before = await world.endpoint.store.tag(tagBytes(tagAt(roll, 0)) ?? new Uint8Array(0));
  await world.endpoint.store.rebuild();
  const after = await world.endpoint.store.tag(tagBytes(tagAt(roll, 0)) ?? new Uint8Array(0));
  expect(after?.claims).toEqual(before?.claims);
});
