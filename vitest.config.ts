import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGS } from "./tests/support/chromium.ts";

/** One suite that runs in Node. `retry`: where real processes and sockets wait for each other on a machine that stalls now and then. */
function inNode(name: string, testTimeout: number, retry = 0) {
  return {
    test: {
      name,
      retry,
      include: [`tests/${name}/**/*.test.ts`],
      environment: "node" as const,
      setupFiles: ["tests/support/fastCheckRuns.ts"],
      testTimeout,
      hookTimeout: 60_000,
    },
  };
}

/** Asked for when the browser starts, which is after the setup has found one. */
const launchOptions = {
  get executablePath() {
    return process.env["CHROMIUM_PATH"] ?? "";
  },
  args: [...CHROMIUM_ARGS],
};

export default defineConfig({
  test: {
    projects: [
      inNode("unit", 60_000),
      inNode("property", 60_000),
      inNode("vectors", 20_000),
      inNode("contract", 60_000, 1),
      inNode("integration", 60_000, 1),
      {
        // Found only while a test runs, they would make Vite reload the page under it.
        optimizeDeps: {
          include: [
            "@undecaf/zbar-wasm",
            "@zxing/browser",
            "fflate",
            "jspdf",
            "jsqr",
            "pdfjs-dist/legacy/build/pdf.mjs",
            "qrcode",
            "zxing-wasm/reader",
          ],
        },
        test: {
          name: "browser",
          retry: 1,
          include: ["tests/browser/**/*.browser.test.{ts,tsx}"],
          globalSetup: ["tests/support/chromiumSetup.ts"],
          testTimeout: 30_000,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions }),
            instances: [{ browser: "chromium" as const, viewport: { width: 360, height: 740 } }],
            screenshotFailures: false,
          },
        },
      },
    ],
  },
});
