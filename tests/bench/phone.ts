import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { CertificateFilter } from "../../src/client/data/certificates.ts";
import { readyForOffline } from "../support/e2e/journeys.ts";
import type { Phone } from "../support/e2e/phone.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { type BenchCounty, openBenchCounty, throttle } from "./browser/benchPhone.ts";
import { bundleForPage } from "./browser/pageBundle.ts";

const LARGE = 100_000;
const SMALL = 1000;
/** Rows that a screen shows. */
const FIRST_ROWS = 50;
const REPETITIONS = 15;
const STARTS = 10;
const GROWTH_GOAL = { max: 1.5 };
/** Milliseconds in which lists and search answer, and in which a second start shows the list. */
const LIST_LIMIT = 100;
const START_LIMIT = 1000;
/** 2026-11-22T00:00:00Z. */
const NOW = 1_795_305_600;

type Sides = { readonly large: Phone; readonly small: Phone };
type Times = { readonly large: number[]; readonly small: number[] };

/** Asks both phones in turn, so that what else runs on the machine meets both. */
async function inTurn({ large, small }: Sides, count: number, ask: (phone: Phone) => Promise<number>): Promise<Times> {
  const times: Times = { large: [], small: [] };
  for (let time = 0; time <= count; time++) {
    const first = await ask(large);
    const second = await ask(small);
    if (time === 0) continue;
    times.large.push(first);
    times.small.push(second);
  }
  return times;
}

function growthRow(name: string, { large, small }: Times): BenchRow {
  const measured = { ours: median(large), baseline: median(small), unit: "ms" };
  return benchRow(`phone: ${name} at 100,000 certificates against 1,000`, measured, GROWTH_GOAL);
}

function limitRow(name: string, times: readonly number[], limit: number): BenchRow {
  return benchRow(
    `phone: ${name}, 100,000 certificates, against its limit`,
    { ours: median(times), baseline: limit, unit: "ms" },
    { max: 1 },
  );
}

async function listRows(sides: Sides): Promise<readonly BenchRow[]> {
  const start = await sides.small.page.evaluate(() => window.phoneBench.commonStart());
  const filters: readonly (readonly [string, CertificateFilter])[] = [
    ["first list", {}],
    ["search by the start of a number", { number: start }],
    ["search by days", { from: "2026-03-01", to: "2026-05-31" }],
    ["search by product", { product: "红富士苹果" }],
  ];
  const rows: BenchRow[] = [];
  for (const [name, filter] of filters) {
    const ask = ({ page }: Phone, limit: number) =>
      page.evaluate(([asked, most]) => window.phoneBench.list(asked, most), [filter, limit] as const);
    // As many rows on both sides, though fewer certificates have fewer numbers that start alike.
    const { rows: limit } = await ask(sides.small, FIRST_ROWS);
    if (limit === 0) throw new Error(`${name} found nothing`);
    const times = await inTurn(sides, REPETITIONS, async (phone) => {
      const { time, rows: found } = await ask(phone, limit);
      if (found !== limit) throw new Error(`${name} found ${found} of ${limit}`);
      return time;
    });
    rows.push(growthRow(name, times), limitRow(name, times.large, LIST_LIMIT));
  }
  return rows;
}

/** What a page says once the list is there. */
const LIST_IS_THERE = "list";

/** Says when the first row of the list is there, in milliseconds from the moment at which the page began. */
function watchForList(listIsThere: string): void {
  const seen = () => {
    if (document.querySelector("a[href^='/certificates/']") === null) return;
    observer.disconnect();
    console.debug(listIsThere, performance.now());
  };
  const observer = new MutationObserver(seen);
  observer.observe(document, { childList: true, subtree: true });
}

/** Milliseconds of a start in a new page to the first row of the list. */
async function startToList(phone: Phone): Promise<number> {
  const page: Page = await phone.context.newPage();
  await page.addInitScript(watchForList, LIST_IS_THERE);
  await throttle(phone, page);
  // Asking the page would bring scripts into it that are slowed down as its own are.
  const listIsThere = page.waitForEvent("console", (message) => message.text().startsWith(LIST_IS_THERE));
  await page.goto("/certificates", { waitUntil: "commit" });
  const said = await listIsThere;
  await page.close();
  return Number(said.text().slice(LIST_IS_THERE.length));
}

/** Fills a phone that joins, then starts it anew: what the filling left in memory is no part of what is measured. */
async function filledPhone({ join: joinCounty, restart }: BenchCounty, name: string, count: number): Promise<Phone> {
  const script = await bundleForPage(join(import.meta.dirname, "browser/phonePage.ts"));
  const { page } = await joinCounty(name);
  await readyForOffline(page);
  await page.evaluate(script);
  await page.evaluate(([certificates, now]) => window.phoneBench.fill(certificates, now), [count, NOW] as const);
  const phone = await restart(name);
  await phone.page.goto("/");
  await phone.page.evaluate(script);
  return phone;
}

async function run(): Promise<readonly BenchRow[]> {
  const bench = await openBenchCounty();
  try {
    const sides: Sides = {
      large: await filledPhone(bench, "岭上", LARGE),
      small: await filledPhone(bench, "川下", SMALL),
    };
    bench.county.network.weather("down");
    for (const phone of [sides.large, sides.small]) {
      await phone.context.setOffline(true);
      await throttle(phone, phone.page);
    }
    const opens = await inTurn(sides, REPETITIONS, ({ page }) => page.evaluate(() => window.phoneBench.open()));
    const lists = await listRows(sides);
    const starts = await inTurn(sides, STARTS, startToList);
    const startName = "second start offline to the list";
    return [
      growthRow("open", opens),
      ...lists,
      growthRow(startName, starts),
      limitRow(startName, starts.large, START_LIMIT),
    ];
  } finally {
    await bench.close();
  }
}

/** Whether lists, search and start stay quick with a hundred times as many certificates, on a cheap phone. */
export const phone: Bench = { name: "phone", run };
