import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type InlineConfig, type Manifest } from "vite";
import { injectManifest } from "workbox-build";

/** Files of the app above this size, in bytes, wait until the app is at rest, so that installing stays quick. */
const LATER_ABOVE = 150_000;

/** What the shell needs besides its code. */
const SHELL_FILES = ["index.html", "manifest.webmanifest", "icons/icon.svg", "icons/icon-192.png"];

/** The texts of the licences of what is built in, as `build.license` of the Vite configuration names it. */
export const LICENCES = "licences.txt";

/** The licence of the font whose subsets are sent to phones, which is to go with them. */
const FONT_LICENCE = "src/data/fonts/OFL.txt";

type Lists = { readonly now: readonly string[]; readonly later: readonly string[] };

/**
 * Sorts the built files: `now` = the shell, its first load and every screen, `later` = what is large (decoder, data).
 * Files that neither the app nor one of its workers names, such as the page's script, are in none.
 */
async function sortFiles(outDir: string): Promise<Lists> {
  const manifest: Manifest = JSON.parse(await readFile(join(outDir, ".vite/manifest.json"), "utf8"));
  const first = filesFrom(manifest, "index.html", (chunk) => chunk.imports ?? []);
  const all = filesFrom(manifest, "index.html", (chunk) => [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]);
  const now = new Set([...SHELL_FILES, ...first]);
  const later = new Set<string>();
  for (const file of await withReferenced(outDir, all)) {
    if (now.has(file)) continue;
    const large = file.endsWith(".wasm") || (await stat(join(outDir, file))).size > LATER_ABOVE;
    (large ? later : now).add(file);
  }
  return { now: [...now], later: [...later] };
}

function filesFrom(
  manifest: Manifest,
  entry: string,
  next: (chunk: Manifest[string]) => readonly string[],
): Set<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  const queue = [entry];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) continue;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    queue.push(...next(chunk));
  }
  return files;
}

/** Workers and what they load are in no manifest; the code names them by path. */
async function withReferenced(outDir: string, files: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set(files);
  for (const file of found) {
    if (!file.endsWith(".js")) continue;
    const code = await readFile(join(outDir, file), "utf8");
    for (const [name] of code.matchAll(/assets\/[\w.-]+\.(?:js|wasm|json|css|ttf)/g)) found.add(name);
  }
  return found;
}

/** Bundles `src/sw/sw.ts` into one classic script and writes into it what it is to store. */
export async function buildServiceWorker(outDir: string, shared: InlineConfig): Promise<void> {
  const lists = await sortFiles(outDir);
  const work = await mkdtemp(join(tmpdir(), "sw-"));
  const bundled = join(work, "bundled.js");
  const withNow = join(work, "withNow.js");
  await build({
    ...shared,
    build: {
      ...shared.build,
      outDir: work,
      emptyOutDir: false,
      copyPublicDir: false,
      license: { fileName: LICENCES },
      rolldownOptions: { input: { bundled: "src/sw/sw.ts" }, output: { format: "iife", entryFileNames: "[name].js" } },
    },
  });
  await inject({ from: bundled, to: withNow, point: "self.__WB_MANIFEST", outDir, files: lists.now });
  await inject({
    from: withNow,
    to: join(outDir, "sw.js"),
    point: "self.__LATER_MANIFEST",
    outDir,
    files: lists.later,
  });
  await addLicences(join(outDir, LICENCES), await readFile(join(work, LICENCES), "utf8"));
  await addLicences(join(outDir, LICENCES), `\n## Noto Sans SC (OFL-1.1)\n\n${await readFile(FONT_LICENCE, "utf8")}`);
  await rm(work, { recursive: true });
}

/** What is not in the app's list yet joins it, each package under its own heading. */
async function addLicences(path: string, more: string): Promise<void> {
  const listed = await readFile(path, "utf8");
  const added = more
    .split(/^(?=## )/m)
    .slice(1)
    .filter((section) => !listed.includes(section.slice(0, section.indexOf("\n") + 1)));
  await writeFile(path, [listed.trimEnd(), ...added].join("\n\n"));
}

type Injection = {
  readonly from: string;
  readonly to: string;
  readonly point: string;
  readonly outDir: string;
  readonly files: readonly string[];
};

async function inject({ from, to, point, outDir, files }: Injection): Promise<void> {
  if (files.length === 0) {
    await writeFile(to, (await readFile(from, "utf8")).replace(point, "[]"));
    return;
  }
  const { warnings, count } = await injectManifest({
    swSrc: from,
    swDest: to,
    injectionPoint: point,
    globDirectory: outDir,
    globPatterns: [...files],
    dontCacheBustURLsMatching: /^assets\//,
    maximumFileSizeToCacheInBytes: 64_000_000,
  });
  if (warnings.length > 0 || count !== files.length)
    throw new Error(`service worker: ${count} of ${files.length} files listed. ${warnings.join(" ")}`);
}
