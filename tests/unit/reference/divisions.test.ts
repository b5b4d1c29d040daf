import { describe, expect, test } from "vitest";
import { divisionName, divisionPath, placeName, searchDivisions } from "../../../src/core/reference/divisionNames.ts";
import {
  type DivisionTable,
  divisionsUnder,
  isKnownDivision,
  readDivisions,
} from "../../../src/core/reference/divisions.ts";
import countiesJson from "../../../src/data/counties.json" with { type: "json" };

function readTable(): DivisionTable {
  const read = readDivisions(countiesJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const table = readTable();

describe("the list of provinces, cities and counties", () => {
  test("holds the edition of June 2023 and says where it comes from", () => {
    expect([table.provinces.length, table.cities.length, table.counties.length]).toEqual([31, 342, 2978]);
    expect(table.version).toBe("2023-06-30");
    expect(table.source).toContain("国家统计局");
    expect(table.verified).toBe(false);
  });

  test("finds the cities that have no counties", () => {
    expect([...table.citiesWithoutCounties]).toEqual(["4419", "4420", "4604", "6202"]);
  });

  test("offers the cities of a province and the counties of a city", () => {
    expect(divisionsUnder(table, "14").map((city) => city.name)).toContain("晋城市");
    expect(divisionsUnder(table, "1405").map((county) => county.name)).toEqual([
      "城区",
      "沁水县",
      "阳城县",
      "陵川县",
      "泽州县",
      "高平市",
    ]);
  });

  test("leaves the fillers out: Beijing's districts and Henan's 济源 stand right under them", () => {
    expect(divisionsUnder(table, "11").map((district) => district.code)).toContain("110101");
    expect(divisionsUnder(table, "41")).toContainEqual({ code: "419001", name: "济源市" });
    expect(divisionsUnder(table, "50").map((county) => county.name)).toContain("城口县");
  });

  test("has nothing under a county: its pack has", () => {
    expect(divisionsUnder(table, "140524")).toEqual([]);
  });

  test.each([
    ["nothing", undefined],
    ["no provinces", { ...countiesJson, provinces: undefined }],
    ["a province without a name", { ...countiesJson, provinces: [["14"]] }],
    ["two provinces in one", { ...countiesJson, provinces: [["14山西省15内蒙古自治区"]] }],
    ["a city without counties or itself", { ...countiesJson, provinces: [["14山西省", ["05晋城市"]]] }],
    ["a county without digits", { ...countiesJson, provinces: [["14山西省", ["05晋城市", "城区"]]] }],
    ["a county twice", { ...countiesJson, provinces: [["14山西省", ["05晋城市", "02城区02城区"]]] }],
    ["two cities in one", { ...countiesJson, provinces: [["14山西省", ["05晋城市06朔州市", "02城区"]]] }],
  ])("a pack with %s is refused", (_, value) => {
    expect(readDivisions(value)).toEqual({ ok: false, error: "badPack" });
  });
});

describe("isKnownDivision", () => {
  test.each(["14", "1405", "140524", "140581", "441900", "659001"])("knows %s", (code) => {
    expect(isKnownDivision(table, code)).toBe(true);
  });

  test("accepts a town or village it has not, when it knows the county", () => {
    expect(isKnownDivision(table, "140524999")).toBe(true);
    expect(isKnownDivision(table, "140502104201")).toBe(true);
  });

  test("accepts any place in a city without counties, by whichever county digits", () => {
    expect(isKnownDivision(table, "620200")).toBe(true);
    expect(isKnownDivision(table, "620200100")).toBe(true);
    expect(isKnownDivision(table, "441900101201")).toBe(true);
  });

  test.each([
    ["a county that is not there", "140599"],
    ["a village of a county that is not there", "140599101201"],
    ["a city's code with two zeros", "140500"],
    ["Hong Kong", "810000"],
    ["five digits", "14052"],
    ["letters", "14052x"],
    ["nothing", ""],
  ])("refuses %s", (_, code) => {
    expect(isKnownDivision(table, code)).toBe(false);
  });
});

describe("names of divisions", () => {
  test.each([
    ["14", "山西省"],
    ["1405", "山西省晋城市"],
    ["140524", "山西省晋城市陵川县"],
    ["110101", "北京市东城区"],
    ["419001", "河南省济源市"],
    ["500229", "重庆市城口县"],
    ["441900", "广东省东莞市"],
    ["620201", "甘肃省嘉峪关市"],
    ["620200100", "甘肃省嘉峪关市"],
    ["140502104201", "山西省晋城市城区"],
  ])("%s is %s", (code, name) => {
    expect(divisionName(table, code)).toBe(name);
  });

  test("come in parts, from the province down", () => {
    expect(divisionPath(table, "140524")).toEqual(["山西省", "晋城市", "陵川县"]);
  });

  test("are not made up for a county that is not there", () => {
    expect(divisionName(table, "140599101")).toBeUndefined();
    expect(divisionName(table, "99")).toBeUndefined();
    expect(divisionName(table, "一四")).toBeUndefined();
  });

  test.each([
    ["岭常村村民委员会", "岭常村"],
    ["岭常村委会", "岭常村"],
    ["城东村民委员会", "城东村"],
    ["黄庄村村委会", "黄庄村"],
    ["古陵社区居委会", "古陵社区"],
    ["古陵社区居民委员会", "古陵社区"],
    ["东街居委会", "东街居委会"],
    ["农场生活区", "农场生活区"],
  ])("a village is called by its place: %s is %s", (official, place) => {
    expect(placeName(official)).toBe(place);
  });
});

describe("searchDivisions", () => {
  test("puts the county of that name first, with or without its ending", () => {
    expect(searchDivisions(table.counties, "高平", 5)[0]).toEqual({ code: "140581", name: "高平市" });
    expect(searchDivisions(table.counties, "陵川县", 5)).toEqual([{ code: "140524", name: "陵川县" }]);
  });

  test("puts names that begin with the query before names that hold it", () => {
    const names = searchDivisions(table.counties, "城", 20).map((county) => county.name);
    const firstInside = names.findIndex((name) => !name.startsWith("城"));
    expect(names[0]).toBe("城区");
    expect(names.slice(firstInside).every((name) => !name.startsWith("城"))).toBe(true);
  });

  test("ignores spaces, finds nothing for an empty query and keeps to the limit", () => {
    expect(searchDivisions(table.cities, " 晋 城 ", 5)).toEqual([{ code: "1405", name: "晋城市" }]);
    expect(searchDivisions(table.counties, "  ", 5)).toEqual([]);
    expect(searchDivisions(table.counties, "县", 3)).toHaveLength(3);
  });
});
