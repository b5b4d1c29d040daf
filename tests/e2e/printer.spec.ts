import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import readQr from "jsqr";
import { isBlack } from "../../src/core/label/raster.ts";
import { bundleForPage } from "../bench/browser/pageBundle.ts";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs } from "../support/e2e/journeys.ts";
import { test } from "../support/e2e/test.ts";
import { PDF_READERS, readCode, seePage } from "../support/pdfReaders.ts";
import type { EmulatedPrinter } from "../support/printerEmulator/printer.ts";

const PRINTER_PAGE = new URL("../support/printerEmulator/printerPage.ts", import.meta.url).pathname;

type Paper = { readonly width: number; readonly height: number; readonly bits: readonly number[] };
type WithPrinter = typeof window & { readonly labelPrinter: EmulatedPrinter };

/** Papers that came out since the page was loaded. */
function papers(page: Page): Promise<readonly Paper[]> {
  return page.evaluate(() =>
    (window as WithPrinter).labelPrinter.papers.map(({ raster: { width, height, bits } }) => ({
      width,
      height,
      bits: [...bits],
    })),
  );
}

/** The preview's dots, true for black. */
function previewDots(page: Page): Promise<{ readonly width: number; readonly dots: readonly boolean[] }> {
  return page.getByRole("img", { name: "标签预览" }).evaluate((element: HTMLCanvasElement) => {
    const { width, height } = element;
    const pixels = element.getContext("2d")?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    return { width, dots: Array.from({ length: width * height }, (_, at) => (pixels[at * 4] ?? 255) < 128) };
  });
}

function dotsOf({ width, height, bits }: Paper): readonly boolean[] {
  const raster = { width, height, bytesPerRow: Math.ceil(width / 8), bits: Uint8Array.from(bits) };
  return Array.from({ length: width * height }, (_, at) => isBlack(raster, at % width, Math.floor(at / width)));
}

function codeOn(paper: Paper): string | undefined {
  const grey = dotsOf(paper).flatMap((black) => (black ? [0, 0, 0, 255] : [255, 255, 255, 255]));
  return readQr(Uint8ClampedArray.from(grey), paper.width, paper.height)?.data;
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(await bundleForPage(PRINTER_PAGE));
});

test("from an issued certificate to a Bluetooth printer: what the preview showed comes out, and a person confirms", async ({
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇北沟家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "500" });
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByLabel("标签大小").selectOption({ label: "50 × 40 毫米" });
  const preview = await previewDots(page);
  await page.getByRole("button", { name: "用打印机打" }).click();
  const job = page.getByRole("article", { name: "马铃薯 1 张 50×40" });
  await expect(job.getByText("等着打")).toBeVisible();

  await page.reload();
  await expect(job.getByText("还没选打印机")).toBeVisible();
  await job.getByRole("button", { name: "选打印机" }).click();
  await page.getByRole("button", { name: "找蓝牙打印机" }).click();
  await expect(job.getByText("已送出", { exact: true })).toBeVisible();
  await expect(page.getByText("打好了吗？")).toBeVisible();
  const [paper, ...more] = await papers(page);
  if (paper === undefined) throw new Error("no label came out");
  expect(more).toEqual([]);
  expect(paper.width).toBe(preview.width);
  expect(dotsOf(paper)).toEqual(preview.dots);
  expect(codeOn(paper)).toContain(`/c/${number}#1`);

  await job.getByRole("button", { name: "打好了", exact: true }).click();
  await expect(job.getByText("打好了", { exact: true })).toBeVisible();
  await page.reload();
  await expect(job.getByText("打好了", { exact: true })).toBeVisible();
});

test("boxes come out one by one with their numbers, and the printer is remembered with its family's language", async ({
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇上沟家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "60" });
  await page.goto("/settings");
  await page.getByRole("link", { name: "打印机" }).click();
  await page.getByRole("button", { name: "找蓝牙打印机" }).click();
  const printer = page.getByRole("group").filter({ hasText: "GP-M322_4F21" });
  await expect(printer.getByLabel("打印机语言")).toHaveValue("tspl");
  await printer.getByLabel("型号").selectOption("hprt-portable");
  await expect(printer.getByLabel("打印机语言")).toHaveValue("cpcl");
  await printer.getByLabel("打印机语言").selectOption("tspl");
  await expect(printer.getByLabel("打印机语言")).toHaveValue("tspl");

  await page.goto("/certificates");
  await page.getByRole("link", { name: /马铃薯/ }).click();
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByRole("switch", { name: /给每箱编号/ }).check();
  await page.getByLabel("一共几箱").fill("3");
  await page.getByRole("button", { name: "用打印机打" }).click();
  const job = page.getByRole("article", { name: "马铃薯 3 张 60×40" });
  await expect(job.getByText("GP-M322_4F21")).toBeVisible();
  await job.getByRole("button", { name: "开始打印" }).click();
  await expect(job.getByText("已送出", { exact: true })).toBeVisible();
  const boxes = await papers(page);
  expect(boxes.length).toBe(3);
  expect(new Set(boxes.map(codeOn)).size).toBe(1);
  expect(new Set(boxes.map(({ bits }) => bits.join(" "))).size).toBe(3);
});

test("a certificate is saved as a PDF from its print screen, with text that can be searched", async ({
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇下沟家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "500" });
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByLabel("标签大小").selectOption("70x50");
  await page.getByRole("button", { name: "做成 PDF" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: /^保存 合格证/ }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toContain(number);
  const pdf = new Uint8Array(await readFile(await download.path()));
  const [words] = await PDF_READERS.poppler(pdf);
  for (const field of ["承诺达标合格证", "陵川县礼义镇下沟家庭农场", "马铃薯", "500千克"])
    expect(words).toContain(field);
  expect(readCode(seePage(pdf, 0, 203))).toContain(`/c/${number}#1`);
  expect(pdf.length).toBeLessThanOrEqual(40_000);
});
