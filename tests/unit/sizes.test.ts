import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BUDGET, ENTRY, LAZY_LIBRARIES, measureSizes, sizeTable } from "../support/sizes.ts";

const NODE_MODULES = join(import.meta.dirname, "../../node_modules");
const MANIFEST = {
  [ENTRY.app]: { file: "assets/app.js", imports: ["_react.js"], dynamicImports: ["_scan.js"], css: ["assets/app.css"] },
  "_react.js": { file: "assets/react.js" },
  "_scan.js": { file: "assets/scan.js" },
  [ENTRY.page]: { file: "assets/verifyPage.js", imports: ["_react.js"] },
};

let dist = "";

function build(files: Readonly<Record<string, string>>): void {
  const all = {
    ".vite/manifest.json": JSON.stringify(MANIFEST),
    "assets/app.js": "export {}",
    "assets/react.js": "export {}",
    "assets/scan.js": "export {}",
    "assets/verifyPage.js": "export {}",
    "assets/app.css": "a{}",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(dist, dirname(path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
}

/** Text that no compressor makes smaller than `bytes`. */
function incompressible(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

const overBudget = () =>
  measureSizes(dist)
    .sizes.filter(({ bytes, budget }) => bytes > budget)
    .map(({ name }) => name);

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), "sizes-"));
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

test("a small app keeps its budget, and the table says which files count", () => {
  build({});
  const { sizes, leaks } = measureSizes(dist);
  expect(overBudget()).toEqual([]);
  expect(leaks).toEqual([]);
  expect(sizeTable(sizes)).toContain("assets/app.js assets/react.js");
});

test("what the entry imports statically counts, what it loads later does not", () => {
  build({ "assets/scan.js": incompressible(BUDGET.appScript) });
  expect(overBudget()).toEqual([]);
  build({ "assets/react.js": incompressible(BUDGET.appScript) });
  expect(overBudget()).toEqual(["app, first load, JavaScript", "certificate page, JavaScript"]);
});

test("style sheets and the page's script have budgets of their own", () => {
  build({
    "assets/app.css": incompressible(BUDGET.appStyle),
    "assets/verifyPage.js": incompressible(BUDGET.pageScript),
  });
  expect(overBudget()).toEqual(["app, first load, CSS", "certificate page, JavaScript"]);
});

test("a library that must load later is named when the first load holds it", () => {
  build({ "assets/react.js": "n.toneSandhi=1", "assets/scan.js": "throw new NotFoundException" });
  expect(measureSizes(dist).leaks).toEqual([{ library: "pinyin-pro", file: "assets/react.js" }]);
});

test.each([
  ["zxing-wasm", "zxing-wasm/dist/es/reader/index.js"],
  ["@zxing/library", "@zxing/library/umd/index.min.js"],
  ["pinyin-pro", "pinyin-pro/dist/esm/core/pinyin/index.mjs"],
  ["swagger-ui", "@fastify/swagger-ui/static/swagger-ui-bundle.js"],
])("the words that give %s away are in the library as it is now", (library, path) => {
  expect(readFileSync(join(NODE_MODULES, path), "utf8")).toMatch(LAZY_LIBRARIES[library] ?? /$^/);
});

test("a build without one of the entries is refused by name", () => {
  build({
    ".vite/manifest.json": JSON.stringify({ [ENTRY.app]: MANIFEST[ENTRY.app], "_react.js": MANIFEST["_react.js"] }),
  });
  expect(() => measureSizes(dist)).toThrow("src/page/verifyPage.ts");
});
