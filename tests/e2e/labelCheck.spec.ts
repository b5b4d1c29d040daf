import { expect } from "@playwright/test";
import jpeg from "jpeg-js";
import { cooperative } from "../support/e2e/county.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { test } from "../support/e2e/test.ts";
import { blankImage, drawQr, paste, toRgba } from "../support/qrImages.ts";

/** A photo of a label whose print head leaves every n-th line of dots white. */
function deadLines(text: string, every: number): Buffer {
  const code = drawQr(text, 8);
  for (let x = 0; x < code.width; x++) {
    if (Math.floor(x / 8) % every !== 0) continue;
    for (let y = 0; y < code.height; y++) code.luma[y * code.width + x] = 255;
  }
  const photo = blankImage(code.width + 120, code.height + 120, 235);
  paste(photo, code, 60, 60);
  return jpeg.encode({ data: toRgba(photo), width: photo.width, height: photo.height }, 92).data;
}

test("a printed label is read back by the camera and found fine, a badly printed one has to be printed again", async ({
  county,
  startPhone,
}) => {
  const seller = await county.member(cooperative("陵川县夺火乡张寸种植专业合作社"));
  const { label } = await issueOnPaper(county.origin, seller);
  const { page } = await startPhone("checker", { camera: [label] });
  await page.goto("/scan");
  await page.getByRole("link", { name: "标签检查" }).click();

  await expect(page.getByRole("alert").getByText("标签没问题，可以用")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("dl > div", { hasText: "缺损" })).toContainText("0.0%");

  const photo = { name: "标签.jpg", mimeType: "image/jpeg", buffer: deadLines(label, 7) };
  await page.locator("input[type=file]").setInputFiles(photo);
  await expect(page.getByRole("alert").getByText("这张标签要重打")).toBeVisible();
  await expect(page.getByText("码缺得太多", { exact: false })).toBeVisible();

  await page.locator("input[type=file]").setInputFiles({ ...photo, buffer: deadLines(label, 2) });
  await expect(page.getByRole("alert").getByText("读不出来")).toBeVisible();
});
