import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../support/runCommand.ts";

const ROOT = join(import.meta.dirname, "../..");
const CONFIGURATION = [
  ".oxlintrc.json",
  "package.json",
  "tsconfig.json",
  "src/core/platform.d.ts",
  ...["core", "crypto", "wire", "client", "page", "sw", "server", "data"].map((name) => `src/${name}/tsconfig.json`),
  "src/client/tsconfig.worker.json",
  "tests/tsconfig.json",
];

/** A source tree with the project's own configuration and nothing but planted files. */
function plantedTree(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
  const place = (path: string) => {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    return join(folder, path);
  };
  for (const path of CONFIGURATION) copyFileSync(join(ROOT, path), place(path));
  for (const [path, source] of Object.entries(files)) writeFileSync(place(path), `${source}\n`);
  return folder;
}

function tool(name: string, args: readonly string[]) {
  return runCommand(process.execPath, [join(ROOT, "node_modules", name), ...args], { limitSeconds: 50 });
}

describe("the compiler refuses", () => {
  const planted = [
    { path: "src/core/a.ts", source: "export const a = document.title;", missing: "document" },
    { path: "src/core/b.ts", source: 'export const b = fetch("/");', missing: "fetch" },
    { path: "src/core/c.ts", source: "export const c = process.env;", missing: "process" },
    { path: "src/core/d.ts", source: "export const d = crypto.subtle;", missing: "crypto" },
    { path: "src/core/e.ts", source: "export const e = [1].at(-1);", missing: "at" },
    { path: "src/wire/a.ts", source: "export const a = fetch;", missing: "fetch" },
    { path: "src/crypto/a.ts", source: "export const a = document;", missing: "document" },
    { path: "src/client/a.ts", source: "export const a = process.env;", missing: "process" },
    { path: "src/client/b.ts", source: "export const b = Object.hasOwn({}, 1);", missing: "hasOwn" },
    { path: "src/client/features/scan/decodeWorker.ts", source: "export const a = document;", missing: "document" },
    { path: "src/page/a.ts", source: "export const a = process.env;", missing: "process" },
    { path: "src/sw/a.ts", source: "export const a = document;", missing: "document" },
    { path: "src/server/a.ts", source: "export const a = document;", missing: "document" },
  ];
  let folder = "";
  let output = "";

  beforeAll(async () => {
    folder = plantedTree(Object.fromEntries(planted.map(({ path, source }) => [path, source])));
    ({ output } = await tool("typescript/bin/tsc", ["-b", join(folder, "tsconfig.json"), "--pretty", "false"]));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted)("$missing in $path", ({ path, missing }) => {
    const lines = output.split("\n").filter((line) => line.includes(`${path}(`));
    expect(lines.join("\n")).toMatch(new RegExp(`'${missing}'`));
  });
});

describe("the linter refuses", () => {
  const planted = [
    { path: "src/core/a.ts", source: "export const now = () => Date.now();", rule: "no-restricted-globals" },
    { path: "src/core/b.ts", source: "export const b = Math.random();", rule: "no-restricted-properties" },
    { path: "src/core/c.ts", source: "export const c = (x: any): number => x;", rule: "no-explicit-any" },
    { path: "src/core/d.ts", source: "export const d = (x?: number): number => x!;", rule: "no-non-null-assertion" },
    { path: "src/core/e.ts", source: "export default 1;", rule: "no-default-export" },
    {
      path: "src/core/f.ts",
      source: 'export function f(x: "a" | "b"): void {\n  switch (x) {\n    case "a":\n      break;\n  }\n}',
      rule: "switch-exhaustiveness-check",
    },
    { path: "src/core/g.ts", source: "// TODO later\nexport const g = 1;", rule: "no-warning-comments" },
    { path: "src/core/snake_case.ts", source: "export const s = 1;", rule: "filename-case" },
    { path: "src/client/app/a.ts", source: 'console.log("hello");', rule: "no-console" },
    { path: "src/client/data/a.ts", source: "export const a = structuredClone({});", rule: "no-restricted-globals" },
    { path: "src/client/features/x/a.ts", source: 'export const a = fetch("/");', rule: "no-restricted-globals" },
    { path: "src/client/features/x/b.ts", source: "export const b = localStorage;", rule: "no-restricted-globals" },
    {
      path: "src/server/a.ts",
      source: "export function a(): void {\n  Promise.resolve(1);\n}",
      rule: "no-floating-promises",
    },
    { path: "src/server/b.ts", source: 'export const b = (): string => JSON.parse("1").x;', rule: "no-unsafe-return" },
    {
      path: "tests/unit/a.test.ts",
      source: 'import { test } from "vitest";\ntest("nothing", () => {});',
      rule: "expect-expect",
    },
    {
      path: "tests/unit/b.test.ts",
      source: 'import { expect, test } from "vitest";\ntest.only("one", () => expect(1).toBe(1));',
      rule: "no-focused-tests",
    },
  ];
  const allowed = [
    { path: "src/server/main.ts", source: 'console.log("hello");' },
    { path: "src/server/clock.ts", source: "export const now = () => Date.now();" },
    { path: "vitest.config.ts", source: "export default {};" },
  ];
  let folder = "";
  let found: readonly { readonly path: string; readonly code: string }[] = [];

  beforeAll(async () => {
    folder = plantedTree(Object.fromEntries([...planted, ...allowed].map(({ path, source }) => [path, source])));
    // Named one by one: through its link, the folder of packages would be read as source.
    const files = [...planted, ...allowed].map(({ path }) => join(folder, path));
    const args = ["-f", "json", "-c", join(folder, ".oxlintrc.json"), ...files];
    const { output } = await tool("oxlint/bin/oxlint", args);
    const { diagnostics } = JSON.parse(output) as {
      readonly diagnostics: readonly { readonly code: string; readonly filename: string }[];
    };
    found = diagnostics.map(({ code, filename }) => ({ code, path: filename.replaceAll("\\", "/") }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted)("$rule in $path", ({ path, rule }) => {
    const rules = found.filter((one) => one.path.endsWith(path)).map(({ code }) => code);
    expect(rules).toContainEqual(expect.stringContaining(`(${rule})`));
  });

  test("nothing where it is allowed", () => {
    expect(found.filter((one) => allowed.some(({ path }) => one.path.endsWith(path)))).toEqual([]);
  });
});
