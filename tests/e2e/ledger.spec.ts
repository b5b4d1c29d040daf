import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { fillInFirst, issueFirst, joinAs, readyForOffline, shownNumber } from "../support/e2e/journeys.ts";
import { test } from "../support/e2e/test.ts";
import { PDF_READERS, readCode, seePage } from "../support/pdfReaders.ts";

/** 祎 and 䶮 are everyday in names, 𬭊 lies beyond the first plane of Unicode, 𰻝 is in no font of ours. */
const RARE = "陵川县祎䶮𬭊𰻝家庭农场";

/** Makes the ledger of this month and gives back the file that the phone saved. */
async function ledgerOf(page: Page): Promise<Uint8Array> {
  await page.getByRole("link", { name: "台账（PDF）" }).click();
  await page.getByRole("button", { name: "做台账 PDF" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: /^保存 合格证台账/ }).click();
  return new Uint8Array(await readFile(await (await saving).path()));
}

test("a name with rare characters is told of before issuing, and comes out of the ledger's PDF right", async ({
  county,
  page,
}) => {
  await joinAs(page, county, familyFarm(RARE));
  await fillInFirst(page, { product: "马铃薯", quantity: "500" });
  await expect(page.getByText("打印时按图片印上：𰻝")).toBeVisible();
  await page.getByRole("button", { name: "确认，签发" }).click();
  const number = (await shownNumber(page)).replace(/(.{4})(?=.)/g, "$1-");
  await page.goto("/certificates");

  const pdf = await ledgerOf(page);

  await expect(page.getByText("已按图片印上：𰻝")).toBeVisible();
  const [poppler] = await PDF_READERS.poppler(pdf);
  for (const words of [RARE, number, "马铃薯", "500千克", "承诺达标合格证开具台账"]) expect(poppler).toContain(words);
  for (const reader of [PDF_READERS.mupdf, PDF_READERS.pdfJs]) {
    const [text] = await reader(pdf);
    for (const words of ["陵川县祎䶮", "家庭农场", number, "马铃薯"]) expect(text).toContain(words);
  }

  await page.getByLabel("标签大小").selectOption("A5");
  await page.getByRole("button", { name: "做 1 张标签的 PDF" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: /^保存 合格证标签/ }).click();
  const label = new Uint8Array(await readFile(await (await saving).path()));
  const [words] = await PDF_READERS.poppler(label);
  for (const field of ["承诺达标合格证", `承诺主体${RARE}`, "产品名称马铃薯", "重量或数量500千克", number])
    expect(words).toContain(field);
  expect(label.length).toBeLessThanOrEqual(40_000);
  expect(readCode(seePage(label, 0, 203))).toContain(`/c/${number.replace(/-/g, "")}#1`);
});

test("the ledger is made without a network, from what the phone has kept", async ({ context, county, page }) => {
  await joinAs(page, county, familyFarm("陵川县岭东家庭农场"));
  await issueFirst(page, { product: "马铃薯", quantity: "500" });
  await page.getByRole("link", { name: "完成" }).click();
  await readyForOffline(page);
  await context.setOffline(true);
  await page.goto("/certificates");
  const [text] = await PDF_READERS.mupdf(await ledgerOf(page));
  expect(text).toContain("陵川县岭东家庭农场");
  expect(text).toContain("马铃薯");
});
