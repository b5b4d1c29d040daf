import { describe, expect, test } from "vitest";
import {
  codeGram,
  codeGrams,
  type Grams,
  nameGrams,
  readNameQuery,
  tidyName,
} from "../../../src/core/operator/nameSearch.ts";
import { readReadings } from "../../../src/core/reference/readings.ts";
import pack from "../../../src/data/readings.json" with { type: "json" };

const read = readReadings(pack);
if (!read.ok) throw new Error(read.error);
const readings = read.value;

const MAZI = "陵川县王麻子种植专业合作社";
const OTHERS = [
  "陵川县太行山红豆杉专业合作社",
  "高平市长平街道兴旺养殖场",
  "晋城市农业银行家属院便利店",
  "ABC农业（山西）有限公司",
];

function has(grams: readonly string[], wanted: Grams): boolean {
  if (typeof wanted === "string") return grams.includes(wanted);
  return "all" in wanted ? wanted.all.every((one) => has(grams, one)) : wanted.any.some((one) => has(grams, one));
}

function found(typed: string, names: readonly string[] = [MAZI, ...OTHERS]): readonly string[] {
  const query = readNameQuery(typed, readings);
  return query === undefined ? [] : names.filter((name) => query.fits(tidyName(name)));
}

/** Every run of two characters or more. */
function partsOf(characters: readonly string[]): readonly (readonly string[])[] {
  return characters.flatMap((_, from) =>
    characters.slice(from + 1).map((_next, further) => characters.slice(from, from + further + 2)),
  );
}

/** What a person may type for some characters. */
function spellingsOf(part: readonly string[]): readonly string[] {
  const syllables = part.map((one) => readings.of(one)[0] ?? one);
  const letters = syllables.join("");
  return [part.join(""), letters, letters.slice(0, -1), syllables.map((one) => one.charAt(0)).join("")];
}

describe("a search by name", () => {
  test.each([
    ["王麻子", "neighbouring characters"],
    ["麻子", "any two of them"],
    ["wangmazi", "pinyin"],
    ["wang ma zi", "pinyin with spaces"],
    ["wangmaz", "pinyin as far as it was typed"],
    ["WangMa", "capitals"],
    ["wmz", "first letters"],
    ["mz", "two first letters"],
    ["王麻子 zhongzhi", "words in two spellings"],
    ["种植, 王麻子", "words in another order"],
  ])("finds by %s (%s)", (typed) => expect(found(typed)).toEqual([MAZI]));

  test("finds a character by every reading it has in names", () => {
    for (const typed of ["changping", "zhangping", "长平"]) expect(found(typed)).toEqual([OTHERS[1]]);
    for (const typed of ["yinhang", "yinxing"]) expect(found(typed)).toEqual([OTHERS[2]]);
  });

  test("finds common words wherever they stand, and Latin letters and brackets as they are written", () => {
    expect(found("合作社")).toEqual([MAZI, OTHERS[0]]);
    expect(found("abc")).toEqual([OTHERS[3]]);
    expect(found("农业山西")).toEqual([OTHERS[3]]);
  });

  test("takes nothing that covers less than two characters", () => {
    for (const typed of ["王", "w", "", "  ", "，"]) expect(readNameQuery(typed, readings)).toBeUndefined();
    expect(found("wang")).toEqual([]);
  });

  test("what fits has the grams of the query, so that an index loses nothing", () => {
    for (const name of [MAZI, ...OTHERS]) {
      const grams = nameGrams(name, readings);
      for (const part of partsOf(Array.from(tidyName(name)))) {
        for (const typed of spellingsOf(part)) {
          const query = readNameQuery(typed, readings);
          const isFound = query?.fits(tidyName(name)) !== true || has(grams, query.grams);
          expect(isFound, `${typed} in ${name}`).toBe(true);
        }
        const isChinese = part.every((one) => readings.of(one).length > 0);
        if (isChinese) expect(readNameQuery(part.join(""), readings)?.fits(tidyName(name)), part.join("")).toBe(true);
      }
    }
  });
});

test("the start of a code is found from its fourth character on", () => {
  const grams = codeGrams("91140524ma0gyt1234");
  for (const typed of ["9114", "91140", "91140524ma0gyt1234"]) expect(grams).toContain(codeGram(typed));
  expect(codeGram("911")).toBeUndefined();
  expect(codeGram("9114 0524")).toBeUndefined();
});
