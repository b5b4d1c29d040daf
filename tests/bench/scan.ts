import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { chromiumPath } from "../support/chromium.ts";
import { degradedCorpus, photographLabel } from "../support/degradedLabels.ts";
import { type Bench, type BenchRow, benchRow, median } from "./benchRow.ts";
import type { FrameTimes, ShotReadings } from "./scanPage/scanPage.ts";

const NUMBER_URL = "https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6";
const CORPUS_SEED = 20_261_122;
/** Sides of the code in parts of the frame's height: held too far away, and as the viewfinder asks. */
const SHARES = [0.3, 0.42];
/** Frame to verdict against the decoder alone, at the size that the scanner asks the camera for. */
const FRAME_GOAL = { max: 1.2 };
/** No decoder alone may read more of the corpus. */
const CORPUS_GOAL = { min: 1 };

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** A short code, a label of 170 bytes, one of 240 (version 12) and a chain code of 375. */
function codeTexts(): readonly string[] {
  const digits = (count: number) => Array.from({ length: count }, (_, index) => (index * 7919 + 13) % 10).join("");
  return [NUMBER_URL, ...[413, 583, 911].map((count) => `${NUMBER_URL}#1${digits(count)}`)];
}

const SHOTS = degradedCorpus(codeTexts(), SHARES, CORPUS_SEED);

async function buildPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(import.meta.dirname, "scanPage"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
    worker: { format: "iife" },
  });
}

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const shot = SHOTS[Number(/^\/shots\/(\d+)$/.exec(path)?.[1] ?? -1)];
    if (shot !== undefined) {
      const { width, height, luma } = photographLabel(shot);
      const headers = { "x-text": encodeURIComponent(shot.text), "x-width": width, "x-height": height };
      return void response.writeHead(200, headers).end(new Uint8Array(luma.buffer));
    }
    const file = join(folder, normalize(path === "/" ? "/index.html" : path));
    try {
      const content = readFileSync(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function timeRow(name: string, { ours, baseline }: FrameTimes, goal?: BenchRow["goal"]): BenchRow {
  return benchRow(name, { ours: median(ours), baseline: median(baseline), unit: "ms" }, goal);
}

function corpusRows(readings: readonly ShotReadings[]): readonly BenchRow[] {
  const share = (name: string) => readings.filter((reading) => reading[name] === true).length / readings.length;
  const solo = Object.keys(readings[0] ?? {}).filter((name) => name !== "ours");
  return solo.map((name) => {
    const measured = { ours: share("ours"), baseline: share(name), unit: "share read" };
    return benchRow(`scan: degraded labels (${readings.length}), beside ${name} alone`, measured, CORPUS_GOAL);
  });
}

async function measure(url: string): Promise<readonly BenchRow[]> {
  const { path, args } = await chromiumPath();
  const browser = await chromium.launch({ executablePath: path, args: [...args] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => "scanBench" in window);
    const hd = await page.evaluate(() => window.scanBench.frameToVerdict(1280, 720));
    const fullHd = await page.evaluate(() => window.scanBench.frameToVerdict(1920, 1080));
    const sixForOne = await page.evaluate(() => window.scanBench.sixAgainstOne(1));
    const sixForSix = await page.evaluate(() => window.scanBench.sixAgainstOne(6));
    const readings = await page.evaluate((count) => window.scanBench.readCorpus(count), SHOTS.length);
    return [
      timeRow("scan: frame to verdict, 1280 x 720", hd),
      timeRow("scan: frame to verdict, 1920 x 1080", fullHd, FRAME_GOAL),
      timeRow("scan: six codes looked for against one, one in the frame", sixForOne),
      timeRow("scan: six codes looked for against one, six in the frame", sixForSix),
      ...corpusRows(readings),
    ];
  } finally {
    await browser.close();
  }
}

async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-scan-"));
  await buildPage(folder);
  const server = await serve(folder);
  try {
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    return await measure(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Scanning in a real browser: what verifying adds to decoding, and what is read of damaged labels. */
export const scan: Bench = { name: "scan", run };
