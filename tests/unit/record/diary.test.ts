import { expect, test } from "vitest";
import { fromHex } from "../../../src/core/bytes.ts";
import { decodeCbor, encodeCbor, isCborMap } from "../../../src/core/cbor.ts";
import {
  countingEntries,
  type DiaryStatement,
  inputUses,
  lotTest,
  plainRecords,
} from "../../../src/core/record/diary.ts";
import {
  encodeFieldRecord,
  encodeRecordCorrection,
  type FieldRecord,
  parseFieldRecord,
  parseRecordCorrection,
} from "../../../src/core/record/fieldRecord.ts";
import { encodeRecordedTest, parseRecordedTest, type RecordedTest } from "../../../src/core/record/lotTest.ts";

/** 2026-08-02 09:00 in China. */
const ENTERED = 1_785_632_400;
const HASH = new Uint8Array(32).fill(7);
const SPRAYED: FieldRecord = {
  type: "inputUsed",
  from: "2026-08-01",
  to: "2026-08-02",
  minute: 390,
  plots: ["东坡地", "河滩地"],
  product: "豇豆",
  productCode: 1301,
  person: "王小兰",
  photos: [{ hash: HASH, size: 84_213, taken: ENTERED }],
  input: {
    kind: "pesticide",
    name: "5%阿维菌素乳油",
    registration: "PD20086150",
    maker: "河北威远",
    dealer: "礼义镇农资店",
    proof: "收据 0017",
  },
  use: { method: "喷雾", against: "豆荚螟", dose: "每亩 30 毫升", area: 1333, labelDays: 5, labelPhoto: 0 },
};

function idOf(mark: string): string {
  return mark.repeat(64);
}

function throughBytes(body: ReturnType<typeof encodeFieldRecord>): ReturnType<typeof encodeFieldRecord> {
  const decoded = decodeCbor(encodeCbor(body));
  if (!decoded.ok || !isCborMap(decoded.value)) throw new Error("not a map");
  return decoded.value;
}

test("a record says after its way through bytes what it said before", () => {
  expect(parseFieldRecord(throughBytes(encodeFieldRecord(SPRAYED)))).toEqual(SPRAYED);
  const fed: FieldRecord = { type: "fed", from: "2026-08-01", plots: [], quantity: { thousandths: 50_000, unit: 1 } };
  expect(parseFieldRecord(throughBytes(encodeFieldRecord(fed)))).toEqual(fed);
});

test.each([
  ["ends before it begins", { ...SPRAYED, to: "2026-07-31" }],
  ["uses an input without saying which", { type: "inputUsed", from: "2026-08-01", plots: [] }],
  ["points at a label's photo that is not there", { ...SPRAYED, use: { labelDays: 5, labelPhoto: 3 } }],
  ["names a day that does not exist", { ...SPRAYED, from: "2026-02-30" }],
  ["is of no known type", { ...SPRAYED, type: "danced" }],
] as const)("a record that %s is not read", (_what, record) => {
  expect(parseFieldRecord(throughBytes(encodeFieldRecord(record as FieldRecord)))).toBeUndefined();
});

test("a correction replaces a record or takes it back, and says why", () => {
  const correction = { record: HASH, reason: "记错了地块", replacement: { ...SPRAYED, plots: ["东坡地"] } };
  expect(parseRecordCorrection(throughBytes(encodeRecordCorrection(correction)))).toEqual(correction);
  const takenBack = { record: HASH, reason: "没有打药" };
  expect(parseRecordCorrection(throughBytes(encodeRecordCorrection(takenBack)))).toEqual(takenBack);
  expect(parseRecordCorrection(throughBytes(encodeRecordCorrection({ record: HASH, reason: "" })))).toBeUndefined();
});

test("of corrections of corrections the last one counts, in whatever order they arrive", () => {
  const bytesOf = (id: string) => fromHex(id) ?? new Uint8Array();
  const correct = (of: string, plots: readonly string[]) => ({
    record: bytesOf(of),
    reason: "记错了地块",
    replacement: { ...SPRAYED, plots },
  });
  const statements: readonly DiaryStatement[] = [
    { id: idOf("a"), iat: ENTERED, record: SPRAYED },
    { id: idOf("b"), iat: ENTERED + 10, correction: correct(idOf("a"), ["东坡地"]) },
    { id: idOf("c"), iat: ENTERED + 20, correction: correct(idOf("b"), ["河滩地"]) },
    { id: idOf("d"), iat: ENTERED + 5, correction: correct(idOf("a"), ["西沟"]) },
  ];
  const expected = [
    {
      id: idOf("c"),
      entered: ENTERED,
      record: { ...SPRAYED, plots: ["河滩地"] },
      replaced: [idOf("b"), idOf("a")],
    },
  ];
  expect(countingEntries(statements)).toEqual(expected);
  expect(countingEntries([...statements].reverse())).toEqual(expected);
});

test("a record that was taken back counts no more", () => {
  const statements: readonly DiaryStatement[] = [
    { id: idOf("a"), iat: ENTERED, record: SPRAYED },
    { id: idOf("b"), iat: ENTERED + 10, correction: { record: fromHex(idOf("a")) ?? HASH, reason: "没有打药" } },
  ];
  expect(countingEntries(statements)).toEqual([]);
});

test("the gate sees what was used, on what, until when, and when it was written down", () => {
  const [entry] = countingEntries([{ id: idOf("a"), iat: ENTERED, record: SPRAYED }]);
  expect(inputUses(entry === undefined ? [] : [entry])).toEqual([
    {
      id: idOf("a"),
      kind: "pesticide",
      name: "5%阿维菌素乳油",
      plots: ["东坡地", "河滩地"],
      from: "2026-08-01",
      to: "2026-08-02",
      entered: "2026-08-02",
      on: { name: "豇豆", code: 1301 },
      label: { days: 5, photographed: true },
      method: "喷雾",
    },
  ]);
});

test("sowing and stocking are what a harvest cannot come before; buying is no record of the plot", () => {
  const made = (id: string, record: FieldRecord): DiaryStatement => ({ id: idOf(id), iat: ENTERED, record });
  const entries = countingEntries([
    made("a", { type: "sown", from: "2026-04-01", plots: ["东坡地"], product: "豇豆" }),
    made("b", { type: "stocked", from: "2026-04-02", plots: ["一号圈"] }),
    made("c", { type: "irrigated", from: "2026-05-01", plots: ["东坡地"] }),
    made("d", { ...SPRAYED, type: "inputPurchased" }),
  ]);
  expect(plainRecords(entries).map(({ id, type }) => [id[0], type])).toEqual([
    ["a", "planted"],
    ["b", "planted"],
    ["c", "other"],
  ]);
});

test("a test passes only when each item does, and a lab's test names its lab", () => {
  const recorded: RecordedTest = {
    lot: HASH,
    basis: "commissionedTest",
    day: "2026-08-20",
    items: [
      { item: "毒死蜱", method: "GB 23200.121", result: "未检出", limit: "0.02 mg/kg", passed: true },
      { item: "克百威", result: "0.05 mg/kg", limit: "0.02 mg/kg", passed: false },
    ],
    lab: "晋城市农产品质量安全检测中心",
    accreditation: "CATL 240512",
    accreditedUntil: "2027-03-31",
    paper: { hash: HASH, size: 120_000 },
  };
  expect(parseRecordedTest(throughBytes(encodeRecordedTest(recorded)))).toEqual(recorded);
  expect(lotTest(idOf("e"), recorded)).toEqual({
    id: idOf("e"),
    basis: "commissionedTest",
    day: "2026-08-20",
    items: ["毒死蜱", "克百威"],
    passed: false,
    accreditedUntil: "2027-03-31",
  });
  const { lab, ...nameless } = recorded;
  expect([lab, parseRecordedTest(throughBytes(encodeRecordedTest(nameless)))]).toEqual([recorded.lab, undefined]);
});
