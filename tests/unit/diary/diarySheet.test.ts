import { expect, test } from "vitest";
import type { Entry, Said } from "../../../src/client/features/diary/diaryDeps.ts";
import { diarySheets, diaryTable, entriesWithin } from "../../../src/client/features/diary/diarySheet.ts";
import type { Words } from "../../../src/client/features/diary/entryWords.ts";
import { fillIn } from "../../../src/client/text/catalogue.ts";
import { diaryText } from "../../../src/client/text/diary.ts";
import type { FieldRecord } from "../../../src/core/record/fieldRecord.ts";

/** 2026-11-22 08:00 in China. */
const NOW = 1_795_305_600;
const RIGHT: FieldRecord = {
  type: "inputUsed",
  from: "2026-11-10",
  to: "2026-11-12",
  plots: ["东坡地", "河滩地"],
  product: "豇豆",
  person: "王小兰",
  input: { kind: "pesticide", name: "阿维菌素", registration: "PD20086150" },
  use: { dose: "每亩20毫升", area: 1000, labelDays: 7 },
};
const WRONG: FieldRecord = { ...RIGHT, use: { dose: "每亩30毫升" } };
const ENTRY: Entry = {
  id: "b".repeat(64),
  iat: NOW,
  entered: NOW,
  record: RIGHT,
  replaced: ["a".repeat(64)],
  takenBack: false,
};
const STORY: readonly Said[] = [
  { id: "b".repeat(64), iat: NOW, record: RIGHT, reason: "药量看错了", upload: { state: "uploaded" } },
  { id: "a".repeat(64), iat: NOW - 60, record: WRONG, upload: { state: "uploaded" } },
];
const WORDS: Words = {
  text: (key, ...[values]) => (values === undefined ? diaryText.zh[key] : fillIn(diaryText.zh[key], values)),
  language: "zh-CN",
  units: [],
};
const MARKED = { words: WORDS, late: 3 };
const PERIOD = { operator: "陵川县利民种植专业合作社", from: "2026-11-01", to: "2026-11-22", entries: [ENTRY] };

test("a workbook holds what counts with its marks, and apart from it what was said before", () => {
  const [diary, corrections] = diarySheets(PERIOD, [STORY], MARKED);
  const columns = diary?.columns.map(({ heading }) => heading) ?? [];
  const [row = []] = [...(diary?.rows ?? [])];
  const cell = (heading: string) => row[columns.indexOf(heading)];
  expect(row).toHaveLength(columns.length);
  expect(cell("日期")).toEqual({ day: "2026-11-10" });
  expect(cell("停用日期")).toEqual({ day: "2026-11-12" });
  expect(cell("登记证号、批准文号")).toBe("PD20086150");
  expect(cell("面积（亩）")).toBe(1.5);
  expect(cell("记下的时间")).toEqual({ moment: NOW });
  expect(cell("标记")).toBe("补记、改过");
  const before = [...(corrections?.rows ?? [])];
  expect(before).toHaveLength(1);
  expect(before[0]).toHaveLength(corrections?.columns.length ?? 0);
  expect(before[0]).toEqual(expect.arrayContaining(["每亩30毫升", "药量看错了", "b".repeat(16)]));
});

test("a table for paper says whose it is, of when, and each entry in a row", () => {
  const table = diaryTable(PERIOD, MARKED);
  expect(table.lines).toEqual(["主体：陵川县利民种植专业合作社", "2026年11月1日 至 2026年11月22日，共 1 条"]);
  expect(table.rows).toEqual([
    [
      "2026-11-10–2026-11-12",
      "东坡地、河滩地",
      "打药用药",
      "豇豆 阿维菌素 PD20086150",
      "每亩20毫升 标签 7 天",
      "王小兰",
      "2026-11-22 08:00",
      "补记、改过",
    ],
  ]);
  expect(table.columns).toHaveLength(table.rows[0]?.length ?? 0);
});

test("an act belongs to every period that it reaches into", () => {
  expect(entriesWithin([ENTRY], "2026-11-12", "2026-11-30")).toHaveLength(1);
  expect(entriesWithin([ENTRY], "2026-11-01", "2026-11-10")).toHaveLength(1);
  expect(entriesWithin([ENTRY], "2026-11-13", "2026-11-30")).toEqual([]);
});
