import { expect } from "@playwright/test";
import { formatNumber } from "../../src/core/certificate/number.ts";
import type { CertificateAnswer } from "../../src/wire/certificates.ts";
import { certificatePath } from "../../src/wire/paths.ts";
import { familyFarm } from "../support/e2e/county.ts";
import {
  comparedDigits,
  issueFirst,
  joinAs,
  joinInApp,
  joinOffice,
  scanPhoto,
  syncDirectory,
} from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { HANDSET } from "../support/e2e/phone.ts";
import { upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

async function stateOf(origin: string, number: string): Promise<CertificateAnswer> {
  return (await (await fetch(`${origin}${certificatePath(number)}`)).json()) as CertificateAnswer;
}

test("an officer registers and invites on one screen, and the farmer joins by the link", async ({
  browser,
  county,
  page,
}) => {
  await joinOffice(page, county, "officer");
  await page.getByRole("link", { name: /^监管/ }).click();
  await page.getByRole("link", { name: "邀请" }).click();
  await page.getByLabel("名称").fill("赵河村陈家家庭农场");
  await page.getByRole("radio", { name: "家庭农场" }).check();
  await page.getByRole("button", { name: "选地方" }).click();
  await page.getByLabel("县、乡镇或村的名字").fill("礼义");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /礼义镇/ })
    .first()
    .click();
  await page.getByLabel("村组、门牌").fill("东伞村八组");
  await page.getByLabel("电话").fill("13935608817");

  await page.getByRole("button", { name: "生成邀请" }).click();

  await expect(page.getByRole("img", { name: "邀请码，给赵河村陈家家庭农场" })).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "复制链接" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const link = /https?:\S+\/join#\S+/.exec(copied)?.[0] ?? "";
  const farmer = await browser.newPage({ ...HANDSET, baseURL: county.origin });
  await joinInApp(farmer, link);
  await expect(farmer.getByText("赵河村陈家家庭农场")).toBeVisible();
  await issueFirst(farmer, { product: "鸡蛋", quantity: "30" });
  await farmer.close();
  await expect(page.getByRole("status")).toContainText("赵河村陈家家庭农场已经加入");
});

test("a station's key counts only once both screens showed the same six digits", async ({ browser, county, page }) => {
  await joinOffice(page, county, "officer");
  const { link } = await county.invite({
    role: "station",
    operator: { kind: "station", name: "礼义镇农业综合服务站", region: "140524101", phone: "03566871203" },
  });
  const station = await browser.newPage({ ...HANDSET, baseURL: county.origin });
  await station.goto(link);
  await station.getByRole("button", { name: "是我，加入" }).click();
  const digits = await comparedDigits(station);
  await page.goto("/officer");
  const row = page.locator(".list-row", { hasText: "礼义镇农业综合服务站" }).filter({ hasText: "前有效" });
  await row.getByRole("button", { name: "核对" }).click();

  const others = digits === "123456" ? "654321" : "123456";
  await page.getByLabel("对方念的六个数字").fill(others);
  await page.getByRole("button", { name: "一样就通过" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await page.getByLabel("对方念的六个数字").fill(digits);
  await page.getByRole("button", { name: "一样就通过" }).click();

  await expect(page.getByText("礼义镇农业综合服务站已通过，可以用了")).toBeVisible();
  await expect(station.getByRole("heading", { name: "加入成功" })).toBeVisible();
  await station.close();
});

test("a suspension stops new certificates, and lifting it lets them count again", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县云谷图家庭农场"));
  await joinOffice(page, county, "officer");
  await page.goto("/officer");
  await page.getByLabel("找主体").fill("云谷图");
  await page.getByRole("link", { name: /^陵川县云谷图家庭农场/ }).click();
  await page.getByRole("button", { name: "停用" }).click();
  await page.getByRole("button", { name: "农药残留超标" }).click();
  await page.getByRole("button", { name: "确认停用" }).click();
  await expect(page.getByText("原因：农药残留超标")).toBeVisible();
  await expect(page.getByRole("main").getByText("已上传")).toBeHidden();

  await expect
    .poll(async () => {
      const during = await issueOnPaper(county.origin, seller);
      await upload(county.origin, during.statements);
      return (await stateOf(county.origin, during.number)).noEffect;
    })
    .toBe("suspended");
  await page.getByRole("button", { name: "恢复" }).click();
  await page.getByRole("button", { name: "整改合格" }).click();
  await page.getByRole("button", { name: "确认恢复" }).click();
  await expect(page.getByRole("button", { name: "停用" })).toBeVisible();

  await expect
    .poll(async () => {
      const after = await issueOnPaper(county.origin, seller);
      await upload(county.origin, after.statements);
      return (await stateOf(county.origin, after.number)).noEffect;
    })
    .toBeUndefined();
});

test("an ended key signs nothing more", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县东峪沟家庭农场"));
  await joinOffice(page, county, "officer");
  await page.goto("/officer");
  await page.getByLabel("找主体").fill("东峪沟");
  await page.getByRole("link", { name: /^陵川县东峪沟家庭农场/ }).click();
  await page.getByRole("button", { name: "停这把钥匙" }).click();
  await page.getByRole("radio", { name: /^手机丢了/ }).check();
  await page.getByRole("button", { name: "确认停掉" }).click();

  await expect(page.getByText(/起停：手机丢了/)).toBeVisible();
  await expect
    .poll(async () => {
      const after = await issueOnPaper(county.origin, seller);
      await upload(county.origin, after.statements);
      return (await stateOf(county.origin, after.number)).noEffect;
    })
    .toBe("keyEnded");
});

test("a recall reaches the certificate's page and its own operator", async ({ browser, county, page }) => {
  const farmer = await browser.newPage({ ...HANDSET, baseURL: county.origin });
  await joinAs(farmer, county, familyFarm("陵川县平川家庭农场"));
  const number = await issueFirst(farmer, { product: "菠菜", quantity: "45" });
  await farmer.getByRole("link", { name: "看整张证" }).click();
  await expect(farmer.getByText("已上传", { exact: true })).toBeVisible();
  await joinOffice(page, county, "officer");
  await page.goto("/officer/recall");
  await page.getByLabel("证号").fill(formatNumber(number).toLowerCase());
  await page.getByRole("button", { name: "查这张证" }).click();
  await expect(page.getByText("陵川县平川家庭农场")).toBeVisible();

  await page.getByRole("button", { name: "召回这张证" }).click();
  await page.getByRole("button", { name: "农药残留超标" }).click();
  await page.getByRole("button", { name: "确认召回" }).click();

  await expect(page.getByText("已召回", { exact: true })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("已上传");
  expect((await stateOf(county.origin, number)).state).toBe("recalled");
  await page.goto(`/c/${number}`);
  await expect(page.getByRole("status")).toContainText("已召回");
  await expect(page.getByRole("status")).toContainText("农药残留超标");
  // Coming online is when a phone asks what happened meanwhile.
  await farmer.goto("/certificates");
  await expect(farmer.getByRole("link", { name: /^菠菜 45/ })).toBeVisible();
  await farmer.context().setOffline(true);
  await farmer.context().setOffline(false);
  await expect(farmer.getByRole("link", { name: /^菠菜 45/ })).toContainText("已召回");
  await farmer.close();
});

test("an officer recalls a certificate straight from its verdict, and nobody else is offered that", async ({
  browser,
  county,
  page,
}) => {
  const seller = await county.member(familyFarm("陵川县西八渠家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);
  const buyer = await browser.newPage({ ...HANDSET, baseURL: county.origin });
  await syncDirectory(buyer);
  await buyer.goto("/scan");
  await scanPhoto(buyer, certificate.chain);
  await expect(buyer.getByRole("heading", { name: "真的，有效" })).toBeVisible();
  await expect(buyer.getByRole("link", { name: "召回" })).toBeHidden();
  await buyer.close();
  await joinOffice(page, county, "officer");
  await syncDirectory(page);
  await page.goto("/scan");
  await scanPhoto(page, certificate.chain);

  await page.getByRole("link", { name: "召回" }).click();

  await expect(page.getByText("陵川县西八渠家庭农场")).toBeVisible();
  await page.getByRole("button", { name: "召回这张证" }).click();
  await page.getByRole("button", { name: "农药残留超标" }).click();
  await page.getByRole("button", { name: "确认召回" }).click();
  await expect(page.getByText("已召回", { exact: true })).toBeVisible();
  await expect.poll(async () => (await stateOf(county.origin, certificate.number)).state).toBe("recalled");
});
