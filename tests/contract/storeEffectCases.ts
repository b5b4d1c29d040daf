import { expect } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { deliver, numberOf, outcomes, type StoreCase } from "./storeCase.ts";
import {
  certificateOf,
  endOf,
  grantOf,
  idOf,
  lotOf,
  NOW,
  profileOf,
  type Signed,
  standingOf,
  withdrawalOf,
} from "./storeWorld.ts";

/** What statements do to certificates and operators. */
export const EFFECT_CASES: readonly StoreCase[] = [
  {
    name: "finds a certificate by its number, with the register entry that held when it was issued",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "voids only for the certificate's own operator (F23) and names reason and cause",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "supersedes by a later certificate that names it, and draws the lot only once",
    run: async ({ store, member, issue }) => {
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
    },
  },
  {
    name: "flags every certificate of a lot that is overdrawn, and clears the flag when one is voided",
    run: async ({ store, member, issue }) => {
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
    },
  },
  {
    name: "forbids issuing from the date of a suspension on, and not before",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "judges a lost key's statements by when the log took them (F22)",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "flags a used seq, a falling iat, late arrival and a clock ahead, and keeps all of them",
    run: async ({ store, member }) => {
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
    },
  },
  {
    name: "never takes a key away from its first operator",
    run: async ({ store, county, member }) => {
      const rival = await county.admit({ region: "140524101202" });
      await deliver(store, rival.joined);
      const claim = await county.authority.say(KIND.grant, grantOf(rival.operator, member.key));
      expect(outcomes(await deliver(store, [claim]))).toEqual(["accepted keyClaimedTwice"]);
      expect(toHex((await store.signer(member.key))?.operator ?? new Uint8Array(0))).toBe(toHex(member.operator));
    },
  },
];
