import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, type Plugin } from "vite";
import { writeBrotliFiles } from "./src/build/brotliFiles.ts";
import { findCircle } from "./src/build/chunkCircles.ts";
import { buildPageScript } from "./src/build/pageScript.ts";
import { buildServiceWorker, LICENCES } from "./src/build/serviceWorker.ts";

/** The oldest browsers that the app runs on. */
const BROWSERS = ["chrome90", "safari15.4", "firefox100"];

const { version }: { readonly version: string } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
);

/** Bytes below which code that a few screens share joins code that a few others share. */
const SHARED_SIZE = 4_000;

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
    generateBundle(_options, bundle) {
      const circle = findCircle(Object.values(bundle).flatMap((file) => (file.type === "chunk" ? [file] : [])));
      if (circle === undefined) return;
      failed = true;
      this.error(`${circle.join(" and ")} import each other in a circle: another SHARED_SIZE divides them otherwise`);
    },
    closeBundle: async () => {
      if (failed) return;
      await buildPageScript(outDir, apart);
      await buildServiceWorker(outDir, apart);
      await writeBrotliFiles(outDir);
    },
  };
}

export default defineConfig({
  plugins: [react(), finish()],
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
      output: {
        // What screens share comes in a few files of some size: on a cheap phone each file costs more than what is in it.
        codeSplitting: {
          groups: [
            { name: "first", tags: ["$initial"], priority: 2 },
            {
              name: "shared",
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: SHARED_SIZE,
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
