import { expect, type Page } from "@playwright/test";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { familyFarm } from "../support/e2e/county.ts";
import { withSignatureOf } from "../support/e2e/forgery.ts";
import {
  issueFirst,
  joinAs,
  joinOffice,
  readyForOffline,
  scanPhoto,
  shownCode,
  syncDirectory,
} from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { SCENES, withdraw } from "../support/e2e/scenes.ts";
import { upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

/** Expects the newest verdict on the screen, in words. */
async function expectVerdict(page: Page, verdict: string, ...words: readonly (string | RegExp)[]): Promise<void> {
  const card = page.locator(".verdict").first();
  await expect(card.getByRole("heading", { name: verdict })).toBeVisible();
  for (const word of words) await expect(card).toContainText(word);
}

test("a certificate issued offline is authentic on a phone that is offline and never saw it, and both agree once online", async ({
  county,
  startPhone,
}) => {
  const inspector = await startPhone("inspector");
  const seller = await startPhone("seller");
  await joinAs(seller.page, county, familyFarm("陵川县礼义镇梁泉果蔬家庭农场"));
  await syncDirectory(inspector.page);
  await readyForOffline(inspector.page);
  await inspector.close();
  await seller.context.setOffline(true);
  const number = await issueFirst(seller.page, { product: "马铃薯", quantity: "600" });
  const code = await shownCode(seller.page);

  const { context, page } = await startPhone("inspector", { camera: [code] });
  await context.setOffline(true);
  await page.goto("/scan");
  await expectVerdict(
    page,
    "真的，有效",
    "马铃薯",
    "600",
    "陵川县礼义镇梁泉果蔬家庭农场",
    "陵川县农业农村局",
    /名录更新于/,
  );
  await page.getByText("查了什么").click();
  for (const check of ["格式", "证号", "签名", "授权", "主体状态", "证的状态", "名录新旧"]) {
    await expect(page.locator("dl > div", { hasText: check }).filter({ hasText: "通过" }).first()).toBeVisible();
  }
  await page.goto("/scan/history");
  await expect(page.getByRole("button", { name: new RegExp(`马铃薯.*${formatNumber(number)}`) })).toContainText(
    "真的，有效",
  );

  await seller.context.setOffline(false);
  await seller.page.getByRole("link", { name: "看整张证" }).click();
  await expect(seller.page.getByText("已上传", { exact: true })).toBeVisible();
  await context.setOffline(false);
  await page.goto("/scan");
  await expectVerdict(page, "真的，有效");
  await expect(page.getByText("还没有登记")).toBeHidden();
  await page.goto(`/c/${number}`);
  await expect(page.getByText("登记有效")).toBeVisible();
});

test("every kind of code gets its verdict in words, offline", async ({ context, county, page }) => {
  test.setTimeout(120_000);
  const codes: string[] = [];
  for (const { code } of SCENES) codes.push(await code(county));
  await syncDirectory(page);
  await readyForOffline(page);
  await page.goto("/scan");
  await context.setOffline(true);

  for (const [index, { title, verdict, words }] of SCENES.entries()) {
    await test.step(title, async () => {
      await scanPhoto(page, codes[index] ?? "");
      await expectVerdict(page, verdict, ...words);
      await page.getByRole("button", { name: "继续扫" }).click();
    });
  }
});

test("the camera tells authentic, forged and voided apart, several in one picture", async ({ county, startPhone }) => {
  const seller = await county.member(familyFarm("陵川县西伞家庭农场"));
  const [real, voided, copied] = [
    await issueOnPaper(county.origin, seller),
    await issueOnPaper(county.origin, seller, { product: "胡萝卜" }),
    await issueOnPaper(county.origin, seller, { product: "大葱" }),
  ];
  await withdraw(county, voided, "voided", seller);
  await upload(county.origin, [...real.statements, ...copied.statements]);
  const { page } = await startPhone("inspector", {
    camera: [real.label, voided.label, withSignatureOf(county.origin, copied, real)],
    together: true,
  });
  await syncDirectory(page);

  await page.goto("/scan");
  await page.getByText(/^一次扫多个/).click();

  const cards = page.locator(".verdict");
  await expect(cards).toHaveCount(3);
  await expect(cards.filter({ hasText: "马铃薯" }).getByRole("heading", { name: "真的，有效" })).toBeVisible();
  await expect(cards.filter({ hasText: "胡萝卜" }).getByRole("heading", { name: "已作废" })).toBeVisible();
  await expect(cards.filter({ hasText: "胡萝卜" })).toContainText("原因：快检发现农药残留超标");
  await expect(page.getByRole("heading", { name: "假的" })).toBeVisible();
});

test("a typed number is looked up online, and a mistyped one is named", async ({ county, page }) => {
  const certificate = await issueOnPaper(county.origin, await county.member(familyFarm("陵川县苏村家庭农场")));
  await upload(county.origin, certificate.statements);
  await page.goto("/scan");
  const type = async (number: string) => {
    await page.getByRole("button", { name: "输证号" }).click();
    await page.getByLabel("证号（16 位）").fill(number);
    await page.getByRole("button", { name: "查这个号" }).click();
  };

  await type(formatNumber(certificate.number).toLowerCase());
  await expectVerdict(page, "真的，有效", "马铃薯");
  await type(certificate.number.slice(0, 9));
  await expectVerdict(page, "读不出合格证", "证号应是 16 位，现在是 9 位");
});

test("a recall is seen by an inspector's phone that was offline when it happened", async ({
  context,
  county,
  page,
}) => {
  const certificate = await issueOnPaper(county.origin, await county.member(familyFarm("陵川县北街家庭农场")));
  await upload(county.origin, certificate.statements);
  await joinOffice(page, county, "inspector");
  await syncDirectory(page);
  await readyForOffline(page);
  await page.goto("/scan");
  await context.setOffline(true);
  await scanPhoto(page, certificate.label);
  await expectVerdict(page, "真的，有效");
  await withdraw(county, certificate, "recalled", county.officer);

  await context.setOffline(false);
  await page.getByRole("button", { name: "继续扫" }).click();
  await scanPhoto(page, certificate.label);

  await expectVerdict(page, "已召回", "原因：快检发现农药残留超标");
});

test("without a camera the photo and the number are offered, and a picture without a code says so", async ({
  page,
}) => {
  await page.goto("/scan");
  await expect(page.getByRole("status")).toContainText("没找到相机");
  await expect(page.getByRole("status")).toContainText("可以选照片，或者输证号");
  await expect(page.getByRole("button", { name: "选照片" })).toBeVisible();

  await scanPhoto(page);

  await expect(page.getByRole("alert")).toContainText("这张图里没找到二维码");
});

test("a camera that is not allowed says how to go on", async ({ context, page }) => {
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
  });
  await page.goto("/scan");
  await expect(page.getByRole("status")).toContainText("相机没有允许使用");
  await expect(page.getByRole("status")).toContainText("可以选照片或输证号");
});

test("a join link that is scanned leads into joining", async ({ county, page }) => {
  const { link } = await county.invite(familyFarm("陵川县西街家庭农场"));
  await page.goto("/scan");
  await scanPhoto(page, link);
  await page.getByRole("link", { name: "打开邀请" }).click();
  await expect(page.getByRole("heading", { name: "是您吗？" })).toBeVisible();
  await expect(page.getByText("陵川县西街家庭农场")).toBeVisible();
});
