import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import jsQR from "jsqr";
import { Image } from "mupdf";
import { familyFarm } from "../support/e2e/county.ts";
import { issueFirst, joinAs } from "../support/e2e/journeys.ts";
import { test } from "../support/e2e/test.ts";

/** Four bytes for each pixel: red, green, blue, opacity. */
type Picture = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** The picture that a button saves. */
async function savedBy(page: Page, name: string): Promise<Picture> {
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const pixmap = new Image(await readFile(await (await saving).path())).toPixmap();
  return { width: pixmap.getWidth(), height: pixmap.getHeight(), data: new Uint8ClampedArray(pixmap.getPixels()) };
}

function codeOn({ data, width, height }: Picture): string | undefined {
  return jsQR(data, width, height)?.data;
}

test("the share card and the corner card are pictures whose codes a foreign decoder reads", async ({
  county,
  page,
}) => {
  // Where the browser hands files to other apps, nothing would be saved.
  await page.addInitScript(() => Object.defineProperty(navigator, "canShare", { value: undefined }));
  await joinAs(page, county, familyFarm("陵川县礼义镇东伞村太行山马铃薯种植示范性家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "80" });
  await page.getByRole("link", { name: "看整张证" }).click();

  const card = await savedBy(page, "发图片（微信）");
  expect([card.width, card.height]).toEqual([1080, 1440]);
  expect(codeOn(card)).toContain(`/c/${number}#`);

  const corner = await savedBy(page, "直播角标图");
  expect([corner.width, corner.height]).toEqual([640, 360]);
  expect(codeOn(corner)).toMatch(new RegExp(`/c/${number}$`));
  expect(corner.data[3], "nothing is painted beyond the rounded corner").toBe(0);
});

test("where the browser hands files to other apps, the card goes there", async ({ county, page }) => {
  await page.addInitScript(() => {
    const shared: string[] = [];
    Object.defineProperty(window, "shared", { value: shared });
    Object.defineProperty(navigator, "canShare", { value: () => true });
    Object.defineProperty(navigator, "share", {
      value: async ({ files = [] }: ShareData) => {
        for (const { name, type } of files) shared.push(`${name} ${type}`);
      },
    });
  });
  await joinAs(page, county, familyFarm("陵川县杨村家庭农场"));
  const number = await issueFirst(page, { product: "马铃薯", quantity: "80" });
  await page.getByRole("link", { name: "看整张证" }).click();

  await page.getByRole("button", { name: "发图片（微信）" }).click();

  const shared = () => page.evaluate(() => (window as typeof window & { shared: readonly string[] }).shared);
  await expect.poll(shared).toEqual([`合格证 ${number}.png image/png`]);
});
