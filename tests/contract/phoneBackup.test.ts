import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { exportBackup } from "../../src/client/data/backup.ts";
import { findCertificate, listCertificates } from "../../src/client/data/certificates.ts";
import { loadDraft, saveDraft } from "../../src/client/data/drafts.ts";
import { openLots, usedPlaces, usedProducts } from "../../src/client/data/goods.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { outboxCounts } from "../../src/client/data/outboxRecords.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { restoreBackup } from "../../src/client/data/restoreBackup.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { concatBytes, utf8 } from "../../src/core/bytes.ts";
import { encodeCbor } from "../../src/core/cbor.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { breakWrite, snapshot } from "../support/phoneStores.ts";
import { harvestOrder, joined, KEPT_DRAFT, newAuthority, newPhone, POTATOES } from "../support/phoneWorld.ts";

const PASSPHRASE = "秋收冬藏2026";

/** A phone with two certificates, one of them voided, half a lot and a draft. */
async function usedPhone(): Promise<Phone> {
  const phone = await newPhone();
  await joined(phone, await newAuthority());
  const first = await issueOnPhone(phone, harvestOrder());
  if (!first.ok) throw new Error(first.error);
  await voidOnPhone(phone, first.value.id, "数量写错");
  await issueOnPhone(phone, {
    ...harvestOrder(),
    lot: { make: "harvested", quantity: { thousandths: 1_000_000, unit: 1 } },
  });
  await saveDraft(phone, undefined, KEPT_DRAFT);
  return phone;
}

async function backupOf(phone: Phone): Promise<Uint8Array<ArrayBuffer>> {
  const exported = await exportBackup(phone, PASSPHRASE);
  if (!exported.ok) throw new Error(exported.error);
  return new Uint8Array(await exported.value.content.arrayBuffer());
}

describe("a backup", () => {
  test("brings certificates, lots, withdrawals, draft and unsent statements to another phone, and never a key", async () => {
    const phone = await usedPhone();
    const other = await newPhone();
    const file = await backupOf(phone);

    expect(await restoreBackup(other, new Blob([file]), PASSPHRASE)).toEqual({
      ok: true,
      value: { added: 5, present: 0 },
    });

    const [before, after] = [await listCertificates(phone, {}, 50), await listCertificates(other, {}, 50)];
    expect(after.map(({ id, number, state, upload }) => [id, number, state, upload.state])).toEqual(
      before.map(({ id, number, state, upload }) => [id, number, state, upload.state]),
    );
    expect(await openLots(other)).toEqual(await openLots(phone));
    expect(await usedPlaces(other)).toEqual(await usedPlaces(phone));
    expect(
      (await usedProducts(other)).map(({ product, count, lastQuantity }) => [product, count, lastQuantity]),
    ).toEqual([["马铃薯", 2, "600"]]);
    expect(await loadDraft(other, undefined)).toEqual(KEPT_DRAFT);
    expect(await outboxCounts(other.db)).toEqual({ waiting: 5, acknowledged: 0, refused: 0 });
    expect([await other.db.getAll("identities"), await other.db.getAll("seqs")]).toEqual([[], []]);
    const [there, here] = [
      await findCertificate(phone, after[0]?.id ?? ""),
      await findCertificate(other, after[0]?.id ?? ""),
    ];
    expect([here?.labelText, here?.chainText, here?.issuer]).toEqual([
      there?.labelText,
      there?.chainText,
      "陵川县利民种植专业合作社",
    ]);
    expect(here?.chainText).not.toBe(here?.labelText);
    expect(await issueOnPhone(other, harvestOrder())).toEqual({ ok: false, error: "notJoined" });
  });

  test("restored twice, or where it came from, changes nothing", async () => {
    const phone = await usedPhone();
    const file = await backupOf(phone);
    const before = await snapshot(phone);
    expect(await restoreBackup(phone, new Blob([file]), PASSPHRASE)).toEqual({
      ok: true,
      value: { added: 0, present: 5 },
    });
    expect(await snapshot(phone)).toEqual(before);
    const other = await newPhone();
    await restoreBackup(other, new Blob([file]), PASSPHRASE);
    const once = await snapshot(other);
    expect(await restoreBackup(other, new Blob([file]), PASSPHRASE)).toEqual({
      ok: true,
      value: { added: 0, present: 5 },
    });
    expect(await snapshot(other)).toEqual(once);
  });

  test("with a wrong passphrase, damage, a newer form or of something else is named, and nothing changes", async () => {
    const file = await backupOf(await usedPhone());
    const other = await newPhone();
    const damagedAt = (index: number) =>
      new Blob([Uint8Array.from(file, (byte, at) => (at === index ? byte ^ 1 : byte))]);
    expect(await restoreBackup(other, new Blob([file]), "秋收冬藏2027")).toEqual({
      ok: false,
      error: "wrongPassphrase",
    });
    for (const index of [20, 60, Math.floor(file.length / 2), file.length - 1]) {
      expect(await restoreBackup(other, damagedAt(index), PASSPHRASE)).toEqual({ ok: false, error: "damaged" });
    }
    expect(await restoreBackup(other, new Blob([file.slice(0, 500)]), PASSPHRASE)).toEqual({
      ok: false,
      error: "damaged",
    });
    const newer = concatBytes(utf8("liangzheng-backup\n"), encodeCbor([2, "another form"]));
    expect(
      await restoreBackup(other, new Blob([new Uint8Array(concatBytes(newer, sha256(newer)))]), PASSPHRASE),
    ).toEqual({
      ok: false,
      error: "newerVersion",
    });
    expect(await restoreBackup(other, new Blob(["PK\u0003\u0004"]), PASSPHRASE)).toEqual({
      ok: false,
      error: "notABackup",
    });
    expect(await restoreBackup(other, new Blob([]), PASSPHRASE)).toEqual({ ok: false, error: "notABackup" });
    expect(await other.db.getAll("statements")).toEqual([]);
    expect(await other.db.getAll("drafts")).toEqual([]);
  });

  test("that does not fit leaves the phone as it was", async () => {
    const file = await backupOf(await usedPhone());
    const other = await newPhone();
    for (let nth = 1; nth <= 9; nth += 2) {
      const lift = breakWrite(nth, () => {
        throw new DOMException("no room", "QuotaExceededError");
      });
      expect(await restoreBackup(other, new Blob([file]), PASSPHRASE)).toEqual({ ok: false, error: "storageFull" });
      expect(lift()).toBe(true);
    }
    expect(await other.db.getAll("statements")).toEqual([]);
    expect(await other.db.getAll("usedProducts")).toEqual([]);
  });

  test("leaves alone what the phone has: a draft in progress and its own counts", async () => {
    const file = await backupOf(await usedPhone());
    const other = await newPhone();
    await joined(other, await newAuthority());
    await saveDraft(other, undefined, { ...KEPT_DRAFT, lotQuantity: "77" });
    await issueOnPhone(other, harvestOrder({ ...POTATOES, product: "连翘" }));
    await saveDraft(other, undefined, { ...KEPT_DRAFT, lotQuantity: "77" });
    expect((await restoreBackup(other, new Blob([file]), PASSPHRASE)).ok).toBe(true);
    expect((await loadDraft(other, undefined))?.lotQuantity).toBe("77");
    expect((await usedProducts(other)).map(({ product, count }) => [product, count])).toEqual([
      ["马铃薯", 2],
      ["连翘", 1],
    ]);
  });

  test("of a phone with nothing on it says so", async () => {
    expect(await exportBackup(await newPhone(), PASSPHRASE)).toEqual({ ok: false, error: "nothingToBackUp" });
  });
});
