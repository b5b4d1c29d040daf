import { readdirSync } from "node:fs";
import { join } from "node:path";
import { toBase64Url } from "../../src/core/bytes.ts";
import { CHUNK_ROWS, type EncodedRow, encodeChunk } from "../../src/core/operator/directory.ts";
import { packAnswer } from "../../src/server/http/packedAnswers.ts";
import { readyForOffline } from "../support/e2e/journeys.ts";
import type { Phone } from "../support/e2e/phone.ts";
import { seededRandom } from "../support/seededRandom.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { openBenchCounty, throttle } from "./browser/benchPhone.ts";
import { DIST } from "./browser/builtApp.ts";
import { bundleForPage } from "./browser/pageBundle.ts";
import { directoryRows } from "./register/directoryRows.ts";

const OPERATORS = 20_000;
/** Bytes over the wire: of a snapshot, and of a day's delta. */
const SNAPSHOT_BUDGET = 2_500_000;
const DELTA_BUDGET = 20_480;
/** Operators in a day's delta: changed, new, and with a certificate voided. */
const DAY = { changed: 200, added: 20, voided: 50 } as const;
const APPLY_GOAL = { max: 1.5 };
const ROUNDS = 2;
/** Milliseconds in which a search answers, and beyond which no task of the page's own thread may last. */
const SEARCH_LIMIT = 100;
const TASK_LIMIT = 50;
/** Letters and characters, common and rare, found and not found. */
const TYPED = [
  "合作社",
  "利民",
  "hezuoshe",
  "hzs",
  "liminzhongzhi",
  "lyzfs",
  "hezuoshex",
  "琉璃",
  "93140524MA0119",
  "xingwangyz",
];
/** Bytes of a signed head as it travels. */
const HEAD = "A".repeat(230);
/** 2026-11-22T00:00:00Z. */
const NOW = 1_795_305_600;

async function snapshotBytes(rows: readonly EncodedRow[]): Promise<number> {
  let bytes = 0;
  const chunks: string[] = [];
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    bytes += (await packAnswer(encodeChunk(rows.slice(start, start + CHUNK_ROWS)))).length;
    chunks.push("0".repeat(64));
  }
  return bytes + JSON.stringify({ head: HEAD, chunks }).length;
}

async function wireRows(): Promise<readonly BenchRow[]> {
  const world = { now: NOW, random: seededRandom(20_261_122) };
  const snapshot = await snapshotBytes(directoryRows(OPERATORS, world));
  const rows = directoryRows(DAY.changed + DAY.added + DAY.voided, world, DAY.voided);
  const changed = rows.map(({ bytes }) => toBase64Url(bytes));
  const delta = (await packAnswer(JSON.stringify({ from: 1, head: HEAD, changed, removed: [] }))).length;
  const against = (ours: number, baseline: number) => ({ ours, baseline, unit: "bytes" });
  return [
    benchRow("directory: snapshot of 20,000 operators on the wire", against(snapshot, SNAPSHOT_BUDGET), { max: 1 }),
    benchRow("directory: a day's delta on the wire", against(delta, DELTA_BUDGET), { max: 1 }),
  ];
}

/** Asks everything once unheard, then measures each question. */
async function timesOf(ask: (typed: string) => Promise<{ readonly time: number }>): Promise<readonly number[]> {
  for (const typed of TYPED) await ask(typed);
  const times: number[] = [];
  for (const typed of [...TYPED, ...TYPED]) times.push((await ask(typed)).time);
  return times;
}

async function searchRows({ page }: Phone): Promise<readonly BenchRow[]> {
  const file = readdirSync(join(DIST, "assets")).find((name) => name.startsWith("namesWorker"));
  if (file === undefined) throw new Error("the app has no searching worker");
  await page.evaluate(() => window.directoryBench.fill());
  const found = await page.evaluate((typed) => window.directoryBench.find(typed), "hezuoshe");
  if (found.rows !== 20) throw new Error("the search found too few");
  const slowed = await timesOf((typed) => page.evaluate((asked) => window.directoryBench.find(asked), typed));
  await page.evaluate(() => window.directoryBench.longestTask());
  const asked = await timesOf((typed) =>
    page.evaluate(([url, name]) => window.directoryBench.ask(url, name), [`/assets/${file}`, typed] as const),
  );
  const task = await page.evaluate(() => window.directoryBench.longestTask());
  const limited = (ours: number, baseline: number) => ({ ours, baseline, unit: "ms" });
  return [
    benchRow(
      "directory: search in 20,000 operators, on a slowed thread, against its limit",
      limited(median(slowed), SEARCH_LIMIT),
      { max: 1 },
    ),
    benchRow("directory: the slowest of these searches", limited(Math.max(...slowed), SEARCH_LIMIT)),
    benchRow("directory: search asked of the app's worker, against its limit", limited(median(asked), SEARCH_LIMIT), {
      max: 1,
    }),
    benchRow("directory: longest task of the page while its worker reads and searches", limited(task, TASK_LIMIT), {
      max: 1,
    }),
  ];
}

async function applyRows({ page }: Phone): Promise<readonly BenchRow[]> {
  const times: { readonly ours: number; readonly bare: number }[] = [];
  await page.evaluate(() => window.directoryBench.longestTask());
  for (let round = 0; round < ROUNDS; round++) times.push(await page.evaluate(() => window.directoryBench.apply()));
  const applied = {
    ours: median(times.map(({ ours }) => ours)),
    baseline: median(times.map(({ bare }) => bare)),
    unit: "ms",
  };
  return [
    benchRow(
      "directory: snapshot of 20,000 operators applied, against the bare write of its rows",
      applied,
      APPLY_GOAL,
    ),
  ];
}

async function run(): Promise<readonly BenchRow[]> {
  const wire = await wireRows();
  const script = await bundleForPage(join(import.meta.dirname, "browser/directoryPage.ts"));
  const { county, join: joinCounty, close } = await openBenchCounty();
  try {
    const phone = await joinCounty("利民");
    await readyForOffline(phone.page);
    await phone.context.setOffline(true);
    county.network.weather("down");
    await phone.page.evaluate(script);
    await phone.page.evaluate((count) => window.directoryBench.make(count), OPERATORS);
    await throttle(phone, phone.page);
    return [...wire, ...(await applyRows(phone)), ...(await searchRows(phone))];
  } finally {
    await close();
  }
}

/** Whether a county's directory stays small, comes in quickly, and is searched quickly on a cheap phone. */
export const directory: Bench = { name: "directory", run };
