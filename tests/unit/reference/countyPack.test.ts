import { describe, expect, test } from "vitest";
import { readCountyPack } from "../../../src/core/reference/countyPack.ts";
import { readDivisions } from "../../../src/core/reference/divisions.ts";
import { type DivisionRows, packCounties, packProvinces } from "../../../src/data/build/packDivisions.ts";

const ROWS: DivisionRows = {
  provinces: [{ code: "14", name: "山西省" }],
  cities: [{ code: "1405", name: "晋城市" }],
  areas: [
    { code: "140524", name: "陵川县" },
    { code: "140525", name: "泽州县" },
  ],
  streets: [
    { code: "140524101", name: "礼义镇" },
    { code: "140524100", name: "崇文镇 " },
    { code: "140525101", name: "下村镇" },
  ],
  villages: [
    { code: "140524100001", name: "古陵社区居委会" },
    { code: "140524100002", name: "望洛社区居委会" },
    { code: "140524100200", name: "城东村委会" },
    { code: "140524100201", name: "\u{E170}高村委会" },
    { code: "140524101202", name: "103队村委会" },
    { code: "140525101200", name: "下村村委会" },
  ],
};

const HEADER = { title: "省、市、县代码", version: "2023-06-30", source: "国家统计局", verified: false };

describe("a county's pack", () => {
  test("gives back the towns and villages it was made from, in the order of their codes", () => {
    const text = packCounties(ROWS, "2023-06-30").get("140524") ?? "";
    expect(readCountyPack(JSON.parse(text))).toEqual({
      ok: true,
      value: {
        county: "140524",
        version: "2023-06-30",
        towns: [
          {
            code: "140524100",
            name: "崇文镇",
            villages: [
              { code: "140524100001", name: "古陵社区居委会" },
              { code: "140524100002", name: "望洛社区居委会" },
              { code: "140524100200", name: "城东村委会" },
              { code: "140524100201", name: "〓高村委会" },
            ],
          },
          { code: "140524101", name: "礼义镇", villages: [{ code: "140524101202", name: "103队村委会" }] },
        ],
      },
    });
  });

  test("is made for each county of its own", () => {
    expect([...packCounties(ROWS, "2023-06-30").keys()]).toEqual(["140524", "140525"]);
  });

  test.each([
    ["nothing", undefined],
    ["a city's code", { county: "1405", version: "2023-06-30", towns: [] }],
    ["a town without a name", { county: "140524", version: "2023-06-30", towns: [["100"]] }],
    ["a town's code too long", { county: "140524", version: "2023-06-30", towns: [["1000", "崇文镇"]] }],
    [
      "more villages than three digits count",
      { county: "140524", version: "2023-06-30", towns: [["100", "崇文镇", 999, "东村委会", "西村委会"]] },
    ],
    [
      "a village that is neither name nor number",
      { county: "140524", version: "2023-06-30", towns: [["100", "崇文镇", null]] },
    ],
  ])("with %s is refused", (_, value) => {
    expect(readCountyPack(value)).toEqual({ ok: false, error: "badPack" });
  });
});

describe("the list of counties", () => {
  test("gives back the rows it was made from", () => {
    const provinces = packProvinces(ROWS).map((line): unknown => JSON.parse(line));
    const read = readDivisions({ ...HEADER, provinces });
    expect(read.ok && [read.value.provinces, read.value.cities, read.value.counties]).toEqual([
      ROWS.provinces,
      ROWS.cities,
      ROWS.areas,
    ]);
  });

  test("cannot be made from names with digits, which separate its entries", () => {
    expect(() => packProvinces({ ...ROWS, areas: [{ code: "140524", name: "陵川2县" }] })).toThrow("陵川2县");
  });
});
