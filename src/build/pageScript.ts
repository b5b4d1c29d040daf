import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, type InlineConfig } from "vite";

const SOURCE = "src/page/verifyPage.ts";
const MANIFEST = ".vite/manifest.json";

/**
 * Builds the script of a certificate's page in a run of its own, so that it is one small file that shares no chunk with
 * the app, and enters it in the app's manifest under its source path.
 */
export async function buildPageScript(outDir: string, shared: InlineConfig): Promise<void> {
  if (!existsSync(SOURCE)) return;
  const built = await build({
    ...shared,
    build: {
      ...shared.build,
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { verifyPage: SOURCE },
        output: { format: "iife", entryFileNames: "assets/[name]-[hash].js" },
      },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  if (output === undefined || !("output" in output)) throw new Error("the page's script was not built");
  const [entry] = output.output;
  const path = join(outDir, MANIFEST);
  const manifest: unknown = JSON.parse(await readFile(path, "utf8"));
  await writeFile(
    path,
    JSON.stringify(
      { ...(manifest as object), [SOURCE]: { file: entry.fileName, name: entry.name, src: SOURCE, isEntry: true } },
      null,
      2,
    ),
  );
}
