import { expect, test } from "vitest";
import type { Entry } from "../../../src/client/features/diary/diaryDeps.ts";
import { isLate } from "../../../src/client/features/diary/entryWords.ts";
import { monthAfter, weeksOf } from "../../../src/client/features/diary/monthDays.ts";
import { daysUntil, plotOutlook, worstOutlook } from "../../../src/client/features/diary/plotOutlook.ts";
import { newForm, withInput } from "../../../src/client/features/diary/recordForm.ts";
import {
  again,
  knownByCode,
  knownInputs,
  knownPlots,
  searchEntries,
  usualOn,
} from "../../../src/client/features/diary/usual.ts";
import type { FieldRecord } from "../../../src/core/record/fieldRecord.ts";
import { readPesticideCode } from "../../../src/core/record/pesticideCode.ts";
import { gateRules } from "../../support/gateRules.ts";

const NOW = 1_795_305_600;
const TODAY = { day: "2026-11-22", minute: 480 };
const LABEL = { hash: new Uint8Array(32).fill(7), size: 84_213, taken: NOW };
const SPRAYED: FieldRecord = {
  type: "inputUsed",
  from: "2026-11-20",
  to: "2026-11-21",
  plots: ["东坡地", "河滩地"],
  product: "豇豆",
  productCode: 1551,
  note: "有风",
  photos: [{ ...LABEL, size: 5 }, LABEL],
  input: { kind: "pesticide", name: "阿维菌素", registration: "PD20086150" },
  use: { dose: "每亩30毫升", area: 1000, labelDays: 7, labelPhoto: 1 },
};
const WATERED: FieldRecord = { type: "irrigated", from: "2026-11-19", plots: ["东坡地"] };

let ids = 0;
function entry(record: FieldRecord, more: Partial<Entry> = {}): Entry {
  return { id: `${++ids}`, iat: NOW, entered: NOW, record, replaced: [], takenBack: false, ...more };
}

test("a plot offers what was done on it most often, once each, and nothing that was taken back", () => {
  const entries = [
    entry(SPRAYED),
    entry(WATERED),
    entry(WATERED),
    entry({ ...WATERED, plots: ["西沟"] }),
    entry({ ...SPRAYED, use: { dose: "每亩50毫升" } }, { takenBack: true }),
  ];
  expect(usualOn("东坡地", entries).map(({ record }) => record.type)).toEqual(["irrigated", "inputUsed"]);
  expect(usualOn("西沟", entries)).toHaveLength(1);
});

test("a repeat is of today and of one plot, with input, dose, label and its photo, and with nothing else of that day", () => {
  expect(again(entry(SPRAYED), "河滩地", TODAY)).toEqual({
    type: "inputUsed",
    from: "2026-11-22",
    minute: 480,
    plots: ["河滩地"],
    product: "豇豆",
    productCode: 1551,
    photos: [LABEL],
    input: SPRAYED.input,
    use: { dose: "每亩30毫升", labelDays: 7, labelPhoto: 0 },
  });
});

test("an input is remembered with its dose, and with the label's days only for the same goods", () => {
  const entries = [entry(SPRAYED)];
  const [same] = knownInputs(entries, ["pesticide"], "豇豆");
  const [other] = knownInputs(entries, ["pesticide"], "黄瓜");
  const form = newForm("inputUsed", TODAY);
  expect(same === undefined ? undefined : withInput(form, same.input, same.use)).toMatchObject({
    name: "阿维菌素",
    registration: "PD20086150",
    dose: "每亩30毫升",
    labelDays: "7",
  });
  expect(other?.use).toMatchObject({ dose: "每亩30毫升" });
  expect(other === undefined ? "" : withInput(form, other.input, other.use).labelDays).toBe("");
  expect(knownInputs(entries, ["feed"], "豇豆")).toEqual([]);
});

test("a label's code is known by what was entered for it once", () => {
  const code = readPesticideCode(`1086150100112345${"0".repeat(16)}`);
  if (code === undefined) throw new Error("no code");
  expect(knownByCode(code, [entry(WATERED), entry(SPRAYED)])?.name).toBe("阿维菌素");
  expect(knownByCode(code, [entry(WATERED)])).toBeUndefined();
});

test("plots of the newest entries come before those that are only registered", () => {
  expect(knownPlots([entry(WATERED), entry(SPRAYED)], ["西沟", "东坡地"])).toEqual(["东坡地", "河滩地", "西沟"]);
});

test("entries are found by any words of them, in any order", () => {
  const entries = [entry(SPRAYED), entry(WATERED)];
  const nameOf = (type: FieldRecord["type"]) => (type === "irrigated" ? "浇水" : "打药用药");
  const found = (typed: string) => searchEntries(entries, typed, nameOf).map(({ record }) => record.type);
  expect(found("河滩地 阿维")).toEqual(["inputUsed"]);
  expect(found("浇水")).toEqual(["irrigated"]);
  expect(found("2026-11")).toEqual(["inputUsed", "irrigated"]);
  expect(found("东坡地 克百威")).toEqual([]);
  expect(found("")).toHaveLength(2);
});

test("a plot says from when its goods may be taken, after the longest wait", () => {
  const outlook = plotOutlook("东坡地", {
    entries: [entry(SPRAYED), entry(WATERED)],
    today: "2026-11-22",
    rules: gateRules(),
  });
  const worst = worstOutlook(outlook);
  expect(worst).toMatchObject({ goods: { name: "豇豆" }, yields: "harvest", earliest: { day: "2026-11-28" } });
  expect(daysUntil(worst?.earliest.day ?? "", "2026-11-22")).toBe(6);
  const elsewhere = plotOutlook("西沟", { entries: [entry(SPRAYED)], today: "2026-11-22", rules: gateRules() });
  expect(elsewhere.outlooks).toEqual([]);
});

test("an entry is late when it was written down more days after the act than the rules allow", () => {
  expect(isLate(entry({ ...WATERED, from: "2026-11-19" }), 3)).toBe(false);
  expect(isLate(entry({ ...WATERED, from: "2026-11-18" }), 3)).toBe(true);
  expect(isLate(entry({ ...WATERED, from: "2026-11-10", to: "2026-11-20" }), 3)).toBe(false);
});

test("a month has its days under the right weekdays", () => {
  expect(weeksOf("2026-11-01")[0]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    "2026-11-01",
  ]);
  const days = weeksOf("2024-02-01")
    .flat()
    .filter((day) => day !== undefined);
  expect(days[days.length - 1]).toBe("2024-02-29");
  expect(monthAfter("2026-11-01", 2)).toBe("2027-01-01");
  expect(monthAfter("2026-01-01", -1)).toBe("2025-12-01");
});
