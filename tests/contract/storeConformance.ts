import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { isConsistent, leafHash, rootFromInclusion } from "../../src/core/log/merkle.ts";
import { STORAGE } from "../../src/core/operator/grant.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import type { InvitationRecord, Store } from "../../src/server/store/port.ts";
import type { ItemResult } from "../../src/wire/statements.ts";
import {
  batchOf,
  COUNTY,
  type County,
  certificateOf,
  endOf,
  grantOf,
  idOf,
  lotOf,
  type Member,
  NOW,
  newCounty,
  newPen,
  profileOf,
  type Signed,
  standingOf,
  withdrawalOf,
} from "./storeWorld.ts";

/** A store under test that can be closed and opened again over the same data. */
export type StoreUnderTest = { readonly open: () => Promise<Store>; readonly dispose: () => void };

/** Statuses and codes of a batch, as `accepted`, `rejected malformed` … */
function outcomes(results: readonly ItemResult[]): readonly string[] {
  return results.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));
}

/** Delivers statements in batches of up to 500. @throws Error when a batch as a whole is not read */
export async function deliver(
  store: Store,
  statements: readonly (Signed | Uint8Array)[],
  at = NOW,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (let start = 0; start < statements.length; start += 500) {
    const taken = await store.ingest(batchOf(statements.slice(start, start + 500)), at);
    if (!taken.ok) throw new Error(taken.error);
    results.push(...taken.value);
  }
  return results;
}

/** The number that the register gave a certificate. */
export function numberOf(results: readonly ItemResult[], certificate: Signed): string {
  const number = results.find((result) => result.id === idOf(certificate))?.number;
  if (number === undefined) throw new Error("the certificate has no number");
  return number;
}

/** What every store must do, whichever database is behind it. */
export function storeConformance(name: string, make: () => StoreUnderTest): void {
  describe(`${name} as a store`, () => {
    let under: StoreUnderTest;
    let store: Store;
    let county: County;
    let member: Member;

    beforeEach(async () => {
      under = make();
      store = await under.open();
      county = newCounty();
      await store.addAuthority(county.authority.key, [COUNTY]);
      member = await county.admit();
      expect(outcomes(await deliver(store, member.joined))).toEqual(["accepted", "accepted"]);
    });

    afterEach(async () => {
      await store.close();
      under.dispose();
    });

    async function issue(): Promise<{ readonly lot: Signed; readonly certificate: Signed; readonly number: string }> {
      const lot = await member.say(KIND.lotHarvested, lotOf());
      const certificate = await member.say(KIND.certificateIssued, certificateOf(lot.id));
      const results = await deliver(store, [lot, certificate]);
      expect(outcomes(results)).toEqual(["accepted", "accepted"]);
      return { lot, certificate, number: numberOf(results, certificate) };
    }

    test("answers a batch item by item, in order, whatever is wrong with some of them (F29)", async () => {
      const lot = await member.say(KIND.lotHarvested, lotOf());
      const certificate = await member.say(KIND.certificateIssued, certificateOf(lot.id));
      const spoilt = Uint8Array.from(certificate.bytes);
      spoilt[spoilt.length - 1] = (spoilt[spoilt.length - 1] ?? 0) ^ 1;
      const stranger = await newPen().say(KIND.lotHarvested, lotOf());
      const batch = [lot, Uint8Array.of(1, 2, 3), certificate, spoilt, stranger, lot];
      const results = await deliver(store, batch);
      expect(outcomes(results)).toEqual([
        "accepted",
        "rejected malformed",
        "accepted",
        "rejected badSignature",
        "rejected unknownKey",
        "duplicate",
      ]);
      expect(results.map(({ retryable }) => retryable)).toEqual([undefined, false, undefined, false, true, undefined]);
      expect(results[0]?.id).toBe(idOf(lot));
      const again = await deliver(store, [...batch].reverse());
      expect(outcomes(again)).toEqual([
        "duplicate",
        "rejected unknownKey",
        "rejected badSignature",
        "duplicate",
        "rejected malformed",
        "duplicate",
      ]);
      expect(await store.logSize()).toBe(4);
    });

    test("keeps the first signature when the same statement comes with another valid one (P03)", async () => {
      const body = lotOf();
      const first = await member.say(KIND.lotHarvested, body, NOW, 1);
      const second = await member.say(KIND.lotHarvested, body, NOW, 1);
      expect(toHex(second.bytes)).not.toBe(toHex(first.bytes));
      expect(idOf(second)).toBe(idOf(first));
      expect(outcomes(await deliver(store, [first, second]))).toEqual(["accepted", "duplicate"]);
      const page = await store.feed({ operator: member.operator }, 0, 10);
      expect(page.entries.some((entry) => toHex(entry.bytes) === toHex(first.bytes))).toBe(true);
      expect(page.entries.some((entry) => toHex(entry.bytes) === toHex(second.bytes))).toBe(false);
    });

    test("refuses a body that is no sequence of byte strings, and a batch of more than 500, as a whole", async () => {
      expect(await store.ingest(Uint8Array.of(0x58, 0xff, 1), NOW)).toEqual({ ok: false, error: "unreadable" });
      const items = Array.from({ length: 501 }, () => Uint8Array.of(1));
      expect(await store.ingest(batchOf(items), NOW)).toEqual({ ok: false, error: "tooLarge" });
    });

    test("takes what a key signed in one batch with the grant that names it, whatever the order", async () => {
      const other = await county.admit({ name: "附城镇丈河村种植户" });
      const lot = await other.say(KIND.lotHarvested, lotOf());
      const [registration, granted] = other.joined;
      if (registration === undefined || granted === undefined) throw new Error("nobody was admitted");
      expect(outcomes(await deliver(store, [lot, granted, registration]))).toEqual([
        "accepted",
        "accepted waitsForReference",
        "accepted",
      ]);
      expect(await store.signer(other.key)).toBeDefined();
    });

    test("finds a certificate by its number, with the register entry that held when it was issued", async () => {
      const { certificate, number } = await issue();
      const renamed = await county.authority.say(
        KIND.operatorProfile,
        profileOf({ operator: member.operator, name: "陵川县惠民联合社" }),
        NOW + 60,
      );
      await deliver(store, [renamed], NOW + 60);
      const record = await store.certificate(number);
      expect(record?.state).toBe("active");
      expect(record?.flags).toEqual([]);
      expect(toHex(record?.id ?? new Uint8Array(0))).toBe(idOf(certificate));
      expect(record?.operator.profiles.map(({ profile }) => profile.name)).toEqual([
        "陵川县岭常村惠民种植专业合作社",
        "陵川县惠民联合社",
      ]);
      expect(await store.certificate("0000000000000000")).toBeUndefined();
    });

    test("voids only for the certificate's own operator (F23) and names reason and cause", async () => {
      const { certificate, number } = await issue();
      const rival = await county.admit({ name: "高平市某合作社", region: "140524101202" });
      const theirs = await rival.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided", "竞争"));
      expect(outcomes(await deliver(store, [...rival.joined, theirs]))).toEqual([
        "accepted",
        "accepted",
        "accepted notOwner",
      ]);
      expect((await store.certificate(number))?.state).toBe("active");
      const mine = await member.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided"));
      await deliver(store, [mine]);
      const record = await store.certificate(number);
      expect([record?.state, record?.takenBack?.reason]).toEqual(["voided", "标签贴错"]);
    });

    test("supersedes by a later certificate that names it, and draws the lot only once", async () => {
      const { lot, certificate, number } = await issue();
      const corrected = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { supersedes: certificate.id.slice(0, 8), quantity: { thousandths: 450_000, unit: 1 } }),
      );
      const results = await deliver(store, [corrected]);
      expect((await store.certificate(number))?.state).toBe("superseded");
      const successor = await store.certificate(numberOf(results, corrected));
      expect([successor?.state, successor?.supersedes, successor?.flags]).toEqual(["active", number, []]);
      expect((await store.certificate(number))?.supersededBy).toBe(numberOf(results, corrected));
    });

    test("flags every certificate of a lot that is overdrawn, and clears the flag when one is voided", async () => {
      const { lot, number } = await issue();
      const more = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { quantity: { thousandths: 500_000, unit: 2 } }),
      );
      const tooMuch = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { quantity: { thousandths: 1_000, unit: 3 } }),
      );
      await deliver(store, [more, tooMuch]);
      expect((await store.certificate(number))?.flags).toEqual(["quantityOverdrawn"]);
      await deliver(store, [await member.say(KIND.certificateWithdrawn, withdrawalOf(tooMuch.id, "voided"))]);
      expect((await store.certificate(number))?.flags).toEqual([]);
    });

    test("forbids issuing from the date of a suspension on, and not before", async () => {
      const before = await issue();
      const suspension = await county.authority.say(
        KIND.standingSet,
        standingOf({ operator: member.operator, standing: "suspended", from: NOW + 100, reason: "抽检不合格" }),
        NOW + 100,
      );
      await deliver(store, [suspension], NOW + 100);
      const lot = await member.say(KIND.lotHarvested, lotOf(), NOW + 200);
      const after = await member.say(KIND.certificateIssued, certificateOf(lot.id), NOW + 200);
      const results = await deliver(store, [lot, after], NOW + 200);
      expect(outcomes(results)).toEqual(["accepted", "accepted suspended"]);
      expect((await store.certificate(before.number))?.noEffect).toBeUndefined();
      const lifted = await county.authority.say(
        KIND.standingSet,
        standingOf({ operator: member.operator, standing: "normal", from: NOW + 150, reason: "整改完成" }),
        NOW + 300,
      );
      await deliver(store, [lifted], NOW + 300);
      expect((await store.certificate(numberOf(results, after)))?.noEffect).toBeUndefined();
    });

    test("judges a lost key's statements by when the log took them (F22)", async () => {
      const seen = await issue();
      const end = await county.authority.say(
        KIND.grantEnded,
        endOf({ key: member.key, from: NOW + 50, reason: "lost" }),
        NOW + 60,
      );
      await deliver(store, [end], NOW + 60);
      const lot = await member.say(KIND.lotHarvested, lotOf(), NOW + 49);
      const unseen = await member.say(KIND.certificateIssued, certificateOf(lot.id), NOW + 49);
      const late = await member.say(KIND.certificateIssued, certificateOf(lot.id, { place: "东坡" }), NOW + 50);
      const results = await deliver(store, [lot, unseen, late], NOW + 70);
      expect((await store.certificate(seen.number))?.flags).toEqual([]);
      expect((await store.certificate(numberOf(results, unseen)))?.flags).toEqual(["notProvenBeforeEnd"]);
      expect(outcomes(results)).toEqual(["accepted", "accepted", "accepted keyEnded"]);
    });

    test("flags a used seq, a falling iat, late arrival and a clock ahead, and keeps all of them", async () => {
      const lot = await member.say(KIND.lotHarvested, lotOf());
      const twin = await member.say(KIND.certificateIssued, certificateOf(lot.id), NOW, 2);
      const otherTwin = await member.say(KIND.certificateIssued, certificateOf(lot.id, { place: "西沟" }), NOW, 2);
      const fell = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { place: "南岭" }),
        NOW - 8 * 86_400 + 4 * 86_400,
        3,
      );
      const ahead = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { place: "北沟" }),
        NOW + 25 * 3600,
        4,
      );
      const results = await deliver(store, [lot, ahead, fell, otherTwin, twin]);
      const flags = async (certificate: Signed) => (await store.certificate(numberOf(results, certificate)))?.flags;
      expect(await flags(twin)).toEqual(["seqReused"]);
      expect(await flags(otherTwin)).toEqual(["seqReused"]);
      expect(await flags(fell)).toEqual(["iatFell"]);
      expect(await flags(ahead)).toEqual(["clockAhead"]);
      const old = await member.say(
        KIND.certificateIssued,
        certificateOf(lot.id, { place: "老沟" }),
        NOW + 26 * 3600,
        5,
      );
      const later = await deliver(store, [old], NOW + 26 * 3600 + 7 * 86_400 + 1);
      expect((await store.certificate(numberOf(later, old)))?.flags).toEqual(["lateUpload"]);
    });

    test("lets at most 1,000 statements of a key wait for what they name", async () => {
      const waiting = await Promise.all(
        Array.from({ length: 1001 }, (_, index) =>
          member.say(
            KIND.certificateWithdrawn,
            withdrawalOf(new Uint8Array(32).fill(index % 251).fill(index >> 8, 0, 2), "voided"),
          ),
        ),
      );
      const results = outcomes(await deliver(store, waiting));
      expect(results.filter((outcome) => outcome === "accepted waitsForReference")).toHaveLength(1000);
      expect(results[1000]).toBe("rejected overLimit");
      expect(outcomes(await deliver(store, waiting.slice(0, 1)))).toEqual(["duplicate"]);
    });

    test("gives an operator what concerns it and an officer everything in the region, in log order", async () => {
      await issue();
      const rival = await county.admit({ region: "140524101202" });
      await deliver(store, rival.joined);
      const own = await store.feed({ operator: member.operator }, 0, 100);
      expect(own.entries.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
      const first = await store.feed({ region: COUNTY }, 0, 4);
      expect([first.entries.length, first.next, first.more]).toEqual([4, 4, true]);
      const rest = await store.feed({ region: COUNTY }, first.next, 4);
      expect([rest.entries.map(({ position }) => position), rest.more]).toEqual([[4, 5], false]);
      expect((await store.feed({ region: "140525" }, 0, 10)).entries).toEqual([]);
    });

    test("publishes a new directory version only when a row differs, and says what changed since one", async () => {
      const first = await store.publishDirectory();
      expect(await store.publishDirectory()).toBe(first);
      const { certificate } = await issue();
      expect(await store.publishDirectory()).toBe(first);
      await deliver(store, [await member.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided"))]);
      const second = await store.publishDirectory();
      expect(second).toBe(first + 1);
      const change = await store.directoryChange(COUNTY, first);
      expect(change?.changed.map(({ row }) => toHex(row.withdrawn.voided))).toEqual([
        toHex(certificate.id.slice(0, 5)),
      ]);
      expect(change?.removed).toEqual([]);
      expect((await store.directoryChange(COUNTY, second))?.changed).toEqual([]);
      expect(await store.directoryChange(COUNTY, second + 1)).toBeUndefined();
    });

    test("tells a region that an operator has moved out of it, and masks natural persons", async () => {
      const farmer = await county.admit({ name: "王建国", kind: "smallholder", person: true, region: "140524102201" });
      await deliver(store, farmer.joined);
      const before = await store.publishDirectory();
      const names = (await store.directoryRows("140524102")).map(({ row }) => row.name);
      expect(names).toContain("王*");
      const moved = await county.authority.say(
        KIND.operatorProfile,
        profileOf({
          operator: farmer.operator,
          name: "王建国",
          kind: "smallholder",
          person: true,
          region: "140524101202",
        }),
        NOW + 10,
      );
      await deliver(store, [moved], NOW + 10);
      await store.publishDirectory();
      expect((await store.directoryChange("140524102", before))?.removed.map(toHex)).toEqual([toHex(farmer.operator)]);
      expect((await store.directoryChange(COUNTY, before))?.removed).toEqual([]);
    });

    test("proves inclusion and consistency of its log, across groups of hashes", async () => {
      const lots = await Promise.all(
        Array.from({ length: 600 }, (_, index) => member.say(KIND.lotHarvested, lotOf({ place: `地块${index}` }))),
      );
      await deliver(store, lots.slice(0, 300));
      const olderSize = await store.logSize();
      const older = { size: olderSize, root: await store.logRoot(olderSize) };
      await deliver(store, lots.slice(300));
      const size = await store.logSize();
      const root = await store.logRoot(size);
      const positions = await store.logPositions(lots.map(({ id }) => id));
      expect(positions).toHaveLength(600);
      const paths = await store.inclusionPaths(
        positions.map(({ position }) => position),
        size,
      );
      positions.forEach(({ id, position, receivedAt }, index) => {
        const proven = rootFromInclusion(position, size, leafHash(id, receivedAt), paths[index] ?? []);
        expect(toHex(proven ?? new Uint8Array(0))).toBe(toHex(root));
      });
      expect(isConsistent(older, { size, root }, await store.consistencyPath(older.size, size))).toBe(true);
    });

    test("has everything it acknowledged after it was closed and opened again", async () => {
      const { number } = await issue();
      const size = await store.logSize();
      await store.close();
      store = await under.open();
      expect(await store.logSize()).toBe(size);
      expect((await store.certificate(number))?.state).toBe("active");
      const next = await member.say(KIND.lotHarvested, lotOf({ place: "新地" }));
      expect(outcomes(await deliver(store, [next]))).toEqual(["accepted"]);
    });

    test("keeps a rendered answer only while the record it was made from holds", async () => {
      const { certificate, number } = await issue();
      const record = await store.certificate(number);
      if (record === undefined) throw new Error("not registered");
      const { position, stamp, revision } = record;
      const answer = { position, stamp, revision, form: "json", bytes: Uint8Array.of(1) } as const;
      await store.saveAnswers([answer]);
      expect((await store.answer(number, "json"))?.bytes).toEqual(Uint8Array.of(1));
      expect(await store.answer(number, "page-en")).toBeUndefined();
      await deliver(store, [await member.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided"))]);
      expect(await store.answer(number, "json")).toBeUndefined();
      await store.saveAnswers([answer]);
      expect(await store.answer(number, "json")).toBeUndefined();
      const anew = await store.certificate(number);
      await store.saveAnswers([{ ...answer, stamp: anew?.stamp ?? 0, revision: anew?.revision ?? 0 }]);
      expect(await store.answer(number, "json")).toBeDefined();
      await deliver(store, [
        await county.authority.say(
          KIND.standingSet,
          standingOf({ operator: member.operator, standing: "suspended", from: NOW, reason: "停业" }),
        ),
      ]);
      expect(await store.answer(number, "json")).toBeUndefined();
    });

    test("tells what changed before the change is acknowledged", async () => {
      const { certificate, number } = await issue();
      const touched: number[] = [];
      store.onTouched(({ certificates }) => touched.push(...certificates));
      await deliver(store, [await member.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided"))]);
      expect(touched).toContain((await store.certificate(number))?.position);
    });

    test("gives a link to the first key in time and raises the alarm for a second one", async () => {
      const link: InvitationRecord = {
        id: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
        secretHash: new Uint8Array(32).fill(7),
        operator: member.operator,
        role: "producer",
        scope: COUNTY,
        inviter: undefined,
        waits: false,
        created: NOW,
        expires: NOW + 10,
        granted: false,
      };
      await store.addInvitation(link);
      const [first, second] = [newPen().key, newPen().key];
      const use = (key: Uint8Array, now: number) =>
        store.useLink({ secretHash: link.secretHash, key, storage: STORAGE.nonExtractable, now });
      expect((await use(first, NOW + 11)).state).toBe("expired");
      expect((await use(first, NOW + 10)).state).toBe("held");
      expect((await use(first, NOW + 99)).state).toBe("held");
      const alarm = await use(second, NOW + 20);
      expect(alarm.state === "alarm" && alarm.invitation.alarm).toBeUndefined();
      expect((await store.invitation(link.id))?.alarm).toBe(NOW + 20);
      expect((await store.useLink({ secretHash: new Uint8Array(32), key: first, storage: 0, now: NOW })).state).toBe(
        "unknown",
      );
    });

    test("knows a session until it expires and a contact until it is erased", async () => {
      const tokenHash = new Uint8Array(32).fill(3);
      await store.openSession({ tokenHash, key: member.key, expires: NOW + 900 }, NOW);
      expect(toHex((await store.sessionKey(tokenHash, NOW + 900)) ?? new Uint8Array(0))).toBe(toHex(member.key));
      expect(await store.sessionKey(tokenHash, NOW + 901)).toBeUndefined();
      const contact = new Uint8Array(32).fill(9);
      await store.saveContact(contact, Uint8Array.of(1, 2));
      expect(await store.contact(contact)).toEqual(Uint8Array.of(1, 2));
      await store.eraseContact(contact);
      expect(await store.contact(contact)).toBeUndefined();
    });

    test("never takes a key away from its first operator", async () => {
      const rival = await county.admit({ region: "140524101202" });
      await deliver(store, rival.joined);
      const claim = await county.authority.say(KIND.grant, grantOf(rival.operator, member.key));
      expect(outcomes(await deliver(store, [claim]))).toEqual(["accepted keyClaimedTwice"]);
      expect(toHex((await store.signer(member.key))?.operator ?? new Uint8Array(0))).toBe(toHex(member.operator));
    });
  });
}
