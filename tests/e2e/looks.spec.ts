import { expect } from "@playwright/test";
import { missingFont } from "../support/chinesePixels.ts";
import { familyFarm } from "../support/e2e/county.ts";
import { fillInFirst, issueFirst, joinAs, joinOffice } from "../support/e2e/journeys.ts";
import { expectFit, LOOKS, look, smallestTarget, visit } from "../support/e2e/looks.ts";
import { readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";

for (const { name, preferences } of LOOKS) {
  const smallest = smallestTarget(name);

  test(`axe finds nothing on a producer's screens (${name})`, async ({ county, page }) => {
    test.setTimeout(120_000);
    await joinAs(page, county, familyFarm("陵川县礼义镇梁泉家庭农场"));
    await issueFirst(page, { product: "马铃薯", quantity: "66" });
    const [certificate] = (await readRecords(page)).certificates;
    await look(page, preferences);
    const id = certificate?.id ?? "";
    for (const path of [
      "/",
      "/issue",
      "/certificates",
      `/certificates/${id}`,
      `/show/${id}`,
      "/join",
      "/settings",
      "/scan",
      "/scan/history",
      "/nowhere",
    ]) {
      await visit(page, path);
      await expectFit(page, path, smallest);
    }
    await visit(page, "/");
    await fillInFirst(page, { product: "黄瓜", quantity: "7" });
    await expectFit(page, "preview", smallest);
    await page.getByRole("button", { name: "返回" }).click();
    await expect(page.getByRole("button", { name: "看看合格证" })).toBeVisible();
    await expectFit(page, "details", smallest);
    await page.getByRole("button", { name: "换产地" }).click();
    await expectFit(page, "places", smallest);
    await page.goto(`/certificates/${id}`);
    await page.getByRole("link", { name: "更正" }).click();
    await expect(page.getByLabel("为什么更正")).toBeVisible();
    await expectFit(page, "correcting", smallest);
    await page.goto(`/certificates/${id}`);
    await page.getByRole("button", { name: "作废" }).click();
    await expectFit(page, "voiding", smallest);
  });

  test(`axe finds nothing on what is printed and where (${name})`, async ({ county, page }) => {
    test.setTimeout(120_000);
    await joinAs(page, county, familyFarm("陵川县礼义镇梁泉家庭农场"));
    await issueFirst(page, { product: "马铃薯", quantity: "66" });
    const [certificate] = (await readRecords(page)).certificates;
    await look(page, preferences);
    const id = certificate?.id ?? "";
    for (const path of [
      `/print/${id}`,
      "/printing",
      "/printing/printers",
      "/ledger",
      "/check",
      "/paper",
      "/paper/board",
      "/paper/form",
      "/paper/rolls",
      `/paper/tags/${id}`,
    ]) {
      await visit(page, path);
      await expectFit(page, path, smallest);
    }
  });

  test(`axe finds nothing on an officer's screens (${name})`, async ({ county, page }) => {
    test.setTimeout(120_000);
    await county.member(familyFarm("陵川县礼义镇平川果业家庭农场"));
    await joinOffice(page, county, "officer");
    await look(page, preferences);
    for (const path of ["/officer", "/officer/invite", "/officer/recall"]) {
      await visit(page, path);
      await expectFit(page, path, smallest);
    }
    await page.goto("/officer");
    await page
      .getByRole("link", { name: /^陵川县礼义镇平川果业家庭农场/ })
      .first()
      .click();
    await expect(page.getByRole("button", { name: "停用" })).toBeVisible();
    await expectFit(page, "operator", smallest);
    await page.getByRole("button", { name: "停用" }).click();
    await expectFit(page, "suspending", smallest);
  });
}

test("Chinese is really drawn", async ({ page }) => {
  await page.goto("/");
  const reason = await missingFont(page);
  test.skip(reason !== undefined, reason);
  const drawn = async (name: RegExp) => (await page.getByRole("link", { name }).screenshot()).toString("base64");
  expect(await drawn(/^我要开证/)).not.toBe(await drawn(/^扫一扫/));
});

test("the app speaks English when asked, and Chinese again", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await page.getByRole("radio", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "设置", level: 1 })).toBeVisible();
});

test("elder mode shows main text of at least 18 pixels and settable to 30", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("switch", { name: /^大字版/ }).check();
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  const smaller = page.getByRole("button", { name: "小一点" });
  while (await smaller.isEnabled()) await smaller.click();
  expect(await size()).toBeGreaterThanOrEqual(18);
  const larger = page.getByRole("button", { name: "大一点" });
  while (await larger.isEnabled()) await larger.click();
  expect(await size()).toBe(30);
});

test("a product found in the catalogue can be chosen with the keyboard alone", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县礼义镇西陈丈沟家庭农场"));
  await page.goto("/issue");
  await page.getByRole("searchbox", { name: "找产品" }).fill("mls");
  await expect(page.getByRole("group", { name: "找产品" }).getByRole("button").first()).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "看看合格证" })).toBeVisible();
});
