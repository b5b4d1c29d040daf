import { expect } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { STORAGE } from "../../src/core/operator/grant.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import type { InvitationRecord } from "../../src/server/store/port.ts";
import { deliver, type StoreCase } from "./storeCase.ts";
import { COUNTY, NOW, newPen, profileOf, standingOf, withdrawalOf } from "./storeWorld.ts";

/** Feed, directory, kept answers and the records outside the log. */
export const RECORD_CASES: readonly StoreCase[] = [
  {
    name: "gives an operator what concerns it and an officer everything in the region, in log order",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "publishes a new directory version only when a row differs, and says what changed since one",
    run: async ({ store, member, issue }) => {
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
    },
  },
  {
    name: "names an operator's code in the directory, but none of a natural person",
    run: async ({ store, county }) => {
      const uscc = "93140524MA0K3QXU5N";
      const place = { region: "140524103201", uscc } as const;
      const company = await county.admit({ ...place, name: "礼义镇党参合作社", kind: "cooperative", person: false });
      const farmer = await county.admit({ ...place, name: "王建国", kind: "largeGrower", person: true });
      await deliver(store, [...company.joined, ...farmer.joined]);
      await store.publishDirectory();
      const rows = (await store.directoryRows("140524103")).map(({ row }) => [row.name, row.uscc]);
      expect(rows).toContainEqual(["礼义镇党参合作社", uscc]);
      expect(rows).toContainEqual(["王*", undefined]);
    },
  },
  {
    name: "tells a region that an operator has moved out of it, and masks natural persons",
    run: async ({ store, county }) => {
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
    },
  },
  {
    name: "keeps a rendered answer only while the record it was made from holds",
    run: async ({ store, county, member, issue }) => {
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
    },
  },
  {
    name: "finds the certificates without a rendered answer, in log order and so many at a time",
    run: async ({ store, issue }) => {
      const numbers = [(await issue()).number, (await issue()).number, (await issue()).number];
      const records = await Promise.all(numbers.map((number) => store.certificate(number)));
      const positions = records.map((record) => record?.position ?? -1);
      const [first = -1, second = -1, third = -1] = positions;
      expect(await store.unrendered(-1, 2)).toEqual({ positions: [first, second], upTo: second });
      const rest = await store.unrendered(second, 2);
      expect(rest.positions).toEqual([third]);
      expect(rest.upTo).toBeGreaterThanOrEqual((await store.logSize()) - 1);
      const { stamp = 0, revision = 0 } = records[1] ?? {};
      await store.saveAnswers([{ position: second, stamp, revision, form: "json", bytes: Uint8Array.of(1) }]);
      expect((await store.unrendered(-1, 10)).positions).toEqual([first, third]);
    },
  },
  {
    name: "tells what changed before the change is acknowledged",
    run: async ({ store, member, issue }) => {
      const { certificate, number } = await issue();
      const touched: number[] = [];
      store.onTouched(({ certificates }) => touched.push(...certificates));
      await deliver(store, [await member.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided"))]);
      expect(touched).toContain((await store.certificate(number))?.position);
    },
  },
  {
    name: "gives a link to the first key in time and raises the alarm for a second one",
    run: async ({ store, member }) => {
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
        staff: true,
        person: "侯二梅",
      };
      await store.addInvitation(link);
      const [first, second] = [newPen().key, newPen().key];
      const claim = (key: Uint8Array, now: number) =>
        store.useLink({ secretHash: link.secretHash, key, storage: STORAGE.nonExtractable, now });
      expect((await claim(first, NOW + 11)).state).toBe("expired");
      expect((await claim(first, NOW + 10)).state).toBe("held");
      expect((await claim(first, NOW + 99)).state).toBe("held");
      const alarm = await claim(second, NOW + 20);
      expect(alarm.state === "alarm" && alarm.invitation.alarm).toBeUndefined();
      expect((await store.invitation(link.id))?.alarm).toBe(NOW + 20);
      expect((await store.useLink({ secretHash: new Uint8Array(32), key: first, storage: 0, now: NOW })).state).toBe(
        "unknown",
      );
    },
  },
  {
    name: "knows a session until it expires and a private record until it is erased",
    run: async ({ store, member }) => {
      const tokenHash = new Uint8Array(32).fill(3);
      await store.openSession({ tokenHash, key: member.key, expires: NOW + 900 }, NOW);
      expect(toHex((await store.sessionKey(tokenHash, NOW + 900)) ?? new Uint8Array(0))).toBe(toHex(member.key));
      expect(await store.sessionKey(tokenHash, NOW + 901)).toBeUndefined();
      const contact = new Uint8Array(32).fill(9);
      const record = { hash: contact, sealed: Uint8Array.of(1, 2), storedAt: NOW };
      expect(await store.savePrivateRecord(record)).toBe(true);
      expect(await store.privateRecord(contact)).toEqual({ sealed: Uint8Array.of(1, 2) });
      await store.erasePrivateRecords([contact], NOW + 5);
      expect(await store.privateRecord(contact)).toEqual({ erasedAt: NOW + 5 });
      expect(await store.savePrivateRecord(record)).toBe(false);
      expect(await store.privateRecord(contact)).toEqual({ erasedAt: NOW + 5 });
    },
  },
];
