import { expect, type Page } from "@playwright/test";
import jpeg from "jpeg-js";
import readQr from "jsqr";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs } from "../support/e2e/journeys.ts";
import { test } from "../support/e2e/test.ts";

/** PDF points in a millimetre. */
const POINTS = 72 / 25.4;

/** What would go to paper: the browser's print window opens in no test. */
type Printed = { readonly pages: number; readonly widths: readonly string[]; readonly rule: string };

async function watchPrinting(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as typeof window & { printed?: Printed };
    window.print = () => {
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
      watched.printed = {
        pages: document.querySelectorAll(".print-page").length,
        widths: [...document.querySelectorAll<HTMLElement>(".print-page img")].map((image) => image.style.width),
        rule: rules.find((rule) => rule.startsWith("@page")) ?? "",
      };
    };
  });
}

function printed(page: Page): Promise<Printed | undefined> {
  return page.evaluate(() => (window as typeof window & { printed?: Printed }).printed);
}

/** Text of the code in the preview, read from its own dots. */
async function previewCode(page: Page): Promise<string | undefined> {
  const canvas = page.getByRole("img", { name: "标签预览" });
  const dataUrl = await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL("image/jpeg", 1));
  const picture = jpeg.decode(Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64"), { useTArray: true });
  return readQr(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data;
}

test("from an issued certificate to paper: preview, size remembered, exact millimetres", async ({ county, page }) => {
  await watchPrinting(page);
  await joinAs(page, county, familyFarm("陵川县附城镇丰源果蔬家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "500" });
  await page.getByRole("link", { name: "打印" }).click();
  await expect(page.getByRole("heading", { name: "打印合格证" })).toBeVisible();
  await page.getByLabel("标签大小").selectOption({ label: "50 × 40 毫米" });
  await expect.poll(() => previewCode(page)).toContain(`/c/${number}#1`);

  await page.reload();
  await expect(page.getByLabel("标签大小")).toHaveValue("50x40");
  await page.getByLabel("打几张").fill("2");
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await expect
    .poll(() => printed(page))
    .toEqual({ pages: 2, widths: ["50mm", "50mm"], rule: expect.stringContaining("size: 50mm 40mm") });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(boxes).toHaveLength(2);
  for (const [, width, height] of boxes) {
    expect(Math.abs(Number(width) - 50 * POINTS)).toBeLessThan(1);
    expect(Math.abs(Number(height) - 40 * POINTS)).toBeLessThan(1);
  }
});

test("the smallest label carries the short code, and says so", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇东沟家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "80" });
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByLabel("标签大小").selectOption({ label: "40 × 30 毫米" });
  await expect(page.getByText("标签小，印的是短码")).toBeVisible();
  await expect.poll(() => previewCode(page)).toMatch(new RegExp(`/c/${number}$`));
});

test("each box gets a label with its number, and sheets are filled", async ({ county, page }) => {
  await watchPrinting(page);
  await joinAs(page, county, familyFarm("陵川县礼义镇西沟家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "90" });
  await page.getByRole("link", { name: "看整张证" }).click();
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByRole("switch", { name: /给每箱编号/ }).check();
  await page.getByLabel("一共几箱").fill("10");
  await page.getByLabel("标签大小").selectOption({ label: "A4 不干胶，每张 8 个（105 × 74 毫米）" });
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await expect.poll(() => printed(page)).toMatchObject({ pages: 2, rule: expect.stringContaining("210mm 297mm") });
  expect((await printed(page))?.widths).toHaveLength(10);
});

test("the producer's own picture is chosen once and stays", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇南沟家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "70" });
  await page.getByRole("link", { name: "打印" }).click();
  await page.getByText("图标和打印机").click();
  const data = Buffer.alloc(64 * 64 * 4, 90);
  const buffer = Buffer.from(jpeg.encode({ data, width: 64, height: 64 }, 90).data);
  await page.getByLabel("选一张图").setInputFiles({ name: "图标.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByRole("img", { name: "我的图标 1" })).toBeVisible();
  await page.reload();
  await page.getByText("图标和打印机").click();
  await expect(page.getByRole("img", { name: "我的图标 1" })).toBeVisible();
  await page.getByRole("button", { name: "不要这张图" }).click();
  await expect(page.getByRole("img", { name: "我的图标 1" })).toHaveCount(0);
});
