import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { build } from "vite";
import type { Role } from "../../src/core/operator/role.ts";
import type { DemoCounty } from "../../src/server/demo/makeDemo.ts";
import { prepareDemo, readDemoConfig } from "../../src/server/demo/prepareDemo.ts";
import { startServer } from "../../src/server/start.ts";
import { chromiumPath, MISSING_FONT } from "./chromium.ts";
import { freePort } from "./e2e/freePort.ts";
import { fillInFirst, joinInApp, shownNumber } from "./e2e/journeys.ts";
import { type Phone, type PhoneMake, startPhone } from "./e2e/phone.ts";
import { smallerPng } from "./smallPng.ts";

/** 2026-11-22, twenty past ten in China: every picture shows the same day. */
const MOMENT = 1_795_314_000;
const PICTURES = join(import.meta.dirname, "../../public/screenshots");

/** A demo that listens, and a shelf of phones. */
type Studio = {
  readonly county: DemoCounty;
  readonly origin: string;
  readonly phone: (name: string, make?: PhoneMake) => Promise<Phone>;
};

/** Serves the demo on a free port, lets somebody use it, and leaves nothing behind. */
async function inStudio(work: (studio: Studio) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-pictures-"));
  const config = readDemoConfig({ DATA_DIR: join(folder, "data-demo"), PORT: String(await freePort()) });
  const county = config.ok ? await prepareDemo(config.value, MOMENT) : config;
  if (!config.ok || !county.ok) throw new Error(JSON.stringify([config, county]));
  const started = await startServer(config.value, { now: () => MOMENT, log: false, say: () => undefined });
  if (!started.ok) throw new Error(started.error);
  // Phones learn the time from this header.
  started.value.endpoint.app.server.prependListener("request", (_request: IncomingMessage, answer: ServerResponse) => {
    answer.setHeader("date", new Date(MOMENT * 1000).toUTCString());
  });
  const { origin } = config.value;
  const phones: Phone[] = [];
  const phone: Studio["phone"] = async (name, make) => {
    const made = await startPhone(join(folder, name), origin, make);
    phones.push(made);
    await keepsItsData(made, origin);
    await made.context.clock.setFixedTime(MOMENT * 1000);
    return made;
  };
  try {
    await work({ county: county.value, origin, phone });
  } finally {
    for (const made of phones) await made.close();
    await started.value.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** As on a phone that has the app on its home screen: the browser promises to keep the data. */
async function keepsItsData({ context }: Phone, origin: string): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  await session?.send("Browser.grantPermissions", { origin, permissions: ["durableStorage"] });
}

/** Takes a picture of exactly 360 × 740 pixels, once everything on it stands still. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const picture = smallerPng(await page.screenshot({ scale: "css", animations: "disabled", caret: "hide" }));
  writeFileSync(join(PICTURES, `${name}.png`), picture);
  console.log(`${name}.png  ${picture.length} B`);
}

function linkFor({ county }: Studio, role: Role): string {
  const found = county.links.find((link) => link.role === role);
  if (found === undefined) throw new Error(`the demo has no link for ${role}`);
  return found.link;
}

/** What the code of a genuine certificate holds. */
function genuineCode({ county }: Studio): string {
  const found = county.states.find(({ id }) => id === "authentic");
  if (found === undefined) throw new Error("the demo has no genuine certificate");
  return found.text;
}

async function pictureIssuing(studio: Studio): Promise<void> {
  const { page } = await studio.phone("producer");
  await joinInApp(page, linkFor(studio, "producer"));
  await expect(page.getByText("都已上传")).toBeVisible();
  await take(page, "home");
  await fillInFirst(page, { search: "tudou", product: "马铃薯", quantity: "500" });
  await take(page, "preview");
  await page.getByRole("button", { name: "确认，签发" }).click();
  await shownNumber(page);
  await take(page, "code");
}

async function pictureScanning(studio: Studio): Promise<void> {
  const { page } = await studio.phone("market", { camera: [genuineCode(studio)] });
  await joinInApp(page, linkFor(studio, "market"));
  await expect(page.getByText("都已上传")).toBeVisible();
  await page.getByRole("link", { name: "扫一扫" }).click();
  await expect(page.getByText("真的，有效")).toBeVisible();
  await expect(page.getByText("正在向登记机关核对…")).toBeHidden();
  await page.getByText("真的，有效").evaluate((title) => {
    const card = title.closest<HTMLElement>("section");
    // Clear of the bar at the top.
    card?.style.setProperty("scroll-margin-top", "4.5rem");
    card?.scrollIntoView();
  });
  await take(page, "verdict");
}

async function pictureOfficer(studio: Studio): Promise<void> {
  const { page } = await studio.phone("officer");
  await joinInApp(page, linkFor(studio, "officer"));
  await page.getByRole("link", { name: /^监管/ }).click();
  await expect(page.getByText("陵川县惠民种植专业合作社")).toBeVisible();
  await take(page, "officer");
}

/** The page that any camera app opens, with the signature checked in it. */
async function picturePage(studio: Studio): Promise<void> {
  const { page } = await studio.phone("stranger");
  await page.goto(genuineCode(studio));
  await expect(page.getByText("已在本页核验签名")).toBeVisible();
  await take(page, "page");
}

const chromium = await chromiumPath();
if (chromium.hasCjkFont) {
  process.env["CHROMIUM_PATH"] = chromium.path;
  mkdirSync(PICTURES, { recursive: true });
  await build({ logLevel: "warn" });
  await inStudio(async (studio) => {
    await picturePage(studio);
    await pictureIssuing(studio);
    await pictureScanning(studio);
    await pictureOfficer(studio);
  });
} else {
  console.error(MISSING_FONT);
  process.exitCode = 1;
}
