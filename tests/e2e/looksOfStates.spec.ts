import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import {
  BACKUP_PASSPHRASE,
  comparedDigits,
  issueFirst,
  joinAs,
  joinOffice,
  makeBackup,
  restoreBackup,
  scanPhoto,
  syncDirectory,
} from "../support/e2e/journeys.ts";
import { expectFit, LOOKS, look, smallestTarget } from "../support/e2e/looks.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { HANDSET } from "../support/e2e/phone.ts";
import { withdraw } from "../support/e2e/scenes.ts";
import { newSignatory } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

for (const { name, preferences } of LOOKS) {
  const smallest = smallestTarget(name);

  test(`axe finds nothing on a verdict of any colour (${name})`, async ({ county, page }) => {
    test.setTimeout(120_000);
    const { origin } = county;
    const seller = await county.member(familyFarm("陵川县东八渠家庭农场"));
    const certificate = await issueOnPaper(origin, seller);
    const voided = await issueOnPaper(origin, seller, { product: "大葱" });
    await withdraw(county, voided, "voided", seller);
    await syncDirectory(page);
    await look(page, preferences);
    for (const { tone, code } of [
      { tone: "good", code: certificate.chain },
      { tone: "caution", code: (await issueOnPaper(origin, await newSignatory())).label },
      { tone: "bad", code: voided.label },
      { tone: "grey", code: certificate.label.slice(0, -2) },
    ]) {
      await page.goto("/scan");
      await scanPhoto(page, code);
      const card = page.locator(".verdict").first();
      await expect(card).toHaveAttribute("data-tone", tone);
      await expect(card.getByText("正在向登记机关核对…")).toBeHidden();
      await card.getByText("查了什么").click();
      await expectFit(page, `a verdict that is ${tone}`, smallest);
    }
  });

  test(`axe finds nothing while six digits are compared, on either screen (${name})`, async ({
    browser,
    county,
    page,
  }) => {
    test.setTimeout(120_000);
    await joinOffice(page, county, "officer");
    await look(page, preferences);
    const stationName = `杨村镇农产品质量安全监管站（${name}）`;
    const { link } = await county.invite({
      role: "station",
      operator: { kind: "station", name: stationName, region: "140524105", phone: "03566871305" },
    });
    const context = await browser.newContext({ ...HANDSET, baseURL: county.origin });
    const station = await context.newPage();
    await station.goto("/");
    await look(station, preferences);
    await station.goto(link);
    await expect(station.getByRole("button", { name: "是我，加入" })).toBeVisible();
    await expectFit(station, "an invitation", smallest);
    await station.getByRole("button", { name: "是我，加入" }).click();
    await comparedDigits(station);
    await expectFit(station, "six digits to read out", smallest);
    await context.close();

    await page.goto("/officer");
    const row = page.locator(".list-row", { hasText: stationName }).filter({ hasText: "前有效" });
    await expect(row).toBeVisible();
    await expectFit(page, "an invitation that waits", smallest);
    await row.getByRole("button", { name: "核对" }).click();
    await page.getByLabel("对方念的六个数字").fill("12345");
    await expectFit(page, "six digits to enter", smallest);
  });

  test(`axe finds nothing on a restored backup (${name})`, async ({ browser, county, page }, testInfo) => {
    test.setTimeout(120_000);
    const file = testInfo.outputPath("backup.bin");
    await joinAs(page, county, familyFarm("陵川县南召家庭农场"));
    await issueFirst(page, { product: "马铃薯", quantity: "200" });
    await makeBackup(page, file);
    const context = await browser.newContext({ ...HANDSET, baseURL: county.origin });
    const other = await context.newPage();
    await other.goto("/");
    await look(other, preferences);
    await restoreBackup(other, file, BACKUP_PASSPHRASE);
    await expect(other.getByRole("dialog").getByRole("status")).toContainText(/恢复了 [1-9]\d* 条/);
    await expectFit(other, "a restored backup", smallest);
    await other.goto("/certificates");
    await expect(other.getByRole("link", { name: /^马铃薯 200/ })).toBeVisible();
    await expectFit(other, "restored certificates", smallest);
    await context.close();
  });
}
