import { expect, test } from "vitest";
import { checkForm } from "../../../src/client/features/diary/checkForm.ts";
import { formOf, inMu, newForm, type RecordForm } from "../../../src/client/features/diary/recordForm.ts";
import { RECORD_SHAPES } from "../../../src/client/features/diary/recordShapes.ts";
import { encodeFieldRecord, parseFieldRecord, RECORD_TYPES } from "../../../src/core/record/fieldRecord.ts";
import { sha256 } from "../../../src/core/sha256.ts";

const TODAY = { day: "2026-11-22", minute: 8 * 60 + 5 };
const SPRAYING: RecordForm = {
  ...newForm("inputUsed", TODAY),
  plots: ["东坡地", "河滩地"],
  product: "豇豆",
  productCode: 1551,
  name: " 5%阿维菌素乳油 ",
  against: "豆荚螟",
  dose: "每亩30毫升",
  area: "1.5",
  to: "2026-11-22",
  labelDays: "5",
  registration: "PD20086150",
  dealer: "礼义镇农资店",
  ingredients: "阿维菌素",
  person: "王小兰",
};

test("what is typed for a spraying becomes a record with all that the law asks for", () => {
  expect(checkForm(SPRAYING, TODAY.day)).toEqual({
    ok: true,
    value: {
      type: "inputUsed",
      from: "2026-11-22",
      minute: 485,
      plots: ["东坡地", "河滩地"],
      product: "豇豆",
      productCode: 1551,
      person: "王小兰",
      input: {
        kind: "pesticide",
        name: "5%阿维菌素乳油",
        registration: "PD20086150",
        dealer: "礼义镇农资店",
        ingredients: ["阿维菌素"],
      },
      use: { against: "豆荚螟", dose: "每亩30毫升", area: 1000, labelDays: 5 },
    },
  });
});

test("every field at fault is named at once", () => {
  const empty = checkForm({ ...newForm("inputUsed", TODAY), from: "2026-11-23" }, TODAY.day);
  expect(empty).toEqual({ ok: false, error: ["plots", "product", "name", "dose", "from", "to"] });
  const wrong = { ...SPRAYING, area: "一亩", to: "2026-11-21", labelDays: "401", water: "80", quantity: "1,5" };
  expect(checkForm(wrong, TODAY.day)).toEqual({
    ok: false,
    error: ["area", "labelDays", "water", "quantity", "to"],
  });
  expect(checkForm({ ...SPRAYING, maker: "厂".repeat(61) }, TODAY.day)).toEqual({ ok: false, error: ["line"] });
});

test.each(RECORD_TYPES)("a filled form of %s gives a record that any reader takes, and comes back from it", (type) => {
  const shape = RECORD_SHAPES[type];
  const filled: RecordForm = {
    ...newForm(type, TODAY),
    plots: shape.plots === undefined ? [] : ["一号棚"],
    product: shape.product === undefined ? "" : "黄瓜",
    name: shape.inputs === undefined ? "" : "某某产品",
    against: shape.against === undefined ? "" : "蚜虫",
    dose: shape.dose === undefined ? "" : "每亩一袋",
    heads: shape.size === undefined ? "" : "120",
    quantity: shape.quantity === undefined ? "" : "12.5",
    note: "照常",
  };
  const record = checkForm(filled, TODAY.day);
  if (!record.ok) throw new Error(record.error.join());
  expect(parseFieldRecord(encodeFieldRecord(record.value))).toEqual(record.value);
  expect(checkForm(formOf(record.value), TODAY.day)).toEqual(record);
});

test("a correction keeps what the form does not show", () => {
  const photo = { hash: new Uint8Array(32).fill(7), size: 84_213, taken: 1_795_305_600 };
  const record = checkForm({ ...SPRAYING, photos: [photo], labelPhoto: 0, water: "18.5" }, TODAY.day);
  if (!record.ok) throw new Error(record.error.join());
  expect(record.value.use).toMatchObject({ labelPhoto: 0, waterTenths: 185 });
  expect(checkForm(formOf(record.value), TODAY.day)).toEqual(record);
});

test("photos taken for a record are named by it, the label's as the label's", () => {
  const label = { bytes: new Uint8Array([1, 2, 3]), takenAt: 1_795_300_000, hasPlace: false };
  const leaf = { bytes: new Uint8Array([4]), takenAt: 1_795_300_100, hasPlace: true };
  const record = checkForm({ ...SPRAYING, label, pictures: [leaf] }, TODAY.day);
  expect(record).toMatchObject({
    ok: true,
    value: {
      photos: [
        { hash: sha256(label.bytes), size: 3, taken: 1_795_300_000 },
        { hash: sha256(leaf.bytes), size: 1, taken: 1_795_300_100 },
      ],
      use: { labelPhoto: 0 },
    },
  });
});

test("an area is shown in 亩 as it was typed", () => {
  expect(inMu(1000)).toBe("1.5");
  expect(inMu(667)).toBe("1");
});
