import { expect } from "@playwright/test";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { encodeWithdrawn } from "../../src/core/certificate/withdrawal.ts";
import { chainText } from "../../src/core/qr/qrText.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { familyFarm } from "../support/e2e/county.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, serviceWorkers: "block" });

  test("the page is complete and asks for nothing further", async ({ county, page }) => {
    const seller = await county.member(familyFarm("陵川县椅掌家庭农场"));
    const certificate = await issueOnPaper(county.origin, seller);
    await upload(county.origin, certificate.statements);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.resourceType()} ${new URL(request.url()).pathname}`));

    await page.goto(certificate.short);

    await expect(page.getByText("登记有效")).toBeVisible();
    await expect(page.getByText(formatNumber(certificate.number)).first()).toBeVisible();
    await expect(page.getByText("陵川县椅掌家庭农场").first()).toBeVisible();
    await expect(page.getByText("600 千克")).toBeVisible();
    await expect(page.getByText("138****1046")).toBeVisible();
    await expect(page.getByText("13835621046")).toHaveCount(0);
    for (const heading of ["生产记录", "追溯", "信用等级", "产品认证"]) {
      await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    }
    await expect(page.getByText("尚未评定")).toBeVisible();
    await expect(page.getByText("暂无").first()).toBeVisible();
    // Browsers fetch a site's icon for their own tab, beside the page.
    expect(asked.filter((each) => !each.endsWith(" /icons/icon.svg"))).toEqual([`document /c/${certificate.number}`]);
  });

  test("a voided certificate is red, with its reason and date", async ({ county, page }) => {
    const seller = await county.member(familyFarm("陵川县冶头家庭农场"));
    const certificate = await issueOnPaper(county.origin, seller);
    const reason = "合作社自查发现数量填错";
    const voided = await seller.sign(
      KIND.certificateWithdrawn,
      encodeWithdrawn({ certificate: certificate.id, state: "voided", reason }),
    );
    await upload(county.origin, [...certificate.statements, voided.bytes]);

    await page.goto(certificate.short);

    const banner = page.getByRole("status");
    await expect(banner).toContainText("已作废");
    await expect(banner).toContainText(reason);
    await expect(banner).toContainText(/\d{4}年\d{1,2}月\d{1,2}日/);
    await expect(banner).toHaveClass(/\bbad\b/);
  });
});

test("the page itself verifies the code that opened it", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县东双脑家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);

  await page.goto(certificate.label);

  await expect(page.getByText("已在本页核验签名：您扫的码就是这张合格证。")).toBeVisible();
});

test("a copied number over another certificate's code turns the page red", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县西闸水家庭农场"));
  const real = await issueOnPaper(county.origin, seller);
  const other = await issueOnPaper(county.origin, seller, { product: "胡萝卜" });
  await upload(county.origin, [...real.statements, ...other.statements]);
  const grant = seller.grant ?? new Uint8Array();

  await page.goto(chainText(county.origin, real.number, other.bytes, grant));

  await expect(page.getByRole("status")).toHaveClass(/\bbad\b/);
  await expect(page.getByRole("status")).toContainText(/码是伪造的|码与登记不符/);
});

test("a code that verifies and is not registered yet is shown as signed, not registered", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县侯家庄家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);

  const answered = await page.goto(certificate.chain);

  expect(answered?.status()).toBe(404);
  await expect(page.getByRole("status")).toContainText("已签名，尚未登记");
  await expect(page.getByText("600 千克")).toBeVisible();
});

test("an unknown number is read back as it was understood, and a mistyped one says what is wrong with it", async ({
  page,
}) => {
  const unknown = await page.goto("/c/7k2m-9qx4-tb8w-1czi");
  expect(unknown?.status()).toBe(404);
  await expect(page.getByText("7K2M-9QX4-TB8W-1CZ1")).toBeVisible();

  const short = await page.goto("/c/7K2M9QX4");
  expect(short?.status()).toBe(404);
  await expect(page.getByText("编号应是 16 位，现在是 8 位。")).toBeVisible();
});

test("the page speaks English when asked", async ({ county, page }) => {
  const seller = await county.member(familyFarm("陵川县杨村家庭农场"));
  const certificate = await issueOnPaper(county.origin, seller);
  await upload(county.origin, certificate.statements);

  await page.goto(`${certificate.short}?lang=en`);

  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: "中文" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});
