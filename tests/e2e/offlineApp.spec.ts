import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs, readyForOffline, syncDirectory } from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

test("the second start needs no network, on any screen, with the browser closed in between", async ({
  county,
  startPhone,
}) => {
  const first = await startPhone("seller");
  await joinAs(first.page, county, familyFarm("陵川县大槲树家庭农场"));
  await issueFirst(first.page, { product: "马铃薯", quantity: "66" });
  await readyForOffline(first.page);
  await first.close();

  const { context, page } = await startPhone("seller");
  await context.setOffline(true);
  await page.goto("/");
  await expect(page.getByText("陵川县大槲树家庭农场")).toBeVisible();
  await expect(page.getByText("现在没网，照常开证、扫码")).toBeVisible();
  for (const [path, heading] of [
    ["/certificates", "我的合格证"],
    ["/issue", /^开证/],
    ["/settings", "设置"],
    ["/join", "加入"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  }
  await page.goto("/certificates");
  await expect(page.getByRole("link", { name: /^马铃薯 66/ })).toBeVisible();
});

test("a certificate's address is the register's page online and the app's own verdict offline", async ({
  context,
  county,
  page,
}) => {
  const seller = await county.member(familyFarm("陵川县崔村家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);
  await syncDirectory(page);
  await readyForOffline(page);
  await page.reload();

  await page.goto(certificate.label);
  await expect(page.getByText("登记有效")).toBeVisible();
  await context.setOffline(true);
  await page.goto("/");
  await page.goto(certificate.label);

  await expect(page.getByRole("heading", { name: "核验结果", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "真的，有效" })).toBeVisible();
  await expect(page.getByText("登记有效")).toBeHidden();
});

test("a new version is offered and comes into force only on a tap", async ({ county, page }) => {
  await page.goto("/");
  await readyForOffline(page);
  await page.reload();
  county.network.rewrite(/^\/sw\.js/, (script) => `${script}\n// the next version`);
  await page.reload();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const sameDocument = () => page.evaluate(() => "sameDocument" in window);
  const offer = page.getByRole("button", { name: "有新版本，点这里更新" });
  await expect(offer).toBeVisible();
  expect(await sameDocument()).toBe(true);

  await page.getByRole("link", { name: /^扫一扫/ }).click();
  await expect(offer).toBeHidden();
  await page.goBack();
  expect(await sameDocument()).toBe(true);
  const opened = page.waitForEvent("load");
  await offer.click();
  await opened;

  expect(await sameDocument()).toBe(false);
  await expect(offer).toBeHidden();
});

test("without a service worker the app still issues and says nothing of it", async ({ browser, county }) => {
  const context = await browser.newContext({ baseURL: county.origin, serviceWorkers: "block" });
  const page = await context.newPage();
  await joinAs(page, county, familyFarm("陵川县圪塔家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "66" });
  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
  await context.close();
});
