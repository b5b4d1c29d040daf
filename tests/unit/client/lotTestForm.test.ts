import { expect, test } from "vitest";
import { emptyItem, emptyTest, readTest } from "../../../src/client/features/lotTests/testForm.ts";

const TODAY = "2026-11-22";
const ITEM = { ...emptyItem(" 噻虫胺 "), result: "0.02 mg/kg", limit: "0.2 mg/kg", verdict: "passed" } as const;

test("an own test needs a name and a verdict for every item, and a day that has come", () => {
  const typed = { ...emptyTest(TODAY), items: [ITEM] };
  expect(readTest(typed, TODAY)).toEqual({
    basis: "selfTest",
    day: TODAY,
    items: [{ item: "噻虫胺", result: "0.02 mg/kg", limit: "0.2 mg/kg", passed: true }],
  });
  expect(readTest({ ...typed, items: [ITEM, emptyItem("腐霉利")] }, TODAY)).toBeUndefined();
  expect(readTest({ ...typed, items: [] }, TODAY)).toBeUndefined();
  expect(readTest({ ...typed, day: "2026-11-23" }, TODAY)).toBeUndefined();
});

test("a commissioned test needs its laboratory and takes report number and accreditation with it", () => {
  const typed = { ...emptyTest(TODAY), basis: "commissionedTest" as const, items: [ITEM] };
  expect(readTest(typed, TODAY)).toBeUndefined();
  const paper = { lab: "晋城市检验监测中心", sample: "JC2026-1107", accreditation: "CATL（晋）0412" };
  const read = readTest({ ...typed, ...paper, accreditedUntil: "2028-05-31" }, TODAY);
  expect(read).toMatchObject({ ...paper, accreditedUntil: "2028-05-31" });
  expect(readTest({ ...typed, ...paper, accreditedUntil: "" }, TODAY)).not.toHaveProperty("accreditedUntil");
});
