import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import {
  BACKUP_PASSPHRASE,
  issueFirst,
  joinAs,
  makeBackup,
  readyForOffline,
  restoreBackup,
} from "../support/e2e/journeys.ts";
import { HANDSET } from "../support/e2e/phone.ts";
import { readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";

test("a backup brings everything to another phone, and only with its passphrase and as a whole file", async ({
  browser,
  county,
  page,
}, testInfo) => {
  const file = testInfo.outputPath("backup.bin");
  await joinAs(page, county, familyFarm("陵川县礼义东伞家庭农场"));
  const numbers = [await issueFirst(page, { product: "马铃薯", quantity: "200" })];
  await page.getByRole("link", { name: "完成" }).click();
  await readyForOffline(page);
  await page.context().setOffline(true);
  await page.getByRole("link", { name: /^开证/ }).click();
  await page.getByRole("group", { name: "常开的" }).getByRole("button").first().click();
  await page.getByLabel("重量或数量").fill("90");
  await page.getByRole("button", { name: "看看合格证" }).click();
  await page.getByRole("button", { name: "确认，签发" }).click();
  await expect(page.getByText(/^马铃薯 90/)).toBeVisible();
  await makeBackup(page, file);
  const source = await readRecords(page);
  numbers.push(...source.certificates.map(({ number }) => number).filter((number) => !numbers.includes(number)));
  const damaged = testInfo.outputPath("damaged.bin");
  const bytes = readFileSync(file);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 0x10;
  writeFileSync(damaged, bytes);
  const foreign = testInfo.outputPath("photo.jpg");
  writeFileSync(foreign, Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex"));

  const other = await browser.newPage({ ...HANDSET, baseURL: county.origin });
  await other.goto("/");
  await expect(other.getByText("还没加入")).toBeVisible();
  const empty = await readRecords(other);
  await restoreBackup(other, file, "礼义镇东伞村2025");
  await expect(other.getByRole("alert")).toContainText("口令不对，什么也没改");
  await restoreBackup(other, damaged, BACKUP_PASSPHRASE);
  await expect(other.getByRole("alert")).toContainText("什么也没改");
  await restoreBackup(other, foreign, BACKUP_PASSPHRASE);
  await expect(other.getByRole("alert")).toContainText("这不是亮证的备份文件，什么也没改");
  expect(await readRecords(other)).toEqual(empty);

  await restoreBackup(other, file, BACKUP_PASSPHRASE);
  await expect(other.getByRole("status")).toContainText(/恢复了 [1-9]\d* 条/);
  const restored = await readRecords(other);
  expect(restored.certificates.map(({ number }) => number).sort()).toEqual(numbers.sort());
  await expect(other.getByText("这部手机还没有加入，没有开证的钥匙。"), "keys never leave a phone").toBeVisible();
  await restoreBackup(other, file, BACKUP_PASSPHRASE);
  await expect(other.getByRole("status")).toContainText("恢复了 0 条");
  expect(await readRecords(other)).toMatchObject({
    certificates: restored.certificates,
    lots: restored.lots,
  });
  // What the first phone never sent goes out from here as it is.
  const waiting = source.statements.filter(({ upload }) => upload !== undefined).map(({ id }) => id);
  const { number } = source.certificates.find(({ id }) => waiting.includes(id)) ?? { number: "" };
  await expect.poll(async () => (await fetch(`${county.origin}/api/certificates/${number}`)).status).toBe(200);
  await other.close();
});
