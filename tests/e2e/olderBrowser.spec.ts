import { expect } from "@playwright/test";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs, readyForOffline, syncDirectory } from "../support/e2e/journeys.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { expectWhole, readRecords } from "../support/e2e/phoneRecords.ts";
import { test } from "../support/e2e/test.ts";

/** What browsers of the floor lack: Chrome 90, Safari 15.4, Firefox 100 and web views between them. */
const OLDER = `
  delete globalThis.OffscreenCanvas;
  delete HTMLVideoElement.prototype.requestVideoFrameCallback;
  delete Navigator.prototype.locks;
  delete Navigator.prototype.wakeLock;
  delete globalThis.structuredClone;
  delete globalThis.BarcodeDetector;
  delete Object.hasOwn;
  for (const type of [Array, String, Int8Array.__proto__]) delete type.prototype.at;
  for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]) {
    delete Array.prototype[name];
    delete Int8Array.__proto__.prototype[name];
  }
  delete Promise.withResolvers;
  delete Crypto.prototype.randomUUID;
  // Strict durability came to Safari 17.4 and Firefox 126 (Chrome 83): older ones ignore the third argument.
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode) {
    return transaction.call(this, stores, mode);
  };
`;

test("a browser without the newer interfaces joins, issues, uploads and finds again", async ({
  context,
  county,
  page,
}) => {
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  await context.addInitScript({ content: OLDER });
  await joinAs(page, county, familyFarm("陵川县原庄家庭农场"));

  const number = await issueFirst(page, { product: "马铃薯", quantity: "66" });

  await page.getByRole("link", { name: "看整张证" }).click();
  await expect(page.getByText("已上传", { exact: true })).toBeVisible();
  await readyForOffline(page);
  await context.setOffline(true);
  await page.goto("/certificates");
  await page.getByText("查找", { exact: true }).click();
  await page.getByLabel("证号开头").fill(number.slice(0, 6).toLowerCase());
  await expect(page.getByRole("link", { name: /^马铃薯 66/ })).toBeVisible();
  expectWhole(await readRecords(page));
  expect(thrown).toEqual([]);
});

test("a browser without the newer interfaces scans with its camera, without a network", async ({
  county,
  startPhone,
}) => {
  const seller = await county.member(familyFarm("陵川县夺火家庭农场"));
  const { chain } = await issueOnPaper(county.origin, seller);
  const { context, page } = await startPhone("older", { camera: [chain], before: OLDER });
  const thrown: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  await syncDirectory(page);
  await readyForOffline(page);
  await context.setOffline(true);

  await page.goto("/scan");

  const card = page.locator(".verdict").first();
  await expect(card.getByRole("heading", { name: "真的，有效" })).toBeVisible();
  await expect(card).toContainText("陵川县夺火家庭农场");
  expect(await page.evaluate(() => "OffscreenCanvas" in globalThis || "locks" in navigator)).toBe(false);
  expect(thrown).toEqual([]);
});
