import type { Page } from "@playwright/test";
import { MISSING_FONT } from "./chromium.ts";

/**
 * Why pixels of Chinese text prove nothing on this page, or undefined where they can be trusted.
 *
 * A browser without a font draws every Chinese character as the same box, so two different ones are compared.
 * A spec says `test.skip(reason !== undefined, reason)`: it then counts as skipped and names the font.
 */
export async function missingFont(page: Page): Promise<string | undefined> {
  const sameBox = await page.evaluate(() => {
    const picture = (character: string) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 48;
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("This browser has no canvas");
      context.font = "40px sans-serif";
      context.textBaseline = "top";
      context.fillText(character, 2, 2);
      return canvas.toDataURL();
    };
    return picture("晋") === picture("城");
  });
  return sameBox ? MISSING_FONT : undefined;
}
