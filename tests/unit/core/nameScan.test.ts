import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nameScan } from "../../../src/core/operator/nameScan.ts";
import { readNameQuery, tidyName } from "../../../src/core/operator/nameSearch.ts";
import { readReadings } from "../../../src/core/reference/readings.ts";
import pack from "../../../src/data/readings.json" with { type: "json" };

const read = readReadings(pack);
if (!read.ok) throw new Error(read.error);
const readings = read.value;

const MAZI = "陵川县王麻子种植专业合作社";
const NAMES = [
  MAZI,
  "高平市长平街道兴旺养殖场",
  "晋城市农业银行家属院便利店",
  "ABC农业（山西）有限公司",
  "西安路重庆小面店",
  "王*",
  "乐乐家庭农场",
];
const scan = nameScan(NAMES, readings);
const found = (typed: string) => scan.find(typed, NAMES.length, () => true).map((place) => NAMES[place]);
const fitting = (typed: string) => {
  const query = readNameQuery(typed, readings);
  return query === undefined ? [] : NAMES.filter((name) => query.fits(tidyName(name)));
};

test.each([
  "麻子",
  "wangmazi",
  "wang maz",
  "wmz",
  "王麻子 zhongzhi",
  "abcny",
  "xian",
  "xi an",
  "cqxm",
  "zhongqing",
  "lele",
  "yuele",
  "l",
  "wang",
  "zz",
])("finds by %s what an index finds", (typed) => {
  expect(found(typed)).toEqual(fitting(typed));
});

test("finds what an index finds, whatever is typed of a name", () => {
  const syllables = fc.constantFrom(...NAMES).chain((name) => {
    const characters = Array.from(tidyName(name));
    return fc
      .integer({ min: 0, max: characters.length - 1 })
      .chain((from) =>
        fc.tuple(
          ...characters
            .slice(from, from + 12)
            .map((one) =>
              fc.constantFrom(one, one.charAt(0), ...readings.of(one), ...readings.of(one).map((r) => r.charAt(0))),
            ),
        ),
      );
  });
  const typed = fc
    .tuple(syllables, fc.nat({ max: 3 }), fc.constantFrom("", "x", " 合作", "q"))
    .map(([parts, cut, more]) => `${parts.join("").slice(0, -cut || undefined)}${more}`);
  fc.assert(
    fc.property(typed, (text) => {
      expect(found(text)).toEqual(fitting(text));
    }),
  );
});

test("gives the first that are wanted, and no more than asked for", () => {
  const many = nameScan(
    Array.from({ length: 60 }, () => MAZI),
    readings,
  );
  expect(many.find("hezuoshe", 3, (place) => place % 10 === 5)).toEqual([5, 15, 25]);
});
