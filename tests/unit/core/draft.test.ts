import { describe, expect, test } from "vitest";
import { BASIS } from "../../../src/core/certificate/certificate.ts";
import { checkDraft, type DraftInput } from "../../../src/core/certificate/draft.ts";
import { parseQuantity } from "../../../src/core/certificate/quantity.ts";

const TODAY = "2026-11-22";
const INPUT: DraftInput = {
  product: "大白菜",
  quantity: "500",
  unit: 1,
  origin: "140525103",
  place: "东四义村",
  plots: ["东坡一号棚"],
  day: "2026-11-21",
  qualityControl: true,
  tests: [],
};
const TEST = { basis: "selfTest", date: "2026-11-20", item: "有机磷和氨基甲酸酯类", by: "合作社检测室" } as const;

function check(changes: Partial<DraftInput>, oldAllowed = false) {
  return checkDraft({ ...INPUT, ...changes }, { today: TODAY, oldAllowed });
}

function errorsOf(changes: Partial<DraftInput>): readonly string[] {
  const checked = check(changes);
  return checked.ok ? [] : checked.error.map(({ field, code }) => `${field}: ${code}`);
}

describe("a draft", () => {
  test("that keeps every rule comes out tidied, in thousandths and bits", () => {
    const checked = check({
      product: "  大白菜 ",
      quantity: "１，２３４。5",
      tests: [TEST, { ...TEST, basis: "commissionedTest" }],
    });
    expect(checked).toEqual({
      ok: true,
      value: {
        draft: {
          product: "大白菜",
          quantity: { thousandths: 1_234_500, unit: 1 },
          origin: "140525103",
          place: "东四义村",
          plots: ["东坡一号棚"],
          day: "2026-11-21",
          basis: BASIS.qualityControl + BASIS.selfTest + BASIS.commissionedTest,
          tests: [TEST, { ...TEST, basis: "commissionedTest" }],
        },
        warnings: [],
      },
    });
  });

  test.each<[string, Partial<DraftInput>, string]>([
    ["no product", { product: " " }, "product: textMissing"],
    ["a product of 31 characters", { product: "菜".repeat(31) }, "product: textTooLong"],
    ["a line break in the product", { product: "大白\n菜" }, "product: controlCharacter"],
    ["a direction mark in the product", { product: "大白\u202e菜" }, "product: bidiCharacter"],
    ["a zero-width space in the product", { product: "大白\u200b菜" }, "product: zeroWidthCharacter"],
    ["a private-use character in the product", { product: "大白\ue000菜" }, "product: privateUseCharacter"],
    ["a place of 31 characters", { place: "村".repeat(31) }, "place: textTooLong"],
    ["a plot without a name", { plots: ["一号", " "] }, "plots: textMissing"],
    [
      "more plots than a lot may name",
      { plots: Array.from({ length: 51 }, (_, index) => `${index}号`) },
      "plots: textTooLong",
    ],
    ["no quantity", { quantity: "" }, "quantity: quantityMissing"],
    ["a quantity in words", { quantity: "五百" }, "quantity: quantityNotANumber"],
    ["a quantity below nothing", { quantity: "-5" }, "quantity: quantityNotANumber"],
    ["a comma where no thousands end", { quantity: "1,5" }, "quantity: quantityNotANumber"],
    ["nothing", { quantity: "0.000" }, "quantity: quantityZero"],
    ["four decimals", { quantity: "1.2345" }, "quantity: quantityTooManyDecimals"],
    ["more than 10^9", { quantity: "1000000000.001" }, "quantity: quantityTooLarge"],
    ["a unit that does not exist", { unit: 20 }, "unit: unitUnknown"],
    ["no origin", { origin: "" }, "origin: originMissing"],
    ["an origin larger than a county", { origin: "1405" }, "origin: originMissing"],
    ["a day that does not exist", { day: "2026-02-30" }, "day: dayMissing"],
    ["tomorrow", { day: "2026-11-23" }, "day: dayInFuture"],
    ["401 days ago", { day: "2025-10-17" }, "day: dayTooLongAgo"],
    ["no basis", { qualityControl: false }, "basis: basisMissing"],
    ["a test without an item", { tests: [{ ...TEST, item: "" }] }, "testItem: textMissing"],
    ["a test by nobody", { tests: [{ ...TEST, by: "" }] }, "testBy: textMissing"],
    ["a test tomorrow", { tests: [{ ...TEST, date: "2026-11-23" }] }, "testDate: dayInFuture"],
  ])("with %s is refused by name", (_, changes, error) => {
    expect(errorsOf(changes)).toEqual([error]);
  });

  test("names every field that is wrong at once", () => {
    expect(errorsOf({ product: "", quantity: "x", day: "" })).toEqual([
      "quantity: quantityNotANumber",
      "product: textMissing",
      "day: dayMissing",
    ]);
  });

  test("of 400 days ago passes, of an animal even 401 days ago, with a warning", () => {
    expect(check({ day: "2025-10-18" })).toMatchObject({ ok: true, value: { warnings: [] } });
    expect(check({ day: "2025-10-17" }, true)).toMatchObject({ ok: true, value: { warnings: ["dayLongAgo"] } });
  });

  test("counts a character beyond the BMP as one", () => {
    expect(errorsOf({ product: "𬭊".repeat(30) })).toEqual([]);
    expect(errorsOf({ product: "𬭊".repeat(31) })).toEqual(["product: textTooLong"]);
  });
});

describe("a quantity", () => {
  test.each([
    ["12", 12_000],
    ["12.", 12_000],
    [".5", 500],
    ["0012.50", 12_500],
    ["1,234,567.891", 1_234_567_891],
    ["１２．５", 12_500],
    ["1000000000", 1_000_000_000_000],
    ["0.001", 1],
  ])("typed as %s is read", (typed, thousandths) => {
    expect(parseQuantity(typed)).toEqual({ ok: true, value: thousandths });
  });

  test.each(["1e3", "1.2.3", ".", "12,34", "1,2345", ",123", "0x10", "٣"])("typed as %s is not", (typed) => {
    expect(parseQuantity(typed)).toEqual({ ok: false, error: "quantityNotANumber" });
  });
});
