import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findTable } from "../../../src/core/import/findTable.ts";
import { type FoundEntry, judgeEntry, markRepeated, newEntry } from "../../../src/core/import/judgeRow.ts";
import { type Reading, readLine } from "../../../src/core/import/readRow.ts";
import { usccCheckCharacter } from "../../../src/core/operator/uscc.ts";
import { readImportColumns } from "../../../src/core/reference/importColumns.ts";
import type { CellFlaw } from "../../../src/core/sheet/sheet.ts";
import { LINGCHUAN_PLACES } from "../../support/importPlaces.ts";

const read = readImportColumns(JSON.parse(readFileSync("src/data/importColumns.json", "utf8")));
if (!read.ok) throw new Error(read.error);
const pack = read.value;

const HEADINGS = [
  "序号",
  "主体名称*",
  "主体类型",
  "统一社会信用代码",
  "身份证号码",
  "联系电话",
  "乡镇（街道）",
  "行政村",
  "详细地址",
  "主要产品",
  "面积（亩）",
  "法定代表人",
];
const USCC = `93140524MA0GUEXJ1${usccCheckCharacter("93140524MA0GUEXJ1")}`;
const ID_NUMBER = "140524195001010027";

/** What a table with these cells says, by heading. */
function line(
  cells: Readonly<Record<string, string>>,
  flaws?: Readonly<Record<string, CellFlaw>>,
  kind?: Reading["kind"],
) {
  const index = (heading: string) => HEADINGS.findIndex((one) => one.startsWith(heading));
  const values = HEADINGS.map(() => "");
  for (const [heading, value] of Object.entries(cells)) values[index(heading)] = value;
  const flawed = new Map(Object.entries(flaws ?? {}).map(([heading, flaw]) => [index(heading), flaw]));
  const rows = [
    { number: 1, cells: ["陵川县农产品生产主体名录"] },
    { number: 2, cells: HEADINGS },
    { number: 3, cells: values, flaws: flawed },
  ];
  const table = findTable({ name: "名录", rows }, pack);
  const [row] = table?.rows ?? [];
  if (table === undefined || row === undefined) throw new Error("a table with headings");
  return readLine(row, {
    columns: table.columns,
    pack,
    places: LINGCHUAN_PLACES,
    scopes: ["140524"],
    ...(kind && { kind }),
  });
}

const GREEN = {
  主体名称: "陵川县崇文镇绿源蔬菜专业合作社",
  主体类型: "农民专业合作社",
  统一社会信用代码: USCC,
  联系电话: "13935641234",
  乡镇: "崇文镇",
  行政村: "岭常村",
  详细地址: "岭常村东坡 3 号",
  主要产品: "西红柿、黄瓜，豆角",
  面积: "120",
};

describe("a row of a county's table", () => {
  test("is read under the headings that counties use, below a title", () => {
    expect(line(GREEN)).toMatchObject({
      row: 3,
      faults: [],
      notes: [],
      entry: {
        name: "陵川县崇文镇绿源蔬菜专业合作社",
        kind: "cooperative",
        region: "140524100202",
        address: "东坡3号",
        uscc: USCC,
        phone: "13935641234",
        products: ["西红柿", "黄瓜", "豆角"],
        plot: { name: "东坡3号", area: 80_000 },
      },
    });
  });

  test("is placed by code, by names with and without their endings, or by its address; no village is guessed", () => {
    const at = (cells: Readonly<Record<string, string>>) => {
      const { entry, notes } = line({ 主体名称: "王建国家庭农场", ...cells });
      return [entry?.region, entry?.address ?? "", ...notes.filter((note) => note !== "kindFromName")];
    };
    expect(at({ 乡镇: "崇文", 行政村: "岭常" })).toEqual(["140524100202", ""]);
    expect(at({ 详细地址: "山西省晋城市陵川县崇文镇岭常村南街12号" })).toEqual(["140524100202", "南街12号"]);
    expect(at({ 乡镇: "崇文镇", 行政村: "没有这个村" })).toEqual(["140524100", "没有这个村", "townOnly"]);
    expect(at({ 详细地址: "东坡" })).toEqual(["140524", "东坡", "countyOnly"]);
  });

  test("tells its kind by its name where the table does not, else takes the officer's choice, else is faulty", () => {
    const { 主体类型: _, ...without } = GREEN;
    expect(line(without)).toMatchObject({ entry: { kind: "cooperative", kindGuessed: true }, notes: ["kindFromName"] });
    const person = { 主体名称: "李秀英", 乡镇: "崇文镇" };
    expect(line(person).faults).toEqual([{ code: "missing", field: "kind" }]);
    expect(line(person, {}, "smallholder").entry).toMatchObject({ kind: "smallholder", kindGuessed: true });
    expect(line({ ...GREEN, 主体类型: "星级主体" }).faults).toEqual([{ code: "unreadable", field: "kind" }]);
  });

  test("names every cell that was lost: rounded codes, days, errors, merged cells", () => {
    const flawed = (heading: string, flaw: CellFlaw, value = "") =>
      line({ ...GREEN, [heading]: value }, { [heading]: flaw });
    expect(flawed("统一社会信用代码", "rounded", "9.31405E+17").faults).toEqual([{ code: "rounded", field: "uscc" }]);
    expect(flawed("详细地址", "date", "2026-03-05").faults).toEqual([{ code: "date", field: "address" }]);
    expect(flawed("主要产品", "error", "#REF!").faults).toEqual([{ code: "error", field: "products" }]);
    expect(flawed("乡镇", "merged").faults).toEqual([{ code: "merged", field: "town" }]);
    expect(flawed("详细地址", "merged").faults).toEqual([]);
    expect(flawed("联系电话", "formula", "13935641234")).toMatchObject({ faults: [], notes: ["formula"] });
  });

  test("warns of a code whose digit fails, and refuses an ID number that is none", () => {
    expect(line({ ...GREEN, 统一社会信用代码: "93140524MA0GUEXJ1X" })).toMatchObject({
      faults: [],
      notes: ["usccOtherDigit"],
    });
    expect(line({ ...GREEN, 统一社会信用代码: "140524600012345" })).toMatchObject({
      faults: [],
      notes: ["usccOtherForm"],
    });
    expect(line({ ...GREEN, 身份证号码: "14052419500101002Z" }).faults).toEqual([
      { code: "unreadable", field: "idNumber" },
    ]);
    expect(line({ ...GREEN, 面积: "很大" }).faults).toEqual([{ code: "unreadable", field: "area" }]);
    expect(line({ ...GREEN, 主体名称: "" }).faults).toEqual([{ code: "missing", field: "name" }]);
  });
});

describe("a row beside the register", () => {
  const entry = line({ ...GREEN, 身份证号码: ID_NUMBER }).entry;
  if (entry === undefined) throw new Error("a row that is read");
  const held = newEntry(entry);
  const found = (more: Partial<FoundEntry>): FoundEntry => ({
    id: "00",
    by: "uscc",
    profile: held,
    phone: "same",
    idNumber: "same",
    closed: false,
    ...more,
  });

  test("is new where nothing is found, and the same where all of it is there", () => {
    expect(judgeEntry(entry, [])).toMatchObject({
      state: "new",
      numbers: { phone: "13935641234", idNumber: ID_NUMBER },
    });
    expect(judgeEntry(entry, [found({})])).toEqual({ state: "same", operator: "00" });
  });

  test("changes what differs and keeps what only the register has", () => {
    const profile = {
      ...held,
      address: "西坡",
      products: [{ name: "核桃" }],
      plots: [{ id: "7", name: "西坡", kind: "orchard", region: "140524100202" } as const],
      parent: new Uint8Array(8),
    };
    expect(judgeEntry(entry, [found({ profile, phone: "other" })])).toMatchObject({
      state: "changed",
      changed: ["address", "products", "plots", "phone"],
      numbers: { phone: "13935641234" },
      profile: {
        address: "东坡3号",
        products: [{ name: "核桃" }, { name: "西红柿" }, { name: "黄瓜" }, { name: "豆角" }],
        plots: [{ id: "7" }, { id: "8", name: "东坡3号" }],
        parent: new Uint8Array(8),
      },
    });
  });

  test("never enters again what was erased, and a deeper place stays", () => {
    const profile = { ...held, region: "140524100202" };
    const shallow = { ...entry, region: "140524100" };
    expect(judgeEntry(shallow, [found({ profile, phone: "erased", idNumber: "erased" })]).state).toBe("same");
  });

  test("is told apart from another person of its name by the ID number, and is faulty where it may be two", () => {
    const namesake = found({ by: "name", idNumber: "other" });
    expect(judgeEntry(entry, [namesake]).state).toBe("new");
    const { idNumber: _, ...without } = entry;
    expect(judgeEntry(without, [namesake, found({ id: "01", by: "name" })])).toMatchObject({
      faults: [{ code: "ambiguous" }],
    });
    const otherCode = found({ by: "name", profile: { ...held, uscc: "91140524000000001X" } });
    expect(judgeEntry(entry, [otherCode])).toMatchObject({
      faults: [{ code: "otherCode", held: "91140524000000001X" }],
    });
    expect(judgeEntry(entry, [found({ closed: true })])).toMatchObject({ faults: [{ code: "closed" }] });
  });

  test("is faulty when the table has said it before", () => {
    const first = line(GREEN);
    expect(markRepeated([first, { ...first, row: 9 }])[1]).toEqual({
      row: 9,
      cells: first.cells,
      notes: [],
      faults: [{ code: "twice", row: 3 }],
    });
  });
});
