import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type ProductIndex, readProductIndex } from "../../../src/core/reference/productIndex.ts";
import { readProducts } from "../../../src/core/reference/products.ts";
import { packProducts } from "../../../src/data/build/packProducts.ts";
import indexJson from "../../../src/data/productIndex.json" with { type: "json" };
import productsJson from "../../../src/data/products.json" with { type: "json" };

const FILE = join(import.meta.dirname, "../../../src/data/productIndex.json");

function readIndex(): ProductIndex {
  const read = readProductIndex(indexJson);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

const index = readIndex();

function reading(text: string): string | undefined {
  const names = index.products.flatMap((product) => product.names);
  return names.find((name) => name.text === text)?.syllables.join(" ");
}

describe("the compact catalogue", () => {
  test("is what the catalogue gives when it is computed again", () => {
    const catalogue = readProducts(productsJson);
    expect(catalogue.ok && packProducts(catalogue.value)).toBe(readFileSync(FILE, "utf8"));
  });

  test("holds every product with all its names, units and flags", () => {
    const products = index.products.map(({ code, name, aliases, units, flags }) => ({
      code,
      name,
      aliases,
      units,
      flags,
    }));
    expect(products).toEqual(productsJson.products);
    expect(
      index.products.every(
        ({ name, aliases, names }) => names.map((one) => one.text).join() === [name, ...aliases].join(),
      ),
    ).toBe(true);
  });

  test("weighs at most 15 KB on its way to the phone", () => {
    expect(brotliCompressSync(readFileSync(FILE)).length).toBeLessThanOrEqual(15_360);
  });

  test("has a syllable of letters for every character", () => {
    for (const { parts, syllables } of index.products.flatMap((product) => product.names)) {
      expect(syllables).toHaveLength(parts.length);
      expect(syllables.every((syllable, place) => /^[a-z]{1,6}$/.test(syllable) || syllable === parts[place])).toBe(
        true,
      );
    }
  });

  test.each([
    ["番薯", "fan shu"],
    ["蛤蜊", "ge li"],
    ["菲律宾蛤仔", "fei lv bin ge zai"],
    ["芥蓝", "jie lan"],
    ["芥兰", "gai lan"],
    ["薄荷", "bo he"],
    ["薄皮甜瓜", "bao pi tian gua"],
    ["苋菜", "xian cai"],
    ["茼蒿", "tong hao"],
    ["倒刺鲃", "dao ci ba"],
    ["翘嘴鲌", "qiao zui bo"],
    ["桑葚", "sang shen"],
    ["荠菜", "qi cai"],
    ["荸荠", "bi qi"],
    ["苣荬菜", "qu mai cai"],
    ["菊苣", "ju ju"],
    ["石刁柏", "shi diao bai"],
    ["长豇豆", "chang jiang dou"],
    ["茎用莴苣", "jing yong wo ju"],
    ["桔梗", "jie geng"],
    ["砂糖桔", "sha tang ju"],
    ["藏香猪", "zang xiang zhu"],
    ["刺参", "ci shen"],
    ["参薯", "shen shu"],
    ["仔姜", "zi jiang"],
    ["薯仔", "shu zai"],
    ["大黄鱼", "da huang yu"],
    ["食用大黄", "shi yong dai huang"],
    ["绿豆芽", "lv dou ya"],
    ["蕹菜", "weng cai"],
    ["莼菜", "chun cai"],
    ["芫荽", "yan sui"],
    ["朝天椒", "chao tian jiao"],
    ["栉孔扇贝", "zhi kong shan bei"],
    ["长蛸", "chang shao"],
    ["花䱻", "hua hua"],
    ["榅桲", "wen po"],
    ["枸橼", "ju yuan"],
    ["枸杞叶", "gou qi ye"],
    ["龙井43茶鲜叶", "long jing 43 cha xian ye"],
  ])("reads %s as %s", (name, syllables) => {
    expect(reading(name)).toBe(syllables);
  });

  test("has first letters for every name", () => {
    const potato = index.products.find((product) => product.name === "马铃薯");
    expect(potato?.names.slice(0, 3).map((name) => [name.text, name.pinyin, name.initials])).toEqual([
      ["马铃薯", "malingshu", "mls"],
      ["土豆", "tudou", "td"],
      ["洋芋", "yangyu", "yy"],
    ]);
  });

  test.each([
    ["nothing", undefined],
    ["readings that are no texts", { ...indexJson, readings: { ma: 1 } }],
    ["a character without a reading", { ...indexJson, products: ["1101|龘菜|0|0"] }],
    ["an exception that is too short", { ...indexJson, exceptions: { 芥兰: "gai" } }],
    ["a set of units that is not there", { ...indexJson, products: ["1101|大白菜|99|0"] }],
    ["a product of another form", { ...indexJson, products: ["1101|大白菜"] }],
    ["a code twice", { ...indexJson, products: ["1101|大白菜|0|0", "1101|娃娃菜|0|0"] }],
  ])("is refused with %s", (_, value) => {
    expect(readProductIndex(value)).toEqual({ ok: false, error: "badPack" });
  });
});
