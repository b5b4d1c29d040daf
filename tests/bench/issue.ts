import { join } from "node:path";
import type { Page } from "@playwright/test";
import { issueFirst, readyForOffline, shownCode, shownNumber, typeOnKeypad } from "../support/e2e/journeys.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { openBenchCounty, throttle } from "./browser/benchPhone.ts";
import { bundleForPage } from "./browser/pageBundle.ts";

const REPETITIONS = 20;
/** Issuings before anything counts. */
const WARM_UP = 4;
const CONFIRM = "确认，签发";
const GOAL = { max: 1.5 };

/** Issues the usual product once more, from the full-screen code of the last one to the next. */
async function issueAgain(page: Page, quantity: string): Promise<void> {
  await page.getByRole("link", { name: "完成" }).click();
  await page.getByRole("link", { name: /^开证/ }).click();
  const usual = page.getByRole("group", { name: "常开的" });
  await usual.getByRole("button", { name: /^马铃薯/ }).click();
  await typeOnKeypad(page, quantity);
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: CONFIRM }).click();
  await shownNumber(page);
}

async function run(): Promise<readonly BenchRow[]> {
  const script = await bundleForPage(join(import.meta.dirname, "browser/issuePage.ts"));
  const { county, join: joinCounty, close } = await openBenchCounty();
  try {
    const phone = await joinCounty("利民");
    const { page } = phone;
    await issueFirst(page, { product: "马铃薯", quantity: "500" });
    const code = await shownCode(page);
    await readyForOffline(page);
    // In flight mode, as at the edge of a field; nothing is being uploaded meanwhile.
    await phone.context.setOffline(true);
    county.network.weather("down");
    await page.evaluate(script);
    await page.evaluate((words) => window.issueBench.watch(words), CONFIRM);
    await throttle(phone, page);
    const baseline: number[] = [];
    for (let time = 0; time < WARM_UP + REPETITIONS; time++) {
      await issueAgain(page, String(10 + time));
      baseline.push(await page.evaluate((text) => window.issueBench.baseline(text), code));
    }
    const issued = await page.evaluate(() => window.issueBench.issued());
    if (issued.length !== baseline.length) throw new Error(`${issued.length} issuings were seen of ${baseline.length}`);
    const measured = { ours: median(issued.slice(WARM_UP)), baseline: median(baseline.slice(WARM_UP)), unit: "ms" };
    return [benchRow("issue: confirmed to stored and drawn, against sign + strict commit + encode", measured, GOAL)];
  } finally {
    await close();
  }
}

/** How much the app adds to what issuing costs at the least, on a cheap phone. */
export const issue: Bench = { name: "issue", run };
