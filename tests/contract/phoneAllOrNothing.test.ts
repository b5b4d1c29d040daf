import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { loadDraft, saveDraft } from "../../src/client/data/drafts.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { fromHex } from "../../src/core/bytes.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { breakWrite, snapshot } from "../support/phoneStores.ts";
import { harvestOrder, joined, KEPT_DRAFT, newAuthority, newPhone, POTATOES } from "../support/phoneWorld.ts";

/** More writes than one issuing makes. */
const WRITES = 20;

async function readyPhone() {
  const phone = await newPhone();
  await joined(phone, await newAuthority());
  return phone;
}

function full(): never {
  throw new DOMException("no room", "QuotaExceededError");
}

describe("an issuing that does not come to its end", () => {
  test("leaves nothing behind, at whichever write it stops, and the next one takes the same seq", async () => {
    const phone = await readyPhone();
    const before = await snapshot(phone);
    let stopped = 0;
    for (let nth = 1; nth <= WRITES; nth++) {
      const lift = breakWrite(nth, (store) => store.transaction.abort());
      const issued = await issueOnPhone(phone, harvestOrder());
      if (!lift()) {
        expect(issued.ok).toBe(true);
        break;
      }
      stopped++;
      expect(issued).toEqual({ ok: false, error: "storageFailed" });
      expect(await snapshot(phone)).toEqual(before);
    }
    expect(stopped).toBeGreaterThan(5);
    expect((await phone.db.getAll("seqs"))[0]?.nextSeq).toBe(3);
  });

  test("keeps the draft and says that the phone is full, at whichever write the room runs out", async () => {
    const phone = await readyPhone();
    await saveDraft(phone, undefined, KEPT_DRAFT);
    const before = await snapshot(phone);
    for (let nth = 1; nth <= 6; nth++) {
      const lift = breakWrite(nth, full);
      expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "storageFull" });
      expect(lift()).toBe(true);
    }
    expect(await snapshot(phone)).toEqual(before);
    expect(await loadDraft(phone, undefined)).toEqual(KEPT_DRAFT);
    expect((await issueOnPhone(phone, harvestOrder())).ok).toBe(true);
    expect(await loadDraft(phone, undefined)).toBeUndefined();
  });

  test("corrects nothing and voids nothing by half", async () => {
    const phone = await readyPhone();
    const first = await issueOnPhone(phone, harvestOrder());
    const [lot] = await phone.db.getAll("lots");
    if (!first.ok || lot === undefined) throw new Error("nothing to correct");
    const certificate = fromHex(first.value.id) ?? new Uint8Array();
    const draw = { draw: fromHex(lot.id) ?? new Uint8Array(), quantity: lot.quantity, drawn: lot.drawn };
    const correction = { ...harvestOrder(POTATOES), lot: draw, corrects: { certificate, reason: "更正" } };
    const before = await snapshot(phone);
    for (let nth = 1; nth <= 4; nth++) {
      const lift = breakWrite(nth, (store) => store.transaction.abort());
      expect((await issueOnPhone(phone, correction)).ok).toBe(false);
      lift();
      const liftVoid = breakWrite(nth, (store) => store.transaction.abort());
      expect((await voidOnPhone(phone, first.value.id, "作废")).ok).toBe(false);
      liftVoid();
    }
    expect(await snapshot(phone)).toEqual(before);
  });
});

describe("two tabs without Web Locks", () => {
  test("never take one seq twice, and each certificate is whole", async () => {
    const name = "phone of two tabs";
    const one = await newPhone({ database: name });
    const identity = await joined(one, await newAuthority());
    const other = await newPhone({ database: name });

    const issued = await Promise.all(
      Array.from({ length: 8 }, (_, index) => issueOnPhone(index % 2 === 0 ? one : other, harvestOrder())),
    );

    expect(issued.map((result) => result.ok)).toEqual(Array.from({ length: 8 }, () => true));
    const seqs = (await one.db.getAll("statements")).flatMap(({ bytes }) => {
      const decoded = decodeStatement(bytes);
      return decoded.ok ? [decoded.value.seq] : [];
    });
    expect(new Set(seqs).size).toBe(16);
    expect((await one.db.get("seqs", identity.kid))?.nextSeq).toBe(17);
  });

  test("cannot both draw the last of a lot", async () => {
    const name = "phone of two tabs and one lot";
    const one = await newPhone({ database: name });
    await joined(one, await newAuthority());
    const quantity = { thousandths: 1_000_000, unit: 1 };
    const other = await newPhone({ database: name });
    expect((await issueOnPhone(one, { ...harvestOrder(), lot: { make: "harvested", quantity } })).ok).toBe(true);
    const [lot] = await one.db.getAll("lots");
    if (lot === undefined) throw new Error("no lot");
    const order = {
      ...harvestOrder({ ...POTATOES, quantity: { thousandths: 300_000, unit: 1 } }),
      lot: { draw: fromHex(lot.id) ?? new Uint8Array(), quantity, drawn: [] },
    };

    const issued = await Promise.all([one, other, one, other].map((tab) => issueOnPhone(tab, order)));

    expect(issued.filter((result) => result.ok)).toHaveLength(1);
    expect((await one.db.get("lots", lot.id))?.drawn).toEqual([{ thousandths: 900_000, unit: 1 }]);
  });
});

describe("a draft", () => {
  test("goes beside the database when that is full, and comes back from there", async () => {
    const phone = await readyPhone();
    const kept = new Map<string, string>();
    const fallback = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const lift = breakWrite(1, full);
    expect(await saveDraft(phone, fallback, KEPT_DRAFT)).toBe(true);
    lift();
    expect(await loadDraft(phone, fallback)).toEqual(KEPT_DRAFT);
    expect(await saveDraft(phone, fallback, { ...KEPT_DRAFT, lotQuantity: "800" })).toBe(true);
    expect(kept.size).toBe(0);
    expect((await loadDraft(phone, fallback))?.lotQuantity).toBe("800");
    const liftAgain = breakWrite(1, full);
    expect(await saveDraft(phone, undefined, KEPT_DRAFT)).toBe(false);
    liftAgain();
  });
});
