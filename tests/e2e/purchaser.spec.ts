import { expect } from "@playwright/test";
import { formatNumber } from "../../src/core/certificate/number.ts";
import { familyFarm } from "../support/e2e/county.ts";
import { joinAs, scanPhoto, syncDirectory } from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { upload } from "../support/e2e/signatory.ts";
import { test } from "../support/e2e/test.ts";

test("a purchaser certifies a mixed lot from certificates that were scanned", async ({ county, page }) => {
  const [first, second] = [
    await county.member(familyFarm("陵川县东街家庭农场")),
    await county.member(familyFarm("陵川县崔村果蔬家庭农场")),
  ];
  const certificates = [await issueOnPaper(county.origin, first), await issueOnPaper(county.origin, second)];
  await upload(
    county.origin,
    certificates.flatMap(({ statements }) => statements),
  );
  await joinAs(page, county, {
    role: "purchaser",
    operator: {
      kind: "purchaser",
      name: "陵川县太行山货购销部",
      region: "140524100001",
      address: "望洛南路8号",
      phone: "13903560088",
    },
    scope: "140524",
  });
  await syncDirectory(page);
  await page.goto("/scan");
  for (const { label } of certificates) {
    await scanPhoto(page, label);
    await expect(page.getByRole("heading", { name: "真的，有效" })).toBeVisible();
    await page.getByRole("button", { name: "继续扫" }).click();
  }
  await page.goto("/issue");
  await page.getByRole("searchbox", { name: "找产品" }).fill("马铃薯");
  await page
    .getByRole("group", { name: "找产品" })
    .getByRole("button", { name: /^马铃薯/ })
    .first()
    .click();
  const sources = page.getByRole("group", { name: "这批货是凭哪些合格证收来的？" });
  for (const { number } of certificates)
    await sources.getByRole("checkbox", { name: new RegExp(formatNumber(number)) }).check();
  await page.getByRole("button", { name: "选好了（2 张）" }).click();
  await page.getByLabel("重量或数量").fill("1200");
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await expect(page.getByRole("article")).toContainText("已按规定收取并保存该批次农产品承诺达标合格证");
  await page.getByRole("button", { name: "确认，签发" }).click();
  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
});
