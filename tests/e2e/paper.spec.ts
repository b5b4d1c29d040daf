import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs } from "../support/e2e/journeys.ts";
import { readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";
import { PDF_READERS, readCode, seePage } from "../support/pdfReaders.ts";

const NAME = "陵川县礼义镇祎䶮马铃薯家庭农场";

/** Makes the PDF of the screen and gives back the file that the phone saved. */
async function pdfOf(page: Page, name: RegExp): Promise<Uint8Array> {
  await page.getByRole("button", { name: "做成 PDF" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return new Uint8Array(await readFile(await (await saving).path()));
}

test("a roll is printed beforehand, the camera claims its tags for a certificate, and board, poster and form come out", async ({
  county,
  startPhone,
}) => {
  const before = await startPhone("seller");
  await joinAs(before.page, county, familyFarm(NAME));
  await before.page.goto("/paper");
  await before.page.getByRole("link", { name: /^预印标签/ }).click();
  await before.page.getByLabel("这一卷印多少枚").fill("12");
  await before.page.getByRole("button", { name: "做一卷新标签" }).click();
  await before.page.getByLabel("标签大小").selectOption({ label: "50 × 30 毫米" });
  const roll = await pdfOf(before.page, /^保存 预印标签/);
  const pages = await PDF_READERS.mupdf(roll);
  expect(pages).toHaveLength(12);
  for (const words of ["承诺达标合格证", NAME, "第3枚，共12枚"]) expect(pages[2]).toContain(words);
  const code = readCode(seePage(roll, 2, 300)) ?? "";
  expect(code).toMatch(new RegExp(`^${county.origin}/r/[0-9A-Z]{16}$`));
  await before.page.goto("/");
  const number = await issueFirst(before.page, { product: "马铃薯", quantity: "500" });
  const id = (await readRecords(before.page)).certificates[0]?.id ?? "";
  const claim = before.page.getByRole("link", { name: "登记预印标签" });
  await expect(claim, "beside the full-screen code").toHaveAttribute("href", `/paper/tags/${id}`);
  await before.close();

  const { page } = await startPhone("seller", { camera: [code] });
  await page.goto(`/certificates/${id}`);
  await page.getByRole("link", { name: "登记预印标签" }).click();
  await expect(page.getByText("扫到了")).toBeVisible();
  await page.getByLabel("从这一枚起，连着贴几枚").fill("5");
  await page.getByRole("button", { name: "登记 5 枚" }).click();
  await expect(page.getByText("登记好了：5 枚标签都是这张证了")).toBeVisible();
  await page.goto("/scan");
  const card = page.locator(".verdict").first();
  await expect(card.getByRole("heading", { name: "真的，有效" })).toBeVisible();
  await expect(card).toContainText("马铃薯");

  await page.goto("/paper/board");
  await expect(page.getByText("这天有 1 张有效的证")).toBeVisible();
  const board = await pdfOf(page, /^保存 摊位公示牌/);
  const [words = ""] = await PDF_READERS.mupdf(board);
  for (const said of ["承诺达标合格证", NAME, "马铃薯", number.replace(/(.{4})(?=.)/g, "$1-")])
    expect(words).toContain(said);
  expect(readCode(seePage(board, 0, 203))).toContain(`/c/${number}#1`);
  await page.getByRole("radio", { name: /^门口海报/ }).click();
  const [poster = ""] = await PDF_READERS.mupdf(await pdfOf(page, /^保存 门口海报/));
  expect(poster).toContain("使用的常规农药、兽药残留不超标。");

  await page.goto("/paper/form");
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "true");
  });
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await expect(page.locator("body[data-printed]")).toHaveCount(1);
  await expect(page.locator(".print-page img")).toHaveCount(1);
});
