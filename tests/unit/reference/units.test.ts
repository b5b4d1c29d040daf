import { describe, expect, test } from "vitest";
import { findUnit, readUnits, UNITS } from "../../../src/core/reference/units.ts";
import unitsJson from "../../../src/data/units.json" with { type: "json" };

describe("units", () => {
  test("the codes of the wire format have their names", () => {
    const read = readUnits(unitsJson);
    expect(read.ok && read.value.units.map((unit) => `${unit.code}${unit.zh}`).join(" ")).toBe(
      "1千克 2克 3吨 4斤 5箱 6盒 7袋 8瓶 9个 10枚 11头 12只 13羽 14尾 15条 16把 17捆 18件 19筐",
    );
  });

  test("no two units share a name", () => {
    expect(new Set(unitsJson.units.map((unit) => unit.zh)).size).toBe(UNITS.length);
    expect(new Set(unitsJson.units.map((unit) => unit.en)).size).toBe(UNITS.length);
  });

  test("only weights can be had in parts", () => {
    expect(UNITS.filter((unit) => unit.fractional).map((unit) => unit.code)).toEqual([1, 2, 3, 4]);
  });

  test("a code outside the table is not known", () => {
    expect(findUnit(19)).toEqual({ code: 19, fractional: false });
    expect(findUnit(0)).toBeUndefined();
    expect(findUnit(20)).toBeUndefined();
  });

  test.each([
    ["nothing", null],
    ["a unit missing", { ...unitsJson, units: unitsJson.units.slice(1) }],
    ["a unit out of place", { ...unitsJson, units: unitsJson.units.toReversed() }],
    ["a unit without a name", { ...unitsJson, units: unitsJson.units.map((unit) => ({ ...unit, zh: "" })) }],
  ])("names with %s are refused", (_, value) => {
    expect(readUnits(value)).toEqual({ ok: false, error: "badPack" });
  });
});
