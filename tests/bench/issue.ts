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

/** Milliseconds for which a person reads the preview; what the last issuing left to do is over by then. */
const READING = 1500;

/** Fills in the usual product once more, from the full-screen code of the last one to the preview of the next. */
async function fillInAgain(page: Page, quantity: string): Promise<void> {
  await page.getByRole("link", { name: "完成" }).click();
  await page.getByRole("link", { name: /^开证/ }).click();
  const usual = page.getByRole("group", { name: "常开的" });
  await usual.getByRole("button", { name: /^马铃薯/ }).click();
  await typeOnKeypad(page, quantity);
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: CONFIRM }).waitFor();
  await page.waitForTimeout(READING);
}

/**
 * Taps the button and lets the app be until the code is there: what Playwright asks the page meanwhile would be
 * answered by the same processor, four times as slowly.
 */
async function confirm(page: Page): Promise<void> {
  const box = await page.getByRole("button", { name: CONFIRM }).boundingBox();
  if (box === null) throw new Error("nothing to confirm");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(READING);
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
      await fillInAgain(page, String(10 + time));
      baseline.push(await page.evaluate((text) => window.issueBench.baseline(text), code));
      await confirm(page);
    }
    const { drawn, painted } = await page.evaluate(() => window.issueBench.issued());
    if (drawn.length !== baseline.length || painted.length !== baseline.length)
      throw new Error(`${drawn.length} issuings were seen of ${baseline.length}, ${painted.length} of them painted`);
    const against = (ours: readonly number[]) => {
      return { ours: median(ours.slice(WARM_UP)), baseline: median(baseline.slice(WARM_UP)), unit: "ms" };
    };
    return [
      benchRow("issue: confirmed to stored and drawn, against sign + strict commit + encode", against(drawn), GOAL),
      benchRow("issue: the same until a frame has painted the code", against(painted)),
    ];
  } finally {
    await close();
  }
}

/** How much the app adds to what issuing costs at the least, on a cheap phone. */
export const issue: Bench = { name: "issue", run };
