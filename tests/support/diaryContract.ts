import { expect, test } from "vitest";
import { newBlob } from "../../src/client/data/blobQueue.ts";
import { writeAll } from "../../src/client/data/database.ts";
import { diaryEntries, diaryStory, entriesWithInput, gateRecords, newestEntries } from "../../src/client/data/diary.ts";
import { IMPORT_STORES, importIn, openImported } from "../../src/client/data/importStatements.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { type DiaryOrder, recordOnPhone } from "../../src/client/data/recordOnPhone.ts";
import { toHex } from "../../src/core/bytes.ts";
import { countingEntries, type DiaryStatement } from "../../src/core/record/diary.ts";
import { type FieldRecord, parseFieldRecord, parseRecordCorrection } from "../../src/core/record/fieldRecord.ts";
import { decodeStatement, isStatementSignedBy } from "../../src/core/statement/statement.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { joined, LIMIN, NOW, newAuthority, newPhone } from "./phoneWorld.ts";

const OPERATOR = toHex(LIMIN.operator);

/** 阿维菌素 on beans on two plots. */
export const SPRAYED: FieldRecord = {
  type: "inputUsed",
  from: "2026-11-20",
  to: "2026-11-21",
  plots: ["东坡地", "河滩地"],
  product: "豇豆",
  input: { kind: "pesticide", name: "阿维菌素", registration: "PD20086150" },
  use: { method: "喷雾", against: "豆荚螟", dose: "每亩30毫升", area: 1000 },
};
const SOWN: FieldRecord = { type: "sown", from: "2026-09-01", plots: ["东坡地"], product: "豇豆" };
const WATERED: FieldRecord = { type: "irrigated", from: "2026-11-10", plots: [] };

async function readyPhone() {
  let now = NOW;
  const phone = await newPhone({ clock: () => now });
  const identity = await joined(phone, await newAuthority());
  return { phone, identity, later: () => (now += 60) };
}

async function write(phone: Phone, order: DiaryOrder): Promise<string> {
  const recorded = await recordOnPhone(phone, order);
  if (!recorded.ok) throw new Error(recorded.error);
  return recorded.value;
}

/** What the diary says of itself, from the statements alone. */
async function countedFromStatements(phone: Phone) {
  const statements = (await phone.db.getAll("statements")).flatMap(({ id, bytes }): readonly DiaryStatement[] => {
    const decoded = decodeStatement(bytes);
    if (!decoded.ok) return [];
    const { iat, body } = decoded.value;
    const record = parseFieldRecord(body);
    const correction = parseRecordCorrection(body);
    if (record !== undefined) return [{ id, iat, record }];
    return correction === undefined ? [] : [{ id, iat, correction }];
  });
  return countingEntries(statements);
}

/** What a phone keeps of a field diary. */
export function promisesOfDiary(): void {
  test("an entry is signed and stored with its place in the outbox, and found by day, plot and input", async () => {
    const { phone, identity, later } = await readyPhone();
    const sown = await write(phone, { record: SOWN });
    later();
    const sprayed = await write(phone, { record: SPRAYED });
    await write(phone, { record: WATERED });

    const statement = await phone.db.get("statements", sprayed);
    const decoded = decodeStatement(statement?.bytes ?? new Uint8Array());
    expect(decoded.ok && (await isStatementSignedBy(decoded.value, identity.key, verifySignature))).toBe(true);
    expect(statement).toMatchObject({ kind: 40, upload: { state: "waiting" } });
    expect((await phone.db.get("seqs", identity.kid))?.nextSeq).toBe(4);
    expect((await newestEntries(phone, OPERATOR, 2)).map(({ record }) => record)).toEqual([SPRAYED, WATERED]);
    expect(await entriesWithInput(phone, OPERATOR, "阿维菌素", 5)).toMatchObject([{ id: sprayed, entered: NOW + 60 }]);
    const facts = await gateRecords(phone, { operator: OPERATOR, plots: ["东坡地"], since: "2026-01-01" });
    expect(facts.uses).toMatchObject([{ id: sprayed, name: "阿维菌素", to: "2026-11-21", entered: "2026-11-22" }]);
    expect(facts.records.map(({ id, type }) => [id, type])).toContainEqual([sown, "planted"]);
    expect(facts.records).toHaveLength(2);
    const onRiver = await gateRecords(phone, { operator: OPERATOR, plots: ["河滩地"], since: "2026-11-21" });
    expect(onRiver.uses).toHaveLength(1);
    expect(onRiver.records).toEqual([]);
    expect(await gateRecords(phone, { operator: OPERATOR, plots: [], since: "2026-11-01" })).toMatchObject({
      uses: [{ id: sprayed }],
      records: [{ type: "other" }],
    });
  });

  test("a photo waits in the same breath as the entry that names it", async () => {
    const { phone, identity } = await readyPhone();
    const blob = newBlob(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 7, 7, 7, 7));
    if (!blob.ok) throw new Error(blob.error);
    const { hash, size } = blob.value;
    const record = { ...SPRAYED, photos: [{ hash, size, taken: NOW }] };

    expect((await recordOnPhone(phone, { record }, [blob.value])).ok).toBe(true);
    expect(await phone.db.getAll("blobs")).toMatchObject([{ hash: toHex(hash), kid: identity.kid, state: "waiting" }]);
  });

  test("a correction counts instead of what it corrects, and both can be read", async () => {
    const { phone, later } = await readyPhone();
    const wrong = await write(phone, { record: SPRAYED });
    later();
    const replacement = { ...SPRAYED, plots: ["河滩地"] };
    const right = await write(phone, { corrects: wrong, reason: "地块记错了", replacement });

    expect(await diaryEntries(phone, OPERATOR)).toEqual([
      { id: right, iat: NOW + 60, entered: NOW, record: replacement, replaced: [wrong], takenBack: false },
    ]);
    expect(await diaryStory(phone, right)).toMatchObject([
      { id: right, record: replacement, reason: "地块记错了" },
      { id: wrong, record: SPRAYED },
    ]);
    expect((await gateRecords(phone, { operator: OPERATOR, plots: ["东坡地"], since: "2026-01-01" })).uses).toEqual([]);
    expect(await recordOnPhone(phone, { corrects: wrong, reason: "再改一次" })).toEqual({
      ok: false,
      error: "alreadyCorrected",
    });
  });
}

/** What becomes of the diary when something of it was wrong, cannot be written or comes from elsewhere. */
export function promisesOfCorrections(): void {
  test("a record that was taken back counts no more and stays in the list with what it said", async () => {
    const { phone } = await readyPhone();
    const wrong = await write(phone, { record: SPRAYED });
    await write(phone, { corrects: wrong, reason: "没有打药" });

    expect(await newestEntries(phone, OPERATOR, 9)).toMatchObject([{ takenBack: true, record: SPRAYED }]);
    expect((await gateRecords(phone, { operator: OPERATOR, plots: [], since: "2026-01-01" })).uses).toEqual([]);
    expect(await entriesWithInput(phone, OPERATOR, "阿维菌素", 5)).toEqual([]);
  });

  test("what cannot be read, an unknown record and a phone without the right are refused, and nothing is written", async () => {
    const { phone } = await readyPhone();
    const lonely = await newPhone();
    const market = await newPhone();
    await joined(market, await newAuthority(), { ...LIMIN, roles: ["market"] });

    expect(await recordOnPhone(phone, { record: { ...SOWN, to: "2026-08-01" } })).toMatchObject({
      error: "malformedRecord",
    });
    expect(await recordOnPhone(phone, { corrects: "ab".repeat(32), reason: "没有这条" })).toMatchObject({
      error: "recordUnknown",
    });
    expect(await recordOnPhone(lonely, { record: SOWN })).toMatchObject({ error: "notJoined" });
    expect(await recordOnPhone(market, { record: SOWN })).toMatchObject({ error: "wrongRole" });
    for (const one of [phone, lonely, market]) expect(await one.db.getAll("statements")).toEqual([]);
  });

  test("another phone of the operator ends with the same diary, in whatever order it learns of it", async () => {
    const { phone, identity, later } = await readyPhone();
    const first = await write(phone, { record: SPRAYED });
    await write(phone, { record: SOWN });
    later();
    const second = await write(phone, {
      corrects: first,
      reason: "剂量",
      replacement: { ...SPRAYED, person: "王小兰" },
    });
    later();
    await write(phone, { corrects: second, reason: "日期", replacement: { ...SPRAYED, to: "2026-11-20" } });
    const expected = await diaryEntries(phone, OPERATOR);
    const statements = await phone.db.getAll("statements");
    const counted = await countedFromStatements(phone);

    for (const order of [statements, [...statements].reverse()]) {
      const other = await newPhone();
      for (const { bytes } of order) {
        const opened = await openImported(bytes, identity.key, { operator: OPERATOR, name: identity.name });
        if (opened === undefined) throw new Error("its own statement");
        await writeAll(other.db, IMPORT_STORES, (transaction) => importIn(transaction, opened));
      }
      const entries = await diaryEntries(other, OPERATOR);
      expect(entries).toEqual(expected);
      expect(entries.map(({ id, entered, record, replaced }) => ({ id, entered, record, replaced })).reverse()).toEqual(
        counted,
      );
    }
  });
}
