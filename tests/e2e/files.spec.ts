import { expect, type Page } from "@playwright/test";
import { chinaDay } from "../../src/core/date.ts";
import { encodeCertification } from "../../src/core/operator/certification.ts";
import { encodeListing } from "../../src/core/operator/listing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { cooperative } from "../support/e2e/county.ts";
import { joinAs, joinOffice, readyForOffline, scanPhoto, syncDirectory } from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { keptRow } from "../support/e2e/phoneRecords.ts";
import { secondsNow, upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

const DAY = 86_400;
const NUMBER = "LB-15-24104070211A";

async function pageOf(origin: string, number: string): Promise<string> {
  return (await fetch(`${origin}/c/${number}`, { headers: { "accept-language": "zh-CN" } })).text();
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.goto("/officer");
  await page.getByLabel("找主体").fill(name);
  await page.getByRole("link", { name: new RegExp(`^陵川县${name}`) }).click();
  await page.getByRole("link", { name: /^档案与信用/ }).click();
}

type PhoneSettings = { readonly lastPull: number };

/** The directory that the phone holds is as old as one that it brings up to date by itself. */
async function quarterOfAnHourLater(page: Page): Promise<void> {
  await keptRow<PhoneSettings>(page, { store: "settings", key: "phone", change: { lastPull: 0 } });
}

/** When the phone last brought everything up to date, Unix seconds. */
async function lastPull(page: Page): Promise<number> {
  return (await keptRow<PhoneSettings>(page, { store: "settings", key: "phone" })).lastPull;
}

test("a certification that an officer accepts stands on the page, and is gone from it the night it ends", async ({
  county,
  page,
}) => {
  const holder = await county.member(cooperative("陵川县平居种植专业合作社"));
  const certificate = await issueOnPaper(county.origin, holder);
  const to = chinaDay(secondsNow() + DAY);
  const green = { kind: "greenFood", number: NUMBER, products: ["马铃薯"], from: "2024-01-01", to };
  const stated = await holder.sign(KIND.certificationStated, encodeCertification(green));
  await upload(county.origin, [...certificate.statements, stated.bytes]);
  expect(await pageOf(county.origin, certificate.number)).not.toContain(NUMBER);
  await joinOffice(page, county, "officer");
  await page.goto("/desk");
  await page.getByRole("link", { name: /^等审核的产品认证/ }).click();
  await page.getByRole("link", { name: /^陵川县平居种植专业合作社/ }).click();
  await page.getByRole("button", { name: "和原件一致，通过" }).click();

  await expect(page.getByText("还有 1 天到期")).toBeVisible();
  await expect.poll(() => pageOf(county.origin, certificate.number)).toContain(NUMBER);
  await county.killEndpoint();
  await county.revive(2 * DAY);
  expect(await pageOf(county.origin, certificate.number)).not.toContain(NUMBER);
  await county.killEndpoint();
  await county.revive();
});

test("a black-listing is learned by an offline scanner at its next contact", async ({ context, county, page }) => {
  const seller = await county.member(cooperative("陵川县德义种植专业合作社"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);
  await syncDirectory(page);
  await readyForOffline(page);
  await page.goto("/scan");
  await context.setOffline(true);
  await scanPhoto(page, certificate.label);
  const card = page.locator(".verdict").first();
  await expect(card).toContainText("信用：尚未评定");
  const listing = {
    operator: seller.operator,
    list: "black",
    basis: "《农产品质量安全法》第七十条，陵农罚〔2026〕7号",
    start: chinaDay(secondsNow()),
    appeal: "六十日内申请行政复议",
    repair: "整改完成满六个月后申请",
  } as const;
  await county.rule(KIND.listingPublished, encodeListing(listing));
  await page.getByRole("button", { name: "继续扫" }).click();
  await scanPhoto(page, certificate.label);
  await expect(card).toContainText("信用：尚未评定");
  await expect(card.getByText("已列入黑名单（严重失信）")).toBeHidden();

  await context.setOffline(false);
  await quarterOfAnHourLater(page);
  await page.goto("/");
  await expect.poll(() => lastPull(page), { timeout: 20_000 }).toBeGreaterThan(0);
  await page.goto("/scan");
  await context.setOffline(true);
  await scanPhoto(page, certificate.label);

  await expect(card.getByText("已列入黑名单（严重失信）")).toBeVisible();
});

test("a producer signs the duty notice, names who answers for quality, and the officer rates and publishes", async ({
  browser,
  county,
  page,
}) => {
  await joinAs(page, county, cooperative("陵川县寨河种植专业合作社"));
  await page.getByRole("link", { name: /^我的档案/ }).click();
  await page.getByRole("link", { name: /^责任告知/ }).click();
  await page.getByRole("button", { name: "我已看完，签收" }).click();
  await expect(page.getByText(/^陵川县寨河种植专业合作社于 .* 签收$/)).toBeVisible();
  await page.goto("/file/quality");
  await page.getByLabel("姓名").fill("李秀英");
  await page.getByLabel("培训有效到").fill(chinaDay(secondsNow() + 300 * DAY));
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.getByText("李秀英")).toBeVisible();
  await expect(page.getByText("还没有内部质量控制人员")).toBeHidden();

  const desk = await browser.newPage({ baseURL: county.origin, viewport: { width: 360, height: 740 } });
  await joinOffice(desk, county, "officer");
  await openFile(desk, "寨河种植专业合作社");
  await expect(desk.getByText(/^按规则算：79 分/)).toBeVisible();
  await desk.getByRole("button", { name: "公布信用等级" }).click();
  await desk.getByRole("button", { name: "公布 B 基本守信" }).click();
  await expect(desk.getByText("B 基本守信", { exact: true })).toBeVisible();
  await expect(desk.getByText(/在这部手机里，有网会自动上传/)).toBeHidden();
  await desk.close();
  await page.goto("/file/credit");
  await expect(page.getByText("B 基本守信", { exact: true })).toBeVisible();
});
