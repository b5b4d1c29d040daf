import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { actOnPhone, officerActs } from "../../src/client/data/actOnPhone.ts";
import { findCertificate, listCertificates } from "../../src/client/data/certificates.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { resumeJoin } from "../../src/client/data/joinOnPhone.ts";
import { confirmInvitation, invite, listInvitations, listOperators } from "../../src/client/data/officerDesk.ts";
import { outboxCounts } from "../../src/client/data/outboxRecords.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { pullNews } from "../../src/client/data/pull.ts";
import { registerOnPhone } from "../../src/client/data/registerOnPhone.ts";
import { emptyOutbox, exchange } from "../../src/client/data/syncRunner.ts";
import { recordScan, verifyOnline, verifyOnPhone } from "../../src/client/data/verifyOnPhone.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { comparisonCode } from "../../src/core/key/publicKey.ts";
import { maskPhone } from "../../src/core/operator/profile.ts";
import { joinBy, LIMIN_DRAFT, officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";
import { harvestOrder, NOW, POTATOES } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** A producer's phone that joined. */
async function producer(): Promise<Phone> {
  const phone = await world.phone();
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
  return phone;
}

async function issued(phone: Phone) {
  const result = await issueOnPhone(phone, harvestOrder());
  if (!result.ok) throw new Error(result.error);
  const found = await findCertificate(phone, result.value.id);
  if (found === undefined) throw new Error("issued and not found");
  return found;
}

test("a cooperative joins, issues offline, syncs, and its statements count as uploaded by verified receipts only", async () => {
  const phone = await producer();
  const offline = await issued(phone);
  expect(offline.upload.state).toBe("waiting");
  expect(offline.contact).toBe("13835641234");

  expect(await exchange(phone, true)).toMatchObject({ error: undefined });

  const online = await findCertificate(phone, offline.id);
  expect(online).toMatchObject({ upload: { state: "uploaded" }, loggedAt: NOW });
  expect(await outboxCounts(phone.db)).toEqual({ waiting: 0, acknowledged: 0, refused: 0 });
  expect(await phone.db.getAll("receipts")).toHaveLength(2);
  expect((await phone.db.getAll("treeHeads"))[0]?.head.size).toBeGreaterThan(2);
  expect((await world.endpoint.store.certificate(offline.number))?.state).toBe("active");
});

test("a stranger's phone that synced its directory once verifies offline a certificate that it never saw", async () => {
  const phone = await producer();
  const stranger = await world.phone();
  expect(await pullNews(stranger)).toBeUndefined();
  const { chainText, labelText, number } = await issued(phone);

  const chain = await verifyOnPhone(stranger, chainText);
  const short = await verifyOnPhone(stranger, number);

  expect(chain).toMatchObject({ verdict: "authentic", registration: "notAsked", signer: { name: LIMIN_DRAFT.name } });
  expect(await verifyOnPhone(stranger, labelText)).toMatchObject({ verdict: "authentic" });
  expect(short).toMatchObject({ verdict: "unconfirmed", code: "needsNetwork" });
  expect(await recordScan(stranger, chainText, chain)).toEqual({ ok: true, value: undefined });
  expect(await verifyOnPhone(stranger, number)).toMatchObject({ verdict: "authentic" });
  expect((await stranger.db.getAll("authorities"))[0]?.anchoredBy).toBe("origin");
});

test("a void is told online at once with its reason, and offline after the next directory", async () => {
  const phone = await producer();
  const certificate = await issued(phone);
  await exchange(phone, true);
  const stranger = await world.phone();
  await pullNews(stranger);
  expect((await verifyOnPhone(stranger, certificate.chainText)).verdict).toBe("authentic");

  world.clock.now += 60;
  expect((await voidOnPhone(phone, certificate.id, "数量写错")).ok).toBe(true);
  expect((await verifyOnPhone(phone, certificate.chainText)).verdict).not.toBe("authentic");
  await exchange(phone, true);

  expect(await verifyOnline(stranger, certificate.chainText)).toMatchObject({
    ok: true,
    value: { verdict: "voided", withdrawal: { reason: "数量写错", by: LIMIN_DRAFT.name } },
  });
  await pullNews(stranger);
  expect((await verifyOnPhone(stranger, certificate.chainText)).verdict).toBe("voided");
});

test("two phones of one operator end with the same certificates, whichever synced first", async () => {
  const one = await world.phone();
  await joinBy(one, await world.link("producer", LIMIN_DRAFT));
  const [operator] = await one.db.getAll("identities");
  const two = await world.phone();
  const again = await inviteOperator(operator?.operator ?? "");
  await joinBy(two, again);
  const first = await issued(one);
  const second = await issued(two);
  for (const phone of [one, two, one]) await exchange(phone, true);
  expect((await voidOnPhone(two, first.id, "买方退货")).ok).toBe(true);
  for (const phone of [two, one]) await exchange(phone, true);

  for (const phone of [one, two]) {
    const list = await listCertificates(phone, {}, 50);
    expect(new Map(list.map(({ id, state }) => [id, state]))).toEqual(
      new Map([
        [first.id, "voided"],
        [second.id, "active"],
      ]),
    );
    expect(await phone.db.get("withdrawals", first.id)).toMatchObject({ reason: "买方退货" });
  }
  expect(await lotsOf(one)).toEqual(await lotsOf(two));
});

async function inviteOperator(id: string): Promise<string> {
  const officer = await officerPhone(world);
  const invited = await invite(officer, { role: "producer", operator: { id } });
  if (!invited.ok) throw new Error(JSON.stringify(invited.error));
  return invited.value.link;
}

async function lotsOf(phone: Phone) {
  return (await phone.db.getAll("lots")).sort((left, right) => (left.id < right.id ? -1 : 1));
}

test("an officer's key waits for six compared digits; then she lists, invites, compares, suspends and recalls", async () => {
  const officer = await officerPhone(world);
  const phone = await producer();
  const certificate = await issued(phone);
  await exchange(phone, true);

  const listed = await listOperators(officer, { name: "利民" });
  const operator = listed.ok ? listed.value.operators[0] : undefined;
  if (operator === undefined) throw new Error("not listed");
  expect(operator).toMatchObject({
    name: LIMIN_DRAFT.name,
    phone: maskPhone(LIMIN_DRAFT.phone),
    standing: { state: "normal" },
  });

  const registered = await registerOnPhone(officer, {
    ...LIMIN_DRAFT,
    kind: "retailMarket",
    name: "陵川县东街农贸市场",
  });
  if (!registered.ok) throw new Error(registered.error);
  await emptyOutbox(officer, true);
  const invited = await invite(officer, { role: "market", operator: { id: registered.value } });
  if (!invited.ok) throw new Error(JSON.stringify(invited.error));
  const market = await world.phone();
  const waiting = await joinBy(market, invited.value.link);
  if (waiting.status !== "waiting") throw new Error("a market's key must wait");
  expect(waiting.comparisonCode).toBe(comparisonCode(waiting.join.key));
  expect(
    await confirmInvitation(officer, invited.value.id, "000000" === waiting.comparisonCode ? "000001" : "000000"),
  ).toMatchObject({
    error: { code: "refused", problem: "codeDiffers" },
  });
  expect(await confirmInvitation(officer, invited.value.id, waiting.comparisonCode)).toEqual({
    ok: true,
    value: undefined,
  });
  expect(await resumeJoin(market, waiting.join.secretHash, undefined)).toMatchObject({
    ok: true,
    value: { status: "granted" },
  });
  expect(await market.db.getAll("pendingJoins")).toEqual([]);
  const invitations = await listInvitations(officer);
  const granted = invitations.ok
    ? invitations.value.find((invitation) => invitation.id === invited.value.id)
    : undefined;
  expect(granted).toMatchObject({ state: "granted", role: "market" });

  world.clock.now += 60;
  const { id, name, region } = operator;
  const concerned = { id, name, region };
  const recall = {
    do: "recall",
    certificate: { ...certificate, issuer: concerned },
    reason: "抽检农药残留超标",
  } as const;
  expect(await actOnPhone(officer, recall)).toEqual({ ok: true, value: undefined });
  expect(await actOnPhone(officer, recall)).toEqual({ ok: false, error: "alreadyRecalled" });
  expect(await actOnPhone(officer, { do: "suspend", operator: concerned, from: NOW + 60, reason: "停业整顿" })).toEqual(
    {
      ok: true,
      value: undefined,
    },
  );
  expect(
    await actOnPhone(officer, {
      do: "suspend",
      operator: { ...concerned, region: "140581101" },
      from: NOW,
      reason: "越界",
    }),
  ).toEqual({
    ok: false,
    error: "wrongRegion",
  });
  await exchange(officer, true);
  expect((await officerActs(officer)).map(({ act, upload, noEffect }) => [act.act, upload.state, noEffect])).toEqual([
    ["suspended", "uploaded", undefined],
    ["recalled", "uploaded", undefined],
    ["registered", "uploaded", undefined],
  ]);

  await exchange(phone, true);
  expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "suspended" });
  expect(await findCertificate(phone, certificate.id)).toMatchObject({
    state: "recalled",
    withdrawal: { reason: "抽检农药残留超标" },
  });
  expect(await verifyOnPhone(officer, certificate.chainText)).toMatchObject({
    verdict: "recalled",
    withdrawal: { reason: "抽检农药残留超标" },
  });
});

test("a grant is renewed online from sixty days before its end", async () => {
  const phone = await producer();
  world.clock.now += 350 * 86_400;
  expect(await pullNews(phone)).toBeUndefined();
  const [identity] = await phone.db.getAll("identities");
  expect(identity?.grants).toHaveLength(2);
  world.clock.now += 60 * 86_400;
  expect((await issueOnPhone(phone, harvestOrder({ ...POTATOES, day: "2028-01-05" }))).ok).toBe(true);
});

test("a phone whose clock is three days off joins, learns the offset and issues with the right time", async () => {
  const phone = await world.phone({ drift: 3 * 86_400 });
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
  const certificate = await issued(phone);
  expect(Math.abs(certificate.iat - NOW)).toBeLessThanOrEqual(2);
  expect((await emptyOutbox(phone, true)).error).toBeUndefined();
  expect((await findCertificate(phone, certificate.id))?.upload.state).toBe("uploaded");
});
