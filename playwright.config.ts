import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "./tests/support/chromium.ts";

/** Known once the setup has run, which is before any worker reads this file. */
const executablePath = process.env["CHROMIUM_PATH"];

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/end-to-end",
  globalSetup: "./tests/support/chromiumSetup.ts",
  reporter: [["list"], ["json", { outputFile: "test-results/end-to-end.json" }]],
  workers: 2,
  // These machines stall for seconds now and then; the list names every test that needed its second try.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    serviceWorkers: "allow",
    trace: "retain-on-failure",
    launchOptions: { args: [...CHROMIUM_ARGS], ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
