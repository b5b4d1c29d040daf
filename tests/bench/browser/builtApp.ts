import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

const ROOT = join(import.meta.dirname, "../../..");
/** What the app is built from, except its tests. */
const SOURCES = ["src", "public", "index.html", "vite.config.ts", "package-lock.json"];
const SERVER_ONLY = /(^|\/)server(\/|$)/;

/** Folder of the built app, which the endpoint serves. */
export const DIST = join(ROOT, "dist");

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !SERVER_ONLY.test(entry.parentPath.slice(ROOT.length)))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}

/** Builds the app unless the build is newer than everything it is made from. */
export async function ensureBuilt(): Promise<void> {
  const manifest = join(DIST, ".vite/manifest.json");
  const changed = Math.max(...SOURCES.map((source) => newest(join(ROOT, source))));
  if (existsSync(manifest) && statSync(manifest).mtimeMs > changed) return;
  await build({ root: ROOT, logLevel: "warn" });
}
