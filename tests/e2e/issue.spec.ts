import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import {
  chooseProduct,
  fillInFirst,
  issueFirst,
  joinAs,
  joinInApp,
  readyForOffline,
  shownNumber,
  typeOnKeypad,
} from "../support/e2e/journeys.ts";
import { expectWhole, readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";

test("a family farm that the administrator invites by command joins and issues its first certificate", async ({
  county,
  page,
}) => {
  const link = await county.inviteByCommand({
    role: "producer",
    kind: "familyFarm",
    name: "陵川县丰禾马铃薯家庭农场",
    region: "140524101213",
    address: "东四巷12号",
    phone: "13835621046",
  });
  await joinInApp(page, link);
  await expect(page.getByText("陵川县丰禾马铃薯家庭农场")).toBeVisible();

  const number = await issueFirst(page, { search: "土豆", product: "马铃薯", quantity: "600" });

  expect(number).toMatch(/^[0-9A-Z]{16}$/);
  await expect(page.getByRole("heading", { name: "承诺达标合格证" })).toBeVisible();
  await expect(page.getByText("马铃薯 600")).toBeVisible();
  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
  await expect(page.getByText(/登记时间/)).toBeVisible();
});

test("a repeat takes at most four taps and one number, without a network, and is there after a reload", async ({
  context,
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县利民家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "500" });
  await page.getByRole("link", { name: "完成" }).click();
  await readyForOffline(page);
  await context.setOffline(true);
  await page.evaluate(() => {
    const counted = window as typeof window & { taps?: number };
    counted.taps = 0;
    const count = (event: Event) => {
      const onKeypad = event.target instanceof Element && event.target.closest(".keypad") !== null;
      if (!onKeypad) counted.taps = (counted.taps ?? 0) + 1;
    };
    window.addEventListener("click", count, true);
  });

  await page.getByRole("link", { name: /^开证/ }).click();
  await page
    .getByRole("group", { name: "常开的" })
    .getByRole("button", { name: /^马铃薯/ })
    .click();
  await typeOnKeypad(page, "120.5");
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  const number = await shownNumber(page);

  const taps = await page.evaluate(() => (window as typeof window & { taps?: number }).taps);
  expect(taps).toBeLessThanOrEqual(4);
  await page.reload();
  expect(await shownNumber(page)).toBe(number);
  await page.goto("/certificates");
  await expect(page.getByRole("link", { name: /^马铃薯 120\.5/ })).toContainText("在这部手机里");
  expectWhole(await readRecords(page));
});

test("the preview is word for word the official style", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县崇安家庭农场"));

  await fillInFirst(page, { product: "番茄", search: "fanqie", quantity: "35.25" });

  await expect(page.getByRole("article")).toMatchAriaSnapshot(`
    - article:
      - heading "承诺达标合格证" [level=2]
      - paragraph: 我承诺生产销售的食用农产品：
      - list:
        - listitem: 未使用禁用农药、兽药及其他化合物；
        - listitem: 使用的常规农药、兽药残留不超标。
  `);
  await expect(page.getByRole("article")).toContainText("陵川县崇安家庭农场");
  await expect(page.getByRole("article")).toContainText("礼义镇");
  await expect(page.getByRole("article")).toContainText("35.25 千克");
});

for (const { typed, by, product } of [
  { typed: "马铃薯", by: "its name", product: "马铃薯" },
  { typed: "洋芋", by: "the name that people here use", product: "马铃薯" },
  { typed: "malingshu", by: "pinyin", product: "马铃薯" },
  { typed: "mls", by: "initials", product: "马铃薯" },
]) {
  test(`a product is found by ${by}`, async ({ county, page }) => {
    await joinAs(page, county, familyFarm("陵川县秦家庄家庭农场"));
    await page.goto("/issue");

    await chooseProduct(page, { search: typed, product });

    await expect(page.getByRole("heading", { name: product })).toBeVisible();
  });
}

test("a product that no catalogue has is issued under the name that was typed", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县六泉家庭农场"));
  await page.goto("/issue");
  await page.getByRole("searchbox", { name: "找产品" }).fill("六泉土灵芝");
  await page.getByRole("button", { name: /^用“六泉土灵芝”开证/ }).click();
  await typeOnKeypad(page, "3");
  await page.getByRole("radio", { name: "蔬菜（含食用菌）" }).check();
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();

  await shownNumber(page);
  await expect(page.getByText(/^六泉土灵芝 3/)).toBeVisible();
});

test("a draft survives a reload at the step where it was left", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县马圪当家庭农场"));
  await fillInFirst(page, { product: "马铃薯", quantity: "88" });

  await page.reload();

  await expect(page.getByRole("article")).toContainText("88 千克");
  await page.goto("/");
  await page.getByRole("link", { name: "接着开" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  await shownNumber(page);
  await page.goto("/");
  await expect(page.getByRole("link", { name: "接着开" })).toBeHidden();
});

test("more than a lot has left is refused, and what is left can be issued", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县夺火家庭农场"));
  await page.getByRole("link", { name: /^开证/ }).click();
  await chooseProduct(page, { product: "马铃薯" });
  await typeOnKeypad(page, "400");
  await page.getByLabel(/这次一共采收了多少/).fill("1000");
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  await shownNumber(page);
  await page.goto("/issue");
  const lot = page.getByRole("group", { name: "还有剩的批次" }).getByRole("button", { name: /^马铃薯/ });
  await expect(lot).toContainText("还剩 600 千克");
  await lot.click();
  const quantity = page.getByLabel("重量或数量");
  await expect(quantity).toHaveValue("600");

  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await quantity.fill("600.001");
  await page.getByRole("button", { name: "看看合格证" }).click();

  await expect(page.getByText("超过这批货的剩余数量了").first()).toBeVisible();
  await quantity.fill("600");
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  await shownNumber(page);
  const records = await readRecords(page);
  expectWhole(records);
  expect(records.lots).toHaveLength(1);
  expect(records.certificates).toHaveLength(2);
});

test("a voided certificate shows its reason on this phone and its code warns", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县西河底家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "60" });
  await page.getByRole("link", { name: "看整张证" }).click();

  await page.getByRole("button", { name: "作废" }).click();
  await page.getByRole("button", { name: "数量填错" }).click();
  await page.getByRole("button", { name: "确认作废" }).click();

  await expect(page.getByText("已作废").first()).toBeVisible();
  await expect(page.getByText("原因：数量填错")).toBeVisible();
  await expect(page.getByRole("link", { name: "亮证" })).toBeHidden();
  const { certificates } = await readRecords(page);
  await page.goto(`/show/${certificates[0]?.id}`);
  await expect(page.getByRole("alert")).toContainText("不能再用");
});

test("the code has a clock that runs and a mark that moves, which steps where less motion is wanted", async ({
  county,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await joinAs(page, county, familyFarm("陵川县古郊家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "75" });
  const clock = page.getByRole("timer");
  const mark = page.locator(".live-mark");
  const place = async () => (await mark.boundingBox())?.x;

  for (const motion of ["reduce", "no-preference"] as const) {
    await page.emulateMedia({ reducedMotion: motion });
    await expect(clock).toHaveText(/^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}:\d{2}$/);
    const [time, x] = [await clock.innerText(), await place()];
    await expect(clock).not.toHaveText(time);
    await expect.poll(place).not.toBe(x);
    const lasts = await mark.evaluate((element) => getComputedStyle(element).transitionDuration);
    expect(Number.parseFloat(lasts)).toBe(motion === "reduce" ? 0.001 : 1);
  }
});

test("a corrected certificate replaces the old one and gives its quantity back", async ({ county, page }) => {
  await joinAs(page, county, familyFarm("陵川县平城家庭农场"));
  const wrong = await issueFirst(page, { product: "马铃薯", quantity: "6000" });
  await page.getByRole("link", { name: "看整张证" }).click();
  await page.getByRole("link", { name: "更正" }).click();
  const quantity = page.getByLabel("重量或数量");
  await quantity.fill("600");
  await page.getByLabel("为什么更正").fill("数量多写了一个零");
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  await expect(page.getByText(/^马铃薯 600/)).toBeVisible();
  const right = await shownNumber(page);

  expect(right).not.toBe(wrong);
  const records = await readRecords(page);
  expectWhole(records);
  expect(records.certificates.find(({ number }) => number === wrong)?.state).toBe("superseded");
  await page.goto("/certificates");
  await expect(page.getByRole("link", { name: /^马铃薯 6,?000/ })).toContainText("已更正");
});

test("a correction that is left keeps its own draft and leaves the one of the next certificate alone", async ({
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县积善家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "6000" });
  const [certificate] = (await readRecords(page)).certificates;
  await page.getByRole("link", { name: "完成" }).click();
  await fillInFirst(page, { product: "黄瓜", quantity: "7" });

  await page.goto(`/certificates/${certificate?.id}`);
  await page.getByRole("link", { name: "更正" }).click();
  await page.getByLabel("重量或数量").fill("600");
  await page.getByLabel("为什么更正").fill("数量多写了一个零");
  await page.goto("/");
  await page.getByRole("link", { name: "接着开" }).click();

  await expect(page.getByText(/黄瓜/).first()).toBeVisible();
  await expect(page.getByText("为什么更正")).toBeHidden();
  await page.goto(`/certificates/${certificate?.id}/correct`);
  await expect(page.getByLabel("重量或数量")).toHaveValue("600");
  await expect(page.getByLabel("为什么更正")).toHaveValue("数量多写了一个零");
  await page.getByRole("button", { name: "不开了" }).click();
  await page.getByRole("button", { name: "清掉" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("更正");
  await expect.poll(async () => (await readRecords(page)).drafts).toBe(1);
});
