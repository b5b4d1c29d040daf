import { expect } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { encodeOperatorClosed, encodeOperatorMerged } from "../../src/core/operator/closing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { deliver, numberOf, outcomes, type StoreCase } from "./storeCase.ts";
import { COUNTY, certificateOf, lotOf, NOW, standingOf } from "./storeWorld.ts";

/** Closing and merging register entries. */
export const MERGE_CASES: readonly StoreCase[] = [
  {
    name: "forbids a closed operator to issue from that date on, keeps what it issued, and lets it open again",
    run: async ({ store, county, member, issue }) => {
      const before = await issue();
      const closing = encodeOperatorClosed({ operator: member.operator, from: NOW + 100, reason: "不再经营" });
      await deliver(store, [await county.authority.say(KIND.operatorClosed, closing, NOW + 100)]);
      const late = await member.say(KIND.certificateIssued, certificateOf(before.lot.id), NOW + 150);
      expect(outcomes(await deliver(store, [late]))).toEqual(["accepted operatorClosed"]);
      expect((await store.certificate(before.number))?.noEffect).toBeUndefined();
      expect((await store.operator(member.operator))?.standingReason).toBe("不再经营");
      const opened = standingOf({ operator: member.operator, standing: "normal", from: NOW + 200, reason: "恢复经营" });
      await deliver(store, [await county.authority.say(KIND.standingSet, opened, NOW + 200)]);
      const again = await member.say(
        KIND.certificateIssued,
        certificateOf(before.lot.id, { place: "西坡" }),
        NOW + 250,
      );
      expect(outcomes(await deliver(store, [again]))).toEqual(["accepted"]);
    },
  },
  {
    name: "keeps what a merged duplicate's keys sign good, leads to the entry kept, and says so in the directory",
    run: async ({ store, county, member, issue }) => {
      const { number } = await issue();
      const kept = await county.admit({ name: "陵川县惠民种植专业合作社" });
      await deliver(store, kept.joined);
      const merging = encodeOperatorMerged({ kept: kept.operator, duplicate: member.operator });
      expect(outcomes(await deliver(store, [await county.authority.say(KIND.operatorMerged, merging)]))).toEqual([
        "accepted",
      ]);
      expect((await store.certificate(number))?.noEffect).toBeUndefined();
      const later = await issue();
      expect((await store.certificate(later.number))?.standing).toBe("normal");
      expect((await store.operator(member.operator))?.row.mergedInto).toEqual(kept.operator);
      expect((await store.operator(kept.operator))?.duplicates.map(toHex)).toEqual([toHex(member.operator)]);
      await store.publishDirectory();
      const rows = (await store.directoryRows(COUNTY)).map(({ row }) => row);
      expect(rows.find((row) => toHex(row.operator) === toHex(member.operator))?.mergedInto).toEqual(kept.operator);
    },
  },
  {
    name: "holds a suspension of one merged entry against all of them, whenever it was set",
    run: async ({ store, county, member, issue }) => {
      const before = await issue();
      const twin = await county.admit({ name: "惠民合作社二社" });
      const suspending = standingOf({ operator: twin.operator, standing: "suspended", from: NOW + 10, reason: "整改" });
      const suspended = await county.authority.say(KIND.standingSet, suspending);
      await deliver(store, [...twin.joined, suspended]);
      const issued = await member.say(
        KIND.certificateIssued,
        certificateOf(before.lot.id, { place: "北坡" }),
        NOW + 20,
      );
      const number = numberOf(await deliver(store, [issued]), issued);
      expect((await store.certificate(number))?.noEffect).toBeUndefined();
      const merging = encodeOperatorMerged({ kept: member.operator, duplicate: twin.operator });
      await deliver(store, [await county.authority.say(KIND.operatorMerged, merging)]);
      expect((await store.certificate(number))?.noEffect).toBe("suspended");
      expect((await store.certificate(before.number))?.noEffect).toBeUndefined();
    },
  },
  {
    name: "merges nothing outside the officer's region, and waits for both operators",
    run: async ({ store, county, member }) => {
      const officer = await county.admit(
        { name: "陵川县农业农村局平城站", kind: "agency", region: "140524101" },
        { roles: ["officer"], region: "140524101" },
      );
      const near = await county.admit({ name: "平城镇某合作社", region: "140524101202" });
      await deliver(store, officer.joined);
      const first = encodeOperatorMerged({ kept: near.operator, duplicate: member.operator });
      const waiting = await officer.say(KIND.operatorMerged, first);
      expect(outcomes(await deliver(store, [waiting]))).toEqual(["accepted waitsForReference"]);
      await deliver(store, near.joined);
      expect((await store.operator(member.operator))?.row.mergedInto).toBeUndefined();
      const unknown = await county.admit({ name: "平城镇另一合作社", region: "140524101203" });
      const second = await officer.say(
        KIND.operatorMerged,
        encodeOperatorMerged({ kept: near.operator, duplicate: unknown.operator }),
      );
      await deliver(store, [second]);
      await deliver(store, unknown.joined);
      expect((await store.operator(unknown.operator))?.row.mergedInto).toEqual(near.operator);
      await store.rebuild();
      expect((await store.operator(unknown.operator))?.row.mergedInto).toEqual(near.operator);
      expect((await store.operator(member.operator))?.row.mergedInto).toBeUndefined();
    },
  },
  {
    name: "waits with both ends of a merge unknown, whichever comes first",
    run: async ({ store, county }) => {
      const [kept, duplicate] = [await county.admit({ name: "一社" }), await county.admit({ name: "二社" })];
      const merging = encodeOperatorMerged({ kept: kept.operator, duplicate: duplicate.operator });
      await deliver(store, [await county.authority.say(KIND.operatorMerged, merging)]);
      await deliver(store, kept.joined);
      const lot = await duplicate.say(KIND.lotHarvested, lotOf());
      await deliver(store, [...duplicate.joined, lot]);
      expect((await store.operator(duplicate.operator))?.row.mergedInto).toEqual(kept.operator);
    },
  },
];
