import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** One line of the budget: brotli-11 bytes of what a page loads before it can be used. */
export type Size = {
  readonly name: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly budget: number;
};

/** A library found where it must not be. */
export type Leak = { readonly library: string; readonly file: string };

/** Vite's `build.manifest`, as far as it is read here. */
type Manifest = Readonly<
  Record<
    string,
    { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] } | undefined
  >
>;

/** The manifest's names of the two entries. */
export const ENTRY = { app: "index.html", page: "src/page/verifyPage.ts" } as const;

/** Brotli bytes. A bare React with store, database, QR and router measured 72 KB. */
export const BUDGET = { appScript: 95_000, appStyle: 8_000, pageScript: 12_000 } as const;

/**
 * Libraries that load when they are used, each with words that stay in its minified code: a byte budget reports
 * growth, this names the leak.
 */
export const LAZY_LIBRARIES: Readonly<Record<string, RegExp>> = {
  "zxing-wasm": /readBarcodes|zxing_reader\.js/,
  "@zxing/library": /NotFoundException|ChecksumException/,
  jspdf: /jsPDF/,
  "pinyin-pro": /toneSandhi/,
  "swagger-ui": /swagger-ui/,
};

/** What is loaded of the built app, against what it may be. @throws Error when an entry is not in the manifest */
export function measureSizes(dist: string): { readonly sizes: readonly Size[]; readonly leaks: readonly Leak[] } {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8")) as Manifest;
  const app = firstLoad(manifest, ENTRY.app);
  const page = firstLoad(manifest, ENTRY.page);
  const sizeOf = (name: string, files: readonly string[], budget: number): Size => ({
    name,
    files,
    budget,
    bytes: files.reduce((total, file) => total + brotliLength(readFileSync(join(dist, file))), 0),
  });
  return {
    sizes: [
      sizeOf("app, first load, JavaScript", app.scripts, BUDGET.appScript),
      sizeOf("app, first load, CSS", app.styles, BUDGET.appStyle),
      sizeOf("certificate page, JavaScript", page.scripts, BUDGET.pageScript),
    ],
    leaks: app.scripts.flatMap((file) => leaksIn(file, readFileSync(join(dist, file), "utf8"))),
  };
}

/** The entry's own files and those of everything it imports statically. */
function firstLoad(manifest: Manifest, entry: string): { readonly scripts: string[]; readonly styles: string[] } {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`dist/.vite/manifest.json has no ${name}`);
    if (scripts.has(chunk.file)) continue;
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    waiting.push(...(chunk.imports ?? []));
  }
  return { scripts: [...scripts], styles: [...styles] };
}

function leaksIn(file: string, code: string): Leak[] {
  return Object.entries(LAZY_LIBRARIES)
    .filter(([, marks]) => marks.test(code))
    .map(([library]) => ({ library, file }));
}

function brotliLength(bytes: Uint8Array): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** One line a budget, with the files that count. */
export function sizeTable(sizes: readonly Size[]): string {
  return sizes
    .map(({ name, bytes, budget, files }) => {
      const mark = bytes <= budget ? "ok  " : "OVER";
      return `${mark} ${name.padEnd(30)} ${String(bytes).padStart(7)} of ${String(budget).padStart(6)} B br  ${files.join(" ")}`;
    })
    .join("\n");
}

if (import.meta.main) {
  const { sizes, leaks } = measureSizes("dist");
  console.log(sizeTable(sizes));
  for (const { library, file } of leaks) console.error(`${library} is in ${file}, which loads at the start`);
  if (leaks.length > 0 || sizes.some(({ bytes, budget }) => bytes > budget)) process.exitCode = 1;
}
