import { chromiumPath } from "./chromium.ts";

/** Before the first browser test, of Vitest and of Playwright: every worker inherits where Chromium is. */
export default async function chromiumSetup(): Promise<void> {
  const { path, source, hasCjkFont } = await chromiumPath();
  process.env["CHROMIUM_PATH"] = path;
  console.log(`Chromium: ${path} (${source})${hasCjkFont ? "" : ", without Chinese fonts"}`);
}
