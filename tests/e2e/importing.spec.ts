import { expect, type Page } from "@playwright/test";
import { zipSync } from "fflate";
import { XLSX_TYPE } from "../../src/core/sheet/sheet.ts";
import { xlsxFiles } from "../../src/core/sheet/writeXlsx.ts";
import { cooperative } from "../support/e2e/county.ts";
import { joinOffice } from "../support/e2e/journeys.ts";
import { expectFit, smallestTarget } from "../support/e2e/looks.ts";
import { test } from "../support/e2e/test.ts";

const HEADINGS = ["序号", "主体名称", "主体类型", "联系电话", "乡镇", "村", "详细地址", "主要产品", "法人"];
const ROWS = [
  ["1", "陵川县春来种植专业合作社", "农民专业合作社", "13835621046", "礼义镇", "", "东四巷12号", "马铃薯", "张三"],
  ["2", "陵川县崇文镇绿源家庭农场", "", "13935641234", "崇文镇", "", "东坡 3 号", "西红柿、黄瓜", "李四"],
  ["3", "王建国", "小农户", "13835640002", "崇文镇", "", "", "连翘", ""],
  ["4", "陵川县好地有限公司", "企业", "没有电话", "礼义镇", "", "", "小米", ""],
  ["5", "", "企业", "13835640003", "礼义镇", "", "", "", ""],
];

/** The county's table as an office sends it round. */
function table(): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const columns = HEADINGS.map((heading) => ({ heading }));
  const packed = zipSync(xlsxFiles([{ name: "主体名录", columns, rows: ROWS }]));
  return { name: "陵川县主体名录.xlsx", mimeType: XLSX_TYPE, buffer: Buffer.from(packed) };
}

/** Chooses the table and waits until every row was compared. */
async function choose(page: Page): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(table());
  await expect(page.getByText("共 5 行")).toBeVisible();
}

async function counts(page: Page): Promise<readonly string[]> {
  return page.locator(".choice-card").allInnerTexts();
}

test("an officer imports a county's table: every row has its state and reason, and the same table again changes nothing", async ({
  county,
  page,
}) => {
  await county.member(cooperative("陵川县春来种植专业合作社"));
  await joinOffice(page, county, "officer");
  await page.goto("/desk");
  await page.getByRole("link", { name: /^表格导入导出/ }).click();
  await choose(page);
  expect(await counts(page)).toEqual(["有问题 2", "有变化 1", "新主体 2", "没变化 0"]);
  await expect(page.getByText("第 5 行 · 联系电话认不出")).toBeVisible();
  await expect(page.getByText("第 6 行 · 没填主体名称")).toBeVisible();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "把有问题的行存成表格" }).click();
  expect((await saved).suggestedFilename()).toMatch(/^有问题的行-.*\.xlsx$/);
  await expectFit(page, "the preview", smallestTarget("light"));

  await page.getByRole("button", { name: "导入 3 行" }).click();
  await expect(page.getByText("导入完了")).toBeVisible();
  await choose(page);
  expect(await counts(page)).toEqual(["有问题 2", "有变化 0", "新主体 0", "没变化 3"]);
  await page.goto("/officer");
  await page.getByLabel("找主体").fill("绿源");
  await expect(page.getByRole("link", { name: /^陵川县崇文镇绿源家庭农场/ })).toBeVisible();
});
