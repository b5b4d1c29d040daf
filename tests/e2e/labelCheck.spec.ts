import { expect } from "@playwright/test";
import jpeg from "jpeg-js";
import { familyFarm } from "../support/e2e/county.ts";
import { issueOnPaper } from "../support/e2e/paper.ts";
import { test } from "../support/e2e/test.ts";
import { blankImage, drawQr, paste, toRgba } from "../support/qrImages.ts";

/** A photo of a label whose print head leaves these columns of modules white. */
function deadColumns(text: string, columns: readonly number[]): Buffer {
  const code = drawQr(text, 8);
  for (let at = 0; at < code.luma.length; at++) {
    const column = Math.floor((at % code.width) / 8) - 4;
    if (columns.includes(column)) code.luma[at] = 255;
  }
  const photo = blankImage(code.width + 120, code.height + 120, 235);
  paste(photo, code, 60, 60);
  return jpeg.encode({ data: toRgba(photo), width: photo.width, height: photo.height }, 92).data;
}

test("a printed label is read back by the camera and found fine, a badly printed one has to be printed again", async ({
  county,
  startPhone,
}) => {
  const seller = await county.member(familyFarm("陵川县夺火乡张寸家庭农场"));
  const { label } = await issueOnPaper(county.origin, seller);
  const { page } = await startPhone("checker", { camera: [label] });
  await page.goto("/scan");
  await page.getByRole("link", { name: "标签检查" }).click();

  await expect(page.getByRole("alert").getByText("标签没问题，可以用")).toBeVisible({ timeout: 20_000 });
  await expect(page.locator("dl > div", { hasText: "缺损" })).toContainText("0.0%");

  const photo = { name: "标签.jpg", mimeType: "image/jpeg", buffer: deadColumns(label, [12, 24, 36]) };
  await page.locator("input[type=file]").setInputFiles(photo);
  await expect(page.getByRole("alert").getByText("这张标签要重打")).toBeVisible();
  await expect(page.getByText("码缺得太多", { exact: false })).toBeVisible();

  await page
    .locator("input[type=file]")
    .setInputFiles({ ...photo, buffer: deadColumns(label, [3, 4, 12, 16, 27, 31, 38, 42]) });
  await expect(page.getByRole("alert").getByText("读不出来")).toBeVisible();
});
