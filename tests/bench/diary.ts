import { join } from "node:path";
import { readyForOffline } from "../support/e2e/journeys.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { openBenchCounty, throttle } from "./browser/benchPhone.ts";
import { bundleForPage } from "./browser/pageBundle.ts";

const RECORDS = 2000;
const REPETITIONS = 15;
/** Runs before anything counts. */
const WARM_UP = 3;
/** Milliseconds in which list and search answer. */
const LIMIT = 100;
const WRITE_GOAL = { max: 1.5 };
/** 2026-11-22T00:00:00Z. */
const NOW = 1_795_305_600;

async function run(): Promise<readonly BenchRow[]> {
  const script = await bundleForPage(join(import.meta.dirname, "browser/diaryPage.ts"));
  const { county, join: joinCounty, close } = await openBenchCounty();
  try {
    const phone = await joinCounty("利民");
    const { page } = phone;
    await readyForOffline(page);
    await phone.context.setOffline(true);
    county.network.weather("down");
    await page.evaluate(script);
    await page.evaluate(([count, now]) => window.diaryBench.fill(count, now), [RECORDS, NOW] as const);
    await throttle(phone, page);
    const lists: number[] = [];
    const searches: number[] = [];
    for (let time = 0; time < WARM_UP + REPETITIONS; time++) {
      const listed = await page.evaluate(() => window.diaryBench.list());
      const found = await page.evaluate(() => window.diaryBench.search("阿维菌素 4号棚"));
      if (listed.entries !== RECORDS || found.entries === 0) throw new Error("the diary is not whole");
      lists.push(listed.time);
      searches.push(found.time);
    }
    const writes: { readonly ours: number; readonly bare: number }[] = [];
    for (let time = 0; time < WARM_UP + REPETITIONS; time++)
      writes.push(await page.evaluate(() => window.diaryBench.write()));
    const counted = writes.slice(WARM_UP);
    const written = {
      ours: median(counted.map(({ ours }) => ours)),
      baseline: median(counted.map(({ bare }) => bare)),
      unit: "ms",
    };
    const limited = (name: string, times: readonly number[]) =>
      benchRow(name, { ours: median(times.slice(WARM_UP)), baseline: LIMIT, unit: "ms" }, { max: 1 });
    return [
      limited("diary: 2,000 records read for the list, against its limit", lists),
      limited("diary: search in 2,000 records, against its limit", searches),
      benchRow("diary: an entry asked for to durable, against one strict commit", written, WRITE_GOAL),
    ];
  } finally {
    await close();
  }
}

/** Whether the diary lists, searches and writes quickly on a cheap phone. */
export const diary: Bench = { name: "diary", run };
