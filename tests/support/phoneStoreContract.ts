import { expect, test } from "vitest";
import { findCertificate, listCertificates } from "../../src/client/data/certificates.ts";
import { leavePhone } from "../../src/client/data/device.ts";
import { openLots, usedProducts } from "../../src/client/data/goods.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { makeKey } from "../../src/client/data/keepKey.ts";
import { closePhone } from "../../src/client/data/phone.ts";
import { openWithPin } from "../../src/client/data/pins.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { fromHex, toHex } from "../../src/core/bytes.ts";
import { STYLE } from "../../src/core/certificate/certificate.ts";
import { decodeStatement, isStatementSignedBy, statementId } from "../../src/core/statement/statement.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { harvestOrder, joined, LIMIN, newAuthority, newPhone, POTATOES } from "./phoneWorld.ts";

async function readyPhone() {
  const phone = await newPhone();
  return { phone, identity: await joined(phone, await newAuthority()) };
}

/** What issuing stores. */
export function promisesOfIssuing(): void {
  test("issuing stores certificate, lot, outbox entries and the next seq together, each signed by the phone's key", async () => {
    const { phone, identity } = await readyPhone();

    const issued = await issueOnPhone(phone, harvestOrder());

    expect(issued.ok).toBe(true);
    const statements = await phone.db.getAll("statements");
    expect(statements.map((statement) => statement.kind).sort((left, right) => left - right)).toEqual([1, 7]);
    for (const { id, bytes } of statements) {
      const decoded = decodeStatement(bytes);
      expect(decoded.ok && (await isStatementSignedBy(decoded.value, identity.key, verifySignature))).toBe(true);
      expect(decoded.ok && toHex(statementId(decoded.value, identity.key))).toBe(id);
    }
    expect((await phone.db.get("seqs", identity.kid))?.nextSeq).toBe(3);
    expect(statements.map((statement) => statement.upload?.state)).toEqual(["waiting", "waiting"]);
    expect(await phone.db.getAll("lots")).toMatchObject([{ product: "马铃薯", drawn: [POTATOES.quantity] }]);
    expect(await openLots(phone)).toEqual([]);
    expect(await usedProducts(phone)).toMatchObject([
      { product: "马铃薯", lastQuantity: "600", trade: "producer", count: 1 },
    ]);
  });

  test("a certificate is found with its code, which carries the grant, and as waiting on this phone", async () => {
    const { phone, identity } = await readyPhone();
    const issued = await issueOnPhone(phone, harvestOrder());
    if (!issued.ok) throw new Error(issued.error);

    const found = await findCertificate(phone, issued.value.id);

    expect(found).toMatchObject({
      number: issued.value.number,
      issuer: identity.name,
      upload: { state: "waiting" },
      certificate: { product: "马铃薯" },
    });
    expect(found?.chainText.length).toBeGreaterThan((found?.labelText.length ?? 0) + 200);
  });

  test("a phone that has not joined, a style without the role and goods from elsewhere are refused by name", async () => {
    const lonely = await newPhone();
    const { phone } = await readyPhone();

    expect(await issueOnPhone(lonely, harvestOrder())).toEqual({ ok: false, error: "notJoined" });
    expect(await issueOnPhone(phone, { ...harvestOrder(), style: STYLE.purchaser2026 })).toEqual({
      ok: false,
      error: "wrongRole",
    });
    expect(await issueOnPhone(phone, harvestOrder({ ...POTATOES, origin: "140581101202" }))).toEqual({
      ok: false,
      error: "wrongRegion",
    });
    expect(await phone.db.getAll("statements")).toEqual([]);
  });
}

/** What lots, corrections and voids do to each other. */
export function promisesOfLots(): void {
  test("a lot is drawn on until its remainder is too small, and voiding gives the quantity back", async () => {
    const { phone } = await readyPhone();
    const quantity = { thousandths: 1_000_000, unit: 1 };
    const first = await issueOnPhone(phone, { ...harvestOrder(), lot: { make: "harvested", quantity } });
    const [lot] = await openLots(phone);
    if (!first.ok || lot === undefined) throw new Error("no lot to draw on");
    const draw = { ...harvestOrder(), lot: { draw: fromHex(lot.id) ?? new Uint8Array(), quantity, drawn: [] } };

    expect(await issueOnPhone(phone, draw)).toEqual({ ok: false, error: "overRemainder" });
    expect(await voidOnPhone(phone, first.value.id, " 数量写错 ")).toEqual({ ok: true, value: undefined });
    expect((await issueOnPhone(phone, draw)).ok).toBe(true);
    expect(await voidOnPhone(phone, first.value.id, "再作废")).toEqual({ ok: false, error: "alreadyWithdrawn" });
    expect(await phone.db.get("withdrawals", first.value.id)).toMatchObject({ state: "voided", reason: "数量写错" });
  });

  test("a correction marks the certificate that it replaces and draws on what that one gives back", async () => {
    const { phone } = await readyPhone();
    const first = await issueOnPhone(phone, harvestOrder());
    const [lot] = await phone.db.getAll("lots");
    if (!first.ok || lot === undefined) throw new Error("nothing to correct");
    const id = fromHex(first.value.id) ?? new Uint8Array();
    const order = {
      ...harvestOrder({ ...POTATOES, quantity: { thousandths: 590_000, unit: 1 } }),
      lot: { draw: fromHex(lot.id) ?? new Uint8Array(), quantity: lot.quantity, drawn: lot.drawn },
      corrects: { certificate: id, reason: "过磅后更正" },
    };

    const corrected = await issueOnPhone(phone, order);

    expect(corrected.ok).toBe(true);
    expect((await phone.db.get("certificates", first.value.id))?.state).toBe("superseded");
    expect(await openLots(phone)).toMatchObject([{ drawn: [{ thousandths: 590_000, unit: 1 }] }]);
    expect(await issueOnPhone(phone, order)).toEqual({ ok: false, error: "alreadyWithdrawn" });
  });
}

/** What is known of a certificate before and straight after it is stored. */
export function promisesOfShowing(): void {
  test("what is shown straight after issuing is what the phone keeps, and its code is known while it is being stored", async () => {
    const database = "phone that shows at once";
    const phone = await newPhone({ database });
    await joined(phone, await newAuthority());
    const early: unknown[] = [];
    const issued = await issueOnPhone(phone, harvestOrder(), (found) => early.push(found));
    if (!issued.ok) throw new Error(issued.error);

    const atOnce = await findCertificate(phone, issued.value.id);
    const kept = await findCertificate(await newPhone({ database }), issued.value.id);

    expect(atOnce).toEqual(kept);
    expect(early).toEqual([kept]);
    await voidOnPhone(phone, issued.value.id, "数量写错");
    expect((await findCertificate(phone, issued.value.id))?.withdrawal?.reason).toBe("数量写错");
  });
}

/** What becomes of keys and seqs when the app is closed, and where a PIN wraps them. */
export function promisesOfKeys(): void {
  test("many certificates issued at once each get a seq of their own", async () => {
    const { phone, identity } = await readyPhone();

    const issued = await Promise.all(Array.from({ length: 12 }, () => issueOnPhone(phone, harvestOrder())));

    expect(issued.every((result) => result.ok)).toBe(true);
    const seqs = (await phone.db.getAll("statements")).flatMap(({ bytes }) => {
      const decoded = decodeStatement(bytes);
      return decoded.ok ? [decoded.value.seq] : [];
    });
    expect(seqs.sort((left, right) => left - right)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect((await phone.db.get("seqs", identity.kid))?.nextSeq).toBe(25);
  });

  test("a phone closed and opened again signs with the same key and goes on counting", async () => {
    const database = "phone opened twice";
    const phone = await newPhone({ database });
    const identity = await joined(phone, await newAuthority());
    await issueOnPhone(phone, harvestOrder());
    closePhone(phone);

    const again = await newPhone({ database });
    expect((await issueOnPhone(again, harvestOrder())).ok).toBe(true);

    expect((await again.db.get("seqs", identity.kid))?.nextSeq).toBe(5);
    expect(await listCertificates(again, {}, 50)).toHaveLength(2);
    expect(again.unreadableCount()).toBe(0);
    expect(await leavePhone(again)).toEqual({ ok: true, value: undefined });
    expect(await (await newPhone({ database })).db.getAll("identities")).toEqual([]);
  });

  test("where the browser cannot keep a key, a PIN wraps it, and nothing is signed before it is typed", async () => {
    const database = "phone with a wrapped key";
    const phone = await newPhone({ database });
    const authority = await newAuthority();
    const made = await makeKey("135792");
    await joined(phone, authority, LIMIN, { signer: made.signer, kept: made.kept });
    expect(await issueOnPhone(phone, harvestOrder())).toEqual({ ok: false, error: "keyLocked" });
    const [identity] = await phone.db.getAll("identities");
    if (identity === undefined) throw new Error("no identity");
    expect(await openWithPin(phone, identity, "135793")).toEqual({ result: "wrong", left: 9, wait: 0 });
    expect(await openWithPin(phone, identity, "135792")).toEqual({ result: "opened" });
    expect((await issueOnPhone(phone, harvestOrder())).ok).toBe(true);
  });
}

/** What lists answer. */
export function promisesOfLists(): void {
  test("lists answer newest first, by the start of a number, by days and by product", async () => {
    let now = 1_795_305_600;
    const phone = await newPhone({ clock: () => now });
    await joined(phone, await newAuthority());
    for (const product of ["马铃薯", "连翘", "马铃薯"]) {
      await issueOnPhone(phone, harvestOrder({ ...POTATOES, product }));
      now += 86_400;
    }

    const all = await listCertificates(phone, {}, 50);
    const newest = all[0];

    expect(all.map((row) => row.day)).toEqual(["2026-11-24", "2026-11-23", "2026-11-22"]);
    expect(await listCertificates(phone, {}, 2)).toHaveLength(2);
    expect((await listCertificates(phone, { product: "马铃薯" }, 50)).map((row) => row.day)).toEqual([
      "2026-11-24",
      "2026-11-22",
    ]);
    expect((await listCertificates(phone, { product: "马铃薯", to: "2026-11-23" }, 50)).map((row) => row.day)).toEqual([
      "2026-11-22",
    ]);
    expect(
      (await listCertificates(phone, { from: "2026-11-23", to: "2026-11-23" }, 50)).map((row) => row.product),
    ).toEqual(["连翘"]);
    expect(
      (await listCertificates(phone, { number: newest?.number.slice(0, 6).toLowerCase() ?? "" }, 50)).map(
        (row) => row.id,
      ),
    ).toContain(newest?.id);
  });
}
