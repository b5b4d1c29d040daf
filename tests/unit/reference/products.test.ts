import { describe, expect, test } from "vitest";
import { keepsLong, type ProductPack, productClass, readProducts } from "../../../src/core/reference/products.ts";
import { findUnit } from "../../../src/core/reference/units.ts";
import { checkText } from "../../../src/core/text.ts";
import productsJson from "../../../src/data/products.json" with { type: "json" };

function readCatalogue(): ProductPack {
  const read = readProducts(productsJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const catalogue = readCatalogue();
const { products } = catalogue;
const allNames = products.flatMap(({ name, aliases }) => [name, ...aliases]);

function product(name: string) {
  const found = products.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no product ${name}`);
  return found;
}

describe("the catalogue of products", () => {
  test("has at least 400 products, and some in each of the six classes", () => {
    expect(products.length).toBeGreaterThanOrEqual(400);
    expect(catalogue.classes.map((one) => one.name)).toEqual([
      "蔬菜（含人工种植的食用菌）",
      "水果",
      "茶鲜叶",
      "畜禽",
      "禽蛋",
      "养殖水产品",
    ]);
    for (const { digit } of catalogue.classes) {
      expect(products.filter(({ code }) => productClass(code) === digit).length).toBeGreaterThanOrEqual(10);
    }
  });

  test("gives each product a code of its own in four digits, in rising order", () => {
    const codes = products.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => code >= 1000 && code <= 6999)).toBe(true);
    expect([...codes].sort((a, b) => a - b)).toEqual(codes);
  });

  test("keeps each product its code: certificates name it by that", () => {
    const known = {
      大白菜: 1101,
      番茄: 1451,
      马铃薯: 1618,
      香菇: 1901,
      苹果: 2101,
      茶鲜叶: 3101,
      生猪: 4101,
      鸡蛋: 5101,
      草鱼: 6101,
    };
    const codes = Object.fromEntries(Object.keys(known).map((name) => [name, product(name).code]));
    expect(codes).toEqual(known);
  });

  test("gives no name to two products", () => {
    expect(new Set(allNames).size).toBe(allNames.length);
  });

  test("has names that may be signed as a product's name: NFC, at most 30 characters, none of the refused", () => {
    for (const name of allNames) expect(checkText(name, { min: 1, max: 30 })).toEqual({ ok: true, value: name });
  });

  test("has names without the separators of the compact form", () => {
    expect(allNames.filter((name) => /[,|\s]/.test(name))).toEqual([]);
  });

  test("has units that exist, each once", () => {
    for (const { units } of products) {
      expect(units.every((unit) => findUnit(unit) !== undefined)).toBe(true);
      expect(new Set(units).size).toBe(units.length);
    }
  });

  test("marks exactly the 11 key products of the residue campaign", () => {
    const key = products.filter((one) => one.flags.includes("key")).map((one) => one.name);
    const expected = ["豇豆", "韭菜", "芹菜", "鸡蛋", "乌鸡", "肉牛", "肉羊", "大口黑鲈", "乌鳢", "鳊鱼", "大黄鱼"];
    expect(new Set(key)).toEqual(new Set(expected));
  });

  test("marks as animals what lives until it is sold, and nothing else", () => {
    const animals = products.filter((one) => one.flags.includes("animal"));
    expect(new Set(animals.map(({ code }) => productClass(code)))).toEqual(new Set([4, 6]));
    expect(product("鸡蛋").flags).not.toContain("animal");
    expect(product("猪肉").flags).not.toContain("animal");
    expect(product("海带").flags).not.toContain("animal");
  });

  test("lets an old harvest date pass with a warning for animals and stored goods only", () => {
    expect(["马铃薯", "大蒜", "苹果", "草鱼", "肉牛"].map((name) => keepsLong(product(name)))).toEqual(
      Array(5).fill(true),
    );
    expect(["菠菜", "草莓", "茶鲜叶", "鸡蛋"].map((name) => keepsLong(product(name)))).toEqual(Array(4).fill(false));
  });

  test("knows the usual names", () => {
    expect(product("马铃薯").aliases).toEqual(expect.arrayContaining(["土豆", "洋芋", "山药蛋"]));
    expect(product("番茄").aliases).toContain("西红柿");
    expect(product("普通白菜").aliases).toContain("上海青");
    expect(product("克氏原螯虾").aliases).toContain("小龙虾");
  });

  test.each([
    ["nothing", undefined],
    [
      "a code twice",
      { ...productsJson, products: [productsJson.products[0], { ...productsJson.products[1], code: 1101 }] },
    ],
    [
      "a name twice",
      { ...productsJson, products: [productsJson.products[0], { ...productsJson.products[1], aliases: ["大白菜"] }] },
    ],
    ["an unknown unit", { ...productsJson, products: [{ ...productsJson.products[0], units: [20] }] }],
    ["no unit", { ...productsJson, products: [{ ...productsJson.products[0], units: [] }] }],
    ["an unknown class", { ...productsJson, products: [{ ...productsJson.products[0], code: 7101 }] }],
    ["an unknown flag", { ...productsJson, products: [{ ...productsJson.products[0], flags: ["organic"] }] }],
  ])("a catalogue with %s is refused", (_, value) => {
    expect(readProducts(value)).toEqual({ ok: false, error: "badPack" });
  });
});
