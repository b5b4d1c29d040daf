import { expect, test } from "vitest";
import { clearingsOf, earliestTaking, yieldsOf } from "../../../src/core/record/clearance.ts";
import type { InputUse } from "../../../src/core/record/gateFacts.ts";
import { gateRules } from "../../support/gateRules.ts";

const RULES = gateRules();
const BEANS = { name: "豇豆", code: 1551 };
const HENS = { name: "蛋鸡", code: 4305 };
const CARP = { name: "草鱼", code: 6101 };

function used(name: string, more: Partial<InputUse> = {}): InputUse {
  const day = "2026-08-01";
  return { id: "a".repeat(64), kind: "pesticide", name, plots: ["东坡地"], from: day, to: day, entered: day, ...more };
}

test("goods may be taken on the day on which the longest wait ends, and the table's word is marked", () => {
  const clearings = clearingsOf([used("阿维菌素"), used("氯虫苯甲酰胺", { to: "2026-08-03" })], BEANS, RULES);
  expect(clearings.map(({ use, clears }) => [use.name, clears])).toEqual([
    ["阿维菌素", "2026-08-06"],
    ["氯虫苯甲酰胺", "2026-08-08"],
  ]);
  expect(earliestTaking(clearings, "harvest")).toEqual({ day: "2026-08-08", blockedBy: [] });
  expect(clearings[1]?.unverified).toBe(true);
});

test("a banned input and one without a known interval clear on no day", () => {
  const banned = earliestTaking(clearingsOf([used("克百威")], BEANS, RULES), "harvest");
  expect(banned.day).toBeUndefined();
  expect(banned.blockedBy.map(({ blocked }) => blocked?.code)).toEqual(["bannedInput"]);
  const unknown = earliestTaking(clearingsOf([used("阿维菌素"), used("某某灵")], BEANS, RULES), "harvest");
  expect(unknown.blockedBy.map(({ blocked }) => blocked?.code)).toEqual(["intervalUnknown"]);
});

test("hens have a wait for meat and one for eggs, and what may not be given to them blocks the eggs", () => {
  expect(yieldsOf(HENS, RULES.targets)).toEqual(["meat", "egg"]);
  expect(yieldsOf({ name: "奶牛", code: 4109 }, RULES.targets)).toEqual(["meat", "milk"]);
  const tablets = clearingsOf([used("土霉素片", { kind: "veterinary", form: "片" })], HENS, RULES);
  expect(earliestTaking(tablets, "meat").day).toBe("2026-08-06");
  expect(earliestTaking(tablets, "egg").day).toBe("2026-08-03");
  const forbidden = clearingsOf([used("恩诺沙星", { kind: "veterinary" })], HENS, RULES);
  expect(earliestTaking(forbidden, "egg").blockedBy.map(({ blocked }) => blocked?.code)).toEqual(["bannedInLay"]);
});

test("a drug that counts in degree-days asks for the water's temperature, then names the day", () => {
  const drug = (more: Partial<InputUse>) =>
    clearingsOf([used("恩诺沙星", { kind: "veterinary", ...more })], CARP, RULES);
  expect(earliestTaking(drug({}), "meat").blockedBy.map(({ blocked }) => blocked?.code)).toEqual([
    "temperatureMissing",
  ]);
  expect(earliestTaking(drug({ waterTenths: 250 }), "meat").day).toBe("2026-08-21");
});

test("nothing used is nothing in the way, and a use on other goods does not count", () => {
  expect(earliestTaking(clearingsOf([], BEANS, RULES), "harvest")).toEqual({ blockedBy: [] });
  expect(clearingsOf([used("阿维菌素", { on: { name: "马铃薯", code: 1601 } })], BEANS, RULES)).toEqual([]);
});
