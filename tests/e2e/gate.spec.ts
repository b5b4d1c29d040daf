import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { chooseProduct, joinAs, readyForOffline, shownNumber, typeOnKeypad } from "../support/e2e/journeys.ts";
import { expectFit, smallestTarget } from "../support/e2e/looks.ts";
import { test } from "../support/e2e/test.ts";

const WEEK_AND_A_DAY = 8 * 86_400_000;

test("sprayed goods are held back to their day without a network, and later issued with their records on the page", async ({
  context,
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县浙水家庭农场"));
  await readyForOffline(page);
  await context.setOffline(true);
  await page.getByRole("link", { name: /^记一笔/ }).click();
  await page.getByRole("link", { name: "打药用药" }).click();
  await page.getByLabel("加一个名字").fill("东坡地");
  await page.getByLabel("作物、畜禽或水产").fill("豇豆");
  await page.getByLabel("名称", { exact: true }).fill("阿维菌素");
  await page.getByLabel("用量").fill("每亩30毫升");
  await page.getByLabel(/^标签上的安全间隔期/).fill("7");
  await page.getByRole("button", { name: "记下" }).click();
  await expect(page.getByText("已记下")).toBeVisible();

  await page.goto("/issue");
  await chooseProduct(page, { product: "豇豆" });
  await expect(page.getByText("安全间隔期（休药期）没有满：阿维菌素")).toBeVisible();
  await expect(page.getByText(/起采收的才可以$/)).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "质量安全控制符合要求" })).toBeHidden();
  await typeOnKeypad(page, "20");
  await page.getByRole("checkbox", { name: "自行检测合格" }).check();
  await page.getByLabel("检测项目").fill("阿维菌素");
  await page.getByLabel("谁检测的").fill("自己");
  await page.getByRole("button", { name: "看看合格证" }).click();
  await expect(page.getByText("现在不能开证")).toBeVisible();
  await expect(page.getByRole("button", { name: "确认，签发" })).toBeHidden();
  await expectFit(page, "refused", smallestTarget("light"));

  await page.clock.setFixedTime(Date.now() + WEEK_AND_A_DAY);
  await page.getByRole("button", { name: "不开了" }).click();
  await page.getByRole("button", { name: "清掉" }).click();
  await page.goto("/issue");
  await chooseProduct(page, { product: "豇豆" });
  await typeOnKeypad(page, "20");
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  const number = await shownNumber(page);

  await context.setOffline(false);
  const shown = async () => (await page.request.get(`${county.origin}/c/${number}`)).text();
  await expect.poll(shown, { timeout: 30_000 }).toContain("间隔期已满");
  expect(await shown()).toContain("阿维菌素，每亩30毫升");
});
