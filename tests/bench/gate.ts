import { join } from "node:path";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { openBenchCounty, throttle } from "./browser/benchPhone.ts";
import { bundleForPage } from "./browser/pageBundle.ts";

const RECORDS = 500;
const REPETITIONS = 200;
/** Judgements before anything counts. */
const WARM_UP = 50;
/** Milliseconds that a judgement may take on a phone. */
const ALLOWED = 5;

async function run(): Promise<readonly BenchRow[]> {
  const script = await bundleForPage(join(import.meta.dirname, "browser/gatePage.ts"));
  const { join: joinCounty, close } = await openBenchCounty();
  try {
    const phone = await joinCounty("浙水");
    const { page } = phone;
    await page.evaluate(script);
    await throttle(phone, page);
    await page.evaluate(([records, times]) => window.gateBench.judge(records, times), [RECORDS, WARM_UP] as const);
    const taken = await page.evaluate(([records, times]) => window.gateBench.judge(records, times), [
      RECORDS,
      REPETITIONS,
    ] as const);
    const measured = { ours: median(taken), baseline: ALLOWED, unit: "ms" };
    return [benchRow(`gate, lot with ${RECORDS} records, 4x throttled`, measured, { max: 1 })];
  } finally {
    await close();
  }
}

/** The gate before issuing on a slowed phone. */
export const gate: Bench = { name: "gate", run };
