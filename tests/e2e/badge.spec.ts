import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs } from "../support/e2e/journeys.ts";
import { test } from "../support/e2e/test.ts";

test("the copied line shows on a shop's page how the certificate stands, and links to it", async ({
  context,
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm("陵川县附城家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "80" });
  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "嵌入网页" }).click();
  await expect(page.getByText("已复制")).toBeVisible();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  const shop = createServer((_request, response) => {
    // A shop's own policy that allows the endpoint, and neither inline code nor inline style.
    response.setHeader(
      "content-security-policy",
      `default-src 'none'; script-src ${county.origin}; img-src ${county.origin}; connect-src ${county.origin}`,
    );
    response.setHeader("content-type", "text/html; charset=utf-8").end(`<!doctype html><h1>太行土豆</h1>${line}`);
  }).listen(0, "127.0.0.1");
  try {
    const visit = await context.newPage();
    await visit.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);

    const badge = visit.getByRole("link").getByRole("img", { name: `承诺达标合格证 ${number}` });
    await expect.poll(() => badge.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
    await expect(visit.getByRole("link")).toHaveAttribute("href", `${county.origin}/c/${number}`);
    const svg = await badge.evaluate(async (image: HTMLImageElement) => (await fetch(image.src)).text());
    expect(svg).toContain("登记有效");
    expect(svg).toContain("陵川县附城家庭农场");
  } finally {
    shop.close();
  }
});
