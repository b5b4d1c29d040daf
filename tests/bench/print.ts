import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { charactersOf } from "../../src/core/font/pageFont.ts";
import { openGlyphPacks } from "../../src/server/glyphPacks.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { ALL_SIZES, ISSUED_STYLES, LABEL_PACK, labelContent, TEXTS } from "../support/labels.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import { DIST, ensureBuilt } from "./browser/builtApp.ts";
import { bundleForPage } from "./browser/pageBundle.ts";
import type { PrintBenchResult, PrintBenchWork } from "./browser/printPage.ts";

/** How much slower than this machine a phone's processor is taken to be. */
const THROTTLE = 4;
const ROUNDS = 11;
const GOAL = { download: 160_000, bytes: 40_000, one: 400, batch: 20_000, heap: 1.5 } as const;
/** Code of the app that the first PDF loads, as the build names it. */
const PDF_CODE = /^(?:pdfWorker|makePdf|glyphPicture|LedgerRoute|pdf)-[\w-]+\.js\.br$/;
/** Products of an operator beside those of one certificate. */
const PRODUCTS = "马铃薯大白菜红富士苹果番茄香菇黄瓜谷子核桃山楂菠菜";

function workOf(count: number, sizeId: string): PrintBenchWork {
  const [style] = ISSUED_STYLES;
  const [resolution] = LABEL_PACK.resolutions;
  const size = ALL_SIZES.find(({ id }) => id === sizeId);
  if (style === undefined || resolution === undefined || size === undefined) throw new Error("the packs are empty");
  return { content: labelContent(style, TEXTS.usual), count, size, resolution };
}

async function newPage(script: string): Promise<{ readonly page: Page; readonly close: () => Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: (await chromiumPath()).path,
    args: [...CHROMIUM_ARGS, "--js-flags=--expose-gc", "--enable-precise-memory-info"],
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: script });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  return { page, close: () => browser.close() };
}

const ours = (page: Page, work: PrintBenchWork): Promise<PrintBenchResult> =>
  page.evaluate((given) => window.printBench.ours(given), work);
const bare = (page: Page, work: PrintBenchWork): Promise<PrintBenchResult> =>
  page.evaluate((given) => window.printBench.bare(given), work);

async function measureOne(page: Page): Promise<readonly BenchRow[]> {
  const work = workOf(1, "A5");
  const results: { readonly ours: PrintBenchResult; readonly bare: PrintBenchResult }[] = [];
  for (let round = 0; round <= ROUNDS; round++)
    results.push({ ours: await ours(page, work), bare: await bare(page, work) });
  const counted = results.slice(1);
  const time = median(counted.map((result) => result.ours.time));
  const base = median(counted.map((result) => result.bare.time));
  const bytes = counted[0]?.ours.bytes ?? Number.POSITIVE_INFINITY;
  return [
    benchRow("print: one certificate, against jsPDF alone", { ours: time, baseline: base, unit: "ms" }),
    benchRow(`print: one certificate at ${THROTTLE}×`, { ours: time, baseline: GOAL.one, unit: "ms" }, { max: 1 }),
    benchRow("print: one certificate's file", { ours: bytes, baseline: GOAL.bytes, unit: "bytes" }, { max: 1 }),
  ];
}

async function measureBatch(page: Page): Promise<readonly BenchRow[]> {
  const few = await ours(page, workOf(50, "70x50"));
  const many = await ours(page, workOf(500, "70x50"));
  const base = await bare(page, workOf(500, "70x50"));
  return [
    benchRow("print: 500 labels, against jsPDF alone", { ours: many.time, baseline: base.time, unit: "ms" }),
    benchRow(`print: 500 labels at ${THROTTLE}×`, { ours: many.time, baseline: GOAL.batch, unit: "ms" }, { max: 1 }),
    benchRow(
      "print: peak heap of 500 labels, against 50",
      { ours: many.heap, baseline: few.heap, unit: "bytes" },
      { max: GOAL.heap },
    ),
  ];
}

function codeBytes(): number {
  const assets = join(DIST, "assets");
  const names = readdirSync(assets).filter((name) => PDF_CODE.test(name));
  if (!names.some((name) => name.startsWith("pdfWorker"))) throw new Error("the build has no PDF code");
  return names.reduce((total, name) => total + statSync(join(assets, name)).size, 0);
}

async function run(): Promise<readonly BenchRow[]> {
  await ensureBuilt();
  const { page, close } = await newPage(await bundleForPage(join(import.meta.dirname, "browser/printPage.ts")));
  try {
    const texts = await page.evaluate((work) => window.printBench.texts(work), workOf(500, "70x50"));
    const packs = openGlyphPacks(join(import.meta.dirname, "../../src/data/fonts/reserve.ttf"));
    const asked = charactersOf([...texts, PRODUCTS, "0123456789ABCDEFGHJKMNPQRSTVWXYZ.-"]).join("");
    const packed = await packs.compressed(asked);
    if (packed === undefined) throw new Error("the reserve font has none of the characters");
    await page.evaluate((glyphs) => window.printBench.keep(glyphs), [...brotliDecompressSync(packed)]);
    const download = { ours: codeBytes() + packed.length, baseline: GOAL.download, unit: "bytes" };
    return [
      benchRow("print: first PDF downloads", download, { max: 1 }),
      ...(await measureOne(page)),
      ...(await measureBatch(page)),
    ];
  } finally {
    await close();
  }
}

/** What PDFs cost on a cheap phone: bytes, time and memory. */
export const print: Bench = { name: "print", run };
