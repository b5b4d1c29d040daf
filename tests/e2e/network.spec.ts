import { expect, type Page } from "@playwright/test";
import { type County, familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs, readyForOffline } from "../support/e2e/journeys.ts";
import { expectWhole, readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";

/** Joins, and has everything that issuing needs on the phone before the weather turns. */
async function settleIn(page: Page, county: County, name: string): Promise<void> {
  await joinAs(page, county, familyFarm(name));
  await readyForOffline(page);
}

/** Issues in bad weather and opens the certificate. */
async function issueAndOpen(page: Page, product: string): Promise<void> {
  await issueFirst(page, { product, quantity: "12" });
  await page.getByRole("link", { name: "看整张证" }).click();
}

for (const { weather, sentence } of [
  { weather: "down", sentence: "现在没网，有网会自动上传。" },
  { weather: "failing", sentence: "服务器出了问题，会再试。" },
  { weather: "portal", sentence: "连上的不是亮证服务器，可能要先登录这个无线网。" },
] as const) {
  test(`a network that is ${weather} holds up nobody: issued here, said why it is not uploaded, uploaded later`, async ({
    county,
    page,
  }) => {
    await settleIn(page, county, "陵川县曹庄家庭农场");
    county.network.weather(weather);

    await issueAndOpen(page, "黄瓜");

    await expect(page.getByText("在这部手机里", { exact: true })).toBeVisible();
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByText(/^下次 .* 再试$/)).toBeVisible();
    county.network.weather("open");
    await page.getByRole("button", { name: "现在上传" }).click();
    await expect(page.getByText("已上传", { exact: true })).toBeVisible();
    await expect(page.getByText(sentence)).toBeHidden();
    expectWhole(await readRecords(page));
  });
}

test("a slow network is waited for, and the certificate is shown meanwhile", async ({ county, page }) => {
  await settleIn(page, county, "陵川县寺润家庭农场");
  county.network.weather("held");

  await issueAndOpen(page, "辣椒");

  await expect(page.getByText("在这部手机里", { exact: true })).toBeVisible();
  county.network.weather("open");
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
});

test("after an endpoint that was killed comes back, what waits goes out by itself", async ({ county, page }) => {
  await settleIn(page, county, "陵川县沙河家庭农场");
  await county.killEndpoint();
  await issueAndOpen(page, "西葫芦");
  await expect(page.getByText("现在没网，有网会自动上传。")).toBeVisible();

  await county.revive();

  await expect(page.getByText("已上传", { exact: true })).toBeVisible({ timeout: 20_000 });
});

test("what was issued offline goes out when the phone is online again, and its page shows it", async ({
  context,
  county,
  page,
}) => {
  await settleIn(page, county, "陵川县甘河家庭农场");
  await context.setOffline(true);
  const number = await issueFirst(page, { product: "苹果", quantity: "1250.5" });
  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("在这部手机里", { exact: true })).toBeVisible();

  await context.setOffline(false);

  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
  const { receipts, certificates } = await readRecords(page);
  expect(
    receipts.map(({ id }) => id),
    "a receipt that this phone verified",
  ).toContain(certificates[0]?.id);
  await page.goto(`/c/${number}`);
  await expect(page.getByText("登记有效")).toBeVisible();
  await expect(page.getByText("1,250.5 千克").or(page.getByText("1250.5 千克"))).toBeVisible();
});

/** A device clock that is `days` off before any script looks at it. */
function clockOff(days: number): string {
  return `{
    const shift = ${days * 86_400_000};
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...parts) { if (parts.length === 0) super(Real.now() + shift); else super(...parts); }
      static now() { return Real.now() + shift; }
    };
  }`;
}

for (const { days, title } of [
  { days: 3, title: "手机时间快了" },
  { days: -3, title: "手机时间慢了" },
]) {
  test(`a clock ${days} days off is warned about, blocks nothing, and certificates get the right time`, async ({
    context,
    county,
    page,
  }) => {
    await context.addInitScript({ content: clockOff(days) });
    await joinAs(page, county, familyFarm("陵川县瑶泉家庭农场"));
    await expect(page.getByText(title)).toBeVisible();
    await expect(page.getByText(/差了大约 3 天/)).toBeVisible();

    await issueAndOpen(page, "大白菜");

    await expect(page.getByText("已上传", { exact: true })).toBeVisible();
    const { certificates } = await readRecords(page);
    expect(Math.abs((certificates[0]?.iat ?? 0) - Date.now() / 1000)).toBeLessThan(120);
  });
}

test("a clock that went back while offline is mended at the next contact", async ({ county, startPhone }) => {
  const right = await startPhone("seller");
  await joinAs(right.page, county, familyFarm("陵川县小召家庭农场"));
  await readyForOffline(right.page);
  await right.close();
  const wrong = await startPhone("seller", { before: clockOff(-3) });
  await wrong.context.setOffline(true);
  await wrong.page.goto("/");
  await issueFirst(wrong.page, { product: "大白菜", quantity: "12" });
  await wrong.context.setOffline(false);
  await wrong.page.goto("/");
  await expect(wrong.page.getByText("手机时间慢了")).toBeVisible();

  await wrong.page.getByRole("link", { name: /^开证/ }).click();
  await wrong.page.getByRole("group", { name: "常开的" }).getByRole("button").first().click();
  await wrong.page.getByLabel("重量或数量").fill("13");
  await wrong.page.getByRole("button", { name: "看看合格证" }).click();
  await wrong.page.getByRole("button", { name: "确认，签发" }).click();
  await expect(wrong.page.getByText(/^大白菜 13/)).toBeVisible();

  const times = (await readRecords(wrong.page)).certificates.map(({ iat }) => iat).sort((one, other) => one - other);
  const now = Date.now() / 1000;
  expect(Math.abs((times[0] ?? 0) - (now - 3 * 86_400)), "its own word before any contact").toBeLessThan(120);
  expect(Math.abs((times[1] ?? 0) - now), "the endpoint's time after it").toBeLessThan(120);
});
