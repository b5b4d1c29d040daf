import { describe, expect, test } from "vitest";
import { readProductIndex } from "../../../src/core/reference/productIndex.ts";
import { searchProducts } from "../../../src/core/reference/productSearch.ts";
import indexJson from "../../../src/data/productIndex.json" with { type: "json" };

const read = readProductIndex(indexJson);
if (!read.ok) throw new Error(read.error);
const index = read.value;

function names(query: string, limit = 10): readonly string[] {
  return searchProducts(index, query, limit).map(({ product }) => product.name);
}

describe("searchProducts", () => {
  test.each([
    "土豆",
    "tudou",
    "td",
    "tud",
    "tdou",
    "土d",
    "洋芋",
    "yangyu",
    "shanyaodan",
    "山药蛋",
    "malingshu",
    "mls",
    "malsh",
    "马lings",
  ])("finds the potato by %s", (query) => {
    expect(names(query)).toContain("马铃薯");
  });

  test("says by which name it was found", () => {
    expect(searchProducts(index, "洋芋", 1).map(({ matched }) => matched)).toEqual(["洋芋"]);
    expect(searchProducts(index, "xihongshi", 1).map(({ product, matched }) => [product.name, matched])).toEqual([
      ["番茄", "西红柿"],
    ]);
  });

  test("puts a whole name first, then names that begin with the query, then names that have it inside", () => {
    expect(names("白菜", 4)).toEqual(["大白菜", "白菜薹", "奶白菜", "普通白菜"]);
    expect(names("樱桃", 5)).toEqual(["中国樱桃", "樱桃番茄", "樱桃萝卜", "甜樱桃", "毛樱桃"]);
    expect(names("姜")[0]).toBe("姜");
  });

  test("puts the official name before another name that fits as well", () => {
    expect(names("li", 2)).toEqual(["梨", "李"]);
    expect(searchProducts(index, "heiyu", 1)[0]).toMatchObject({ matched: "黑鱼" });
  });

  test("puts a whole syllable before one that goes on", () => {
    expect(names("ya", 4)).toEqual(["肉鸭", "鸭肉", "鸭蛋", "芽球菊苣"]);
    const found = names("hua", 100);
    expect(found.indexOf("花鲈")).toBeLessThan(found.indexOf("黄瓜"));
  });

  test("puts a plain reading before letters scattered over syllables", () => {
    const found = searchProducts(index, "jig", 100).map(({ matched }) => matched);
    expect(found.indexOf("姬菇")).toBe(0);
    expect(found.indexOf("节瓜")).toBeGreaterThan(found.indexOf("真姬菇"));
  });

  test("names each product once", () => {
    const found = names("cai", 500);
    expect(new Set(found).size).toBe(found.length);
  });

  test("finds ü by v and by ü", () => {
    expect(names("lvdouya")[0]).toBe("绿豆芽");
    expect(names("lüdouya")[0]).toBe("绿豆芽");
  });

  test("does not mind capitals, full-width letters, spaces and apostrophes", () => {
    expect(names("Xi Hong Shi")[0]).toBe("番茄");
    expect(names("ｘｉｈｏｎｇｓｈｉ")[0]).toBe("番茄");
    expect(names("xi'lan'hua")[0]).toBe("青花菜");
  });

  test("finds a cultivar by its number", () => {
    expect(names("龙井43")).toEqual(["龙井43茶鲜叶"]);
    expect(names("longjing43")).toEqual(["龙井43茶鲜叶"]);
  });

  test("finds nothing for nothing, and nothing for what is no product", () => {
    expect(names("")).toEqual([]);
    expect(names("  ")).toEqual([]);
    expect(names("水泥")).toEqual([]);
    expect(names("vvv")).toEqual([]);
  });

  test("keeps to the limit", () => {
    expect(names("c", 5)).toHaveLength(5);
  });
});
