import { expect, type Locator, type Page } from "@playwright/test";
import jpeg from "jpeg-js";
import readQr from "jsqr";
import { toHex } from "../../../src/core/bytes.ts";
import type { ConsoleInvitation } from "../../../src/wire/invitations.ts";
import type { County } from "./county.ts";
import { photoOf } from "./photo.ts";

/** Opens a join link, confirms and stands on the home screen. */
export async function joinInApp(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "是我，加入" }).click();
  await expect(page.getByRole("heading", { name: "加入成功" })).toBeVisible();
  await page.getByRole("link", { name: "开始用" }).click();
  await expect(page.getByRole("link", { name: "扫一扫" })).toBeVisible();
}

/** Invites an operator and joins as it. */
export async function joinAs(page: Page, county: County, request: ConsoleInvitation): Promise<void> {
  const { link } = await county.invite(request);
  await joinInApp(page, link);
}

/** Joins as an officer or inspector of the county's own office; the digits are compared by the first officer. */
export async function joinOffice(page: Page, county: County, role: "officer" | "inspector"): Promise<void> {
  const { id, link } = await county.invite({ role, operator: { id: toHex(county.officer.operator) } });
  await page.goto(link);
  await page.getByRole("button", { name: "是我，加入" }).click();
  await county.confirm(id, await comparedDigits(page));
  await expect(page.getByRole("heading", { name: "加入成功" })).toBeVisible();
  await page.getByRole("link", { name: "开始用" }).click();
  await expect(page.getByRole("link", { name: "扫一扫" })).toBeVisible();
}

/** The six digits on a phone that waits for its inviter. */
export async function comparedDigits(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { name: "核对六个数字" })).toBeVisible();
  const digits = await page.locator(".join-code").innerText();
  return digits.replace(/\D/g, "");
}

/** Waits until a phone would start and show every screen without a network, decoder and catalogue included. */
export async function readyForOffline(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const missing = () =>
    page.evaluate(async () => {
      const worker = await (await fetch("/sw.js")).text();
      const files = [...new Set(worker.match(/assets\/[\w.-]+/g))].map((file) => new URL(file, location.origin).href);
      const kept = await Promise.all(files.map((file) => caches.match(file)));
      return files.filter((_, index) => kept[index] === undefined);
    });
  await expect.poll(missing, { timeout: 30_000 }).toEqual([]);
}

/** Opens the app and waits until its phone holds the directory. */
export async function syncDirectory(page: Page): Promise<void> {
  await page.goto("/");
  await expect.poll(() => heldDirectories(page), { timeout: 20_000 }).toBeGreaterThan(0);
}

function heldDirectories(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("liangzheng");
        opening.onerror = () => reject(opening.error ?? new Error("no database"));
        opening.onsuccess = () => {
          const db = opening.result;
          const counting = db.transaction("directoryHeads").objectStore("directoryHeads").count();
          counting.onerror = () => reject(counting.error ?? new Error("no count"));
          counting.onsuccess = () => {
            db.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

/** Hands the scanner a photo of these codes. */
export async function scanPhoto(page: Page, ...texts: readonly string[]): Promise<void> {
  const buffer = photoOf(texts);
  await page.locator("input[type=file]").setInputFiles({ name: "合格证.jpg", mimeType: "image/jpeg", buffer });
}

/** Types a number on the keypad of the screen. */
export async function typeOnKeypad(page: Page, digits: string): Promise<void> {
  const keypad = page.getByRole("group", { name: "数字键盘" });
  for (const digit of digits) {
    await keypad.getByRole("button", { name: digit === "." ? "小数点" : digit, exact: true }).click();
  }
}

/** What is issued: what is typed into the search, the product that is chosen from what it finds, and how much. */
export type Goods = { readonly search?: string; readonly product: string; readonly quantity: string };

/** Finds a product in the catalogue on the first step of issuing. */
export async function chooseProduct(page: Page, { search, product }: Pick<Goods, "search" | "product">): Promise<void> {
  await page.getByRole("searchbox", { name: "找产品" }).fill(search ?? product);
  const found = page.getByRole("group", { name: "找产品" });
  await found.getByRole("button", { name: new RegExp(`^${product}(\\s|也叫|$)`) }).click();
}

/** Fills a certificate in from the home screen, up to its preview. */
export async function fillInFirst(page: Page, goods: Goods): Promise<void> {
  await page.getByRole("link", { name: "开证", exact: false }).click();
  await chooseProduct(page, goods);
  await typeOnKeypad(page, goods.quantity);
  await page.getByRole("checkbox", { name: "质量安全控制符合要求" }).check();
  await page.getByRole("button", { name: "看看合格证" }).click();
  await expect(page.getByRole("article")).toContainText(goods.product);
}

/** Issues the first certificate of a product from the home screen; ends at the full-screen code and gives its number. */
export async function issueFirst(page: Page, goods: Goods): Promise<string> {
  await fillInFirst(page, goods);
  await page.getByRole("button", { name: "确认，签发" }).click();
  return shownNumber(page);
}

/** The number under the full-screen code, once it is there. */
export async function shownNumber(page: Page): Promise<string> {
  const code = page.getByRole("img", { name: /^合格证二维码，证号 / });
  await expect(code).toBeVisible();
  const label = (await code.getAttribute("aria-label")) ?? "";
  return label.slice(label.lastIndexOf(" ") + 1);
}

/** Text of the code on the screen, read from its picture as any camera would. */
export async function shownCode(page: Page): Promise<string> {
  await shownNumber(page);
  return codeIn(page, page.getByRole("img", { name: /^合格证二维码，证号 / }));
}

/** Text of a code on the screen once it is there, read from the screen's picture as any camera would. */
export async function codeIn(page: Page, code: Locator): Promise<string> {
  await expect(code).toBeVisible();
  const picture = jpeg.decode(await page.screenshot({ type: "jpeg", quality: 95 }), { useTArray: true });
  const found = readQr(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  if (found === null) throw new Error("no code on the screen");
  return found.data;
}

/** What the backups of the tests are sealed with. */
export const BACKUP_PASSPHRASE = "礼义镇东伞村2026";

/** Makes a backup in the settings and gives the file's path. */
export async function makeBackup(page: Page, path: string): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "做一份备份" }).click();
  await page.getByLabel("备份口令").fill(BACKUP_PASSPHRASE);
  await page.getByLabel("再输一遍").fill(BACKUP_PASSPHRASE);
  await page.getByRole("dialog").getByRole("button", { name: "做一份备份" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "存成文件" }).click();
  await (await downloading).saveAs(path);
  await expect(page.getByText(/^备份文件已交给手机保存/)).toBeVisible();
}

/** Restores a backup in the settings. */
export async function restoreBackup(page: Page, path: string, passphrase: string): Promise<void> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "从备份恢复" }).click();
  await page.getByLabel("选备份文件").setInputFiles(path);
  await page.getByLabel("做备份时的口令").fill(passphrase);
  await page.getByRole("button", { name: "恢复", exact: true }).click();
}
