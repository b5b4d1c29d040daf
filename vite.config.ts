import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, mergeConfig, type Plugin, type UserConfig } from "vite";
import { writeBrotliFiles } from "./src/build/brotliFiles.ts";
import { buildPageScript } from "./src/build/pageScript.ts";
import { buildServiceWorker, LICENCES } from "./src/build/serviceWorker.ts";
import { largestSharedSize } from "./src/build/sharedSize.ts";

/** The oldest browsers that the app runs on. */
const BROWSERS = ["chrome90", "safari15.4", "firefox100"];

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
);

/** Bytes below which code that a few screens share joins code that a few others share; the first that can be is taken. */
const SHARED_SIZES = [20_000, 10_000, 5_000, 4_000, 3_000, 2_000, 1_000, 0];

/** Stands for libraries that are never asked for. */
const UNUSED = fileURLToPath(new URL("src/build/unusedLibrary.ts", import.meta.url));

/** For the scripts that are built apart from the app: the certificate page's and the service worker. */
const apart: InlineConfig = { configFile: false, logLevel: "warn", build: { target: BROWSERS, modulePreload: false } };

/** Builds what goes beside the app once the app is written, and compresses everything. */
function finish(): Plugin {
  let outDir = "dist";
  let failed = false;
  return {
    name: "finish",
    apply: "build",
    configResolved: (config) => {
      outDir = config.build.outDir;
    },
    buildEnd: (error) => {
      failed = error !== undefined;
    },
    closeBundle: async () => {
      if (failed) return;
      await buildPageScript(outDir, apart);
      await buildServiceWorker(outDir, apart);
      await writeBrotliFiles(outDir);
    },
  };
}

/** How the app is built, but for what goes beside it. */
const settings = (sharedSize: number): UserConfig => ({
  plugins: [react()],
  // Parts of jsPDF for web pages, SVG and PNG, which nothing here asks it to draw: pictures come as JPEG.
  resolve: {
    alias: Object.fromEntries(["canvg", "html2canvas", "dompurify", "fast-png"].map((name) => [name, UNUSED])),
  },
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    target: BROWSERS,
    cssTarget: BROWSERS,
    manifest: true,
    license: { fileName: LICENCES },
    // The app's content policy allows no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // The first load asks for some code that is in a file of screens by then.
      checks: { ineffectiveDynamicImport: false },
      output: {
        // What screens share comes in a few files of some size: on a cheap phone each file costs more than what is in it.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            {
              name: "shared",
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: sharedSize,
              priority: 1,
            },
          ],
        },
        // Without the list of all that share it.
        sanitizeFileName: (name) => name.replace(/~.*$/, ""),
      },
    },
  },
  // Module workers came to Firefox with 114.
  worker: { format: "iife" },
  server: {
    proxy: { "^/(?:api/|c/|badge/|badge\\.js$|healthz$)": "http://localhost:8080" },
  },
});

export default defineConfig(async ({ command }) => {
  const sharedSize = command === "build" ? await largestSharedSize(SHARED_SIZES, settings) : 0;
  return mergeConfig(settings(sharedSize), { plugins: [finish()] });
});
