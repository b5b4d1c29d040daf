import { expect } from "@playwright/test";
import { cooperative } from "../support/e2e/county.ts";
import { joinAs, readyForOffline } from "../support/e2e/journeys.ts";
import { expectFit } from "../support/e2e/looks.ts";
import { test } from "../support/e2e/test.ts";

test("without a network a spraying is written down, holds the harvest back to its day, and is put right and found again", async ({
  context,
  county,
  page,
}) => {
  await joinAs(page, county, cooperative("陵川县东沟种植专业合作社"));
  await readyForOffline(page);
  await context.setOffline(true);
  await page.getByRole("link", { name: /^记一笔/ }).click();
  await page.getByRole("link", { name: "打药用药" }).click();
  await page.getByLabel("加一个名字").fill("东坡地");
  await page.getByLabel("作物、畜禽或水产").fill("豇豆");
  await page.getByLabel("名称", { exact: true }).fill("阿维菌素");
  await page.getByLabel("用量").fill("每亩30毫升");
  await page.getByLabel(/^标签上的安全间隔期/).fill("7");
  await expect(page.getByText(/^记下以后，采收要等到/)).toBeVisible();
  await expectFit(page, "spraying", 48);
  await page.getByRole("button", { name: "记下" }).click();
  await expect(page.getByText("已记下")).toBeVisible();

  await page.getByRole("link", { name: "东坡地" }).click();
  await expect(page.getByRole("button", { name: /起可以收$/ })).toBeDisabled();
  await expect(page.getByText("还有 7 天", { exact: true })).toBeVisible();
  await expectFit(page, "plot", 48);
  await page.getByRole("button", { name: /^打药用药 阿维菌素/ }).click();
  await page.getByRole("link", { name: "记错了，去改" }).click();
  await page.getByRole("link", { name: "改这条" }).click();
  await page.getByLabel("为什么").fill("药量看错了");
  await page.getByLabel("用量").fill("每亩20毫升");
  await page.getByRole("button", { name: "改好了，记下" }).click();
  await expect(page.getByText("改的原因：药量看错了")).toBeVisible();
  await expect(page.getByRole("heading", { name: "改之前是这样" })).toBeVisible();
  await expectFit(page, "entry", 48);

  await page.goto("/diary/list");
  await expect(page.getByText("2 条")).toBeVisible();
  await page.getByLabel("查找").fill("东坡地 20毫升");
  await expect(page.getByText("1 条")).toBeVisible();
  await expect(page.getByRole("link", { name: /改过/ })).toBeVisible();
  await page.goto("/diary/export");
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "存成表格（xlsx）" }).click();
  expect((await saving).suggestedFilename()).toMatch(/^田间记录 .*\.xlsx$/);
  await page.getByRole("button", { name: "做成 PDF" }).click();
  await expect(page.getByRole("button", { name: /^保存 田间记录/ })).toBeVisible();
});
