import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Breach, RULES, readImports } from "../support/importRules.ts";
import { PLANTED_BREACHES, PLANTED_SURROUNDINGS } from "../support/plantedBreaches.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Raised as the product grows: a parser that fails in silence reports no breach over no modules. */
const FEWEST_MODULES = 280;

test("no import breaks a rule, and the whole source was read", async () => {
  const { modules, breaches } = await readImports(ROOT);
  expect(breaches).toEqual([]);
  expect(modules.length).toBeGreaterThanOrEqual(FEWEST_MODULES);
});

test("no file or folder is named after nothing", async () => {
  const { modules } = await readImports(ROOT);
  const vague = /(^|\/)(utils?|helpers?|common|types|misc|index)(\/|\.tsx?$)|(Manager|Helper|Util|Service)\.tsx?$/;
  expect(modules.filter((path) => vague.test(path))).toEqual([]);
});

describe("a planted breach", () => {
  let folder = "";
  let found: readonly Breach[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "boundaries-"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "junction");
    copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
    const planted = Object.fromEntries(PLANTED_BREACHES.map(({ path, source }) => [path, source]));
    for (const [path, source] of Object.entries({ ...PLANTED_SURROUNDINGS, ...planted })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), source);
    }
    found = (await readImports(folder)).breaches;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(PLANTED_BREACHES)("of $rule in $path is reported", ({ rule, path }) => {
    expect(found.filter((breach) => breach.from === path).map((breach) => breach.rule)).toContain(rule);
  });

  test("exists for every rule", () => {
    expect(new Set(PLANTED_BREACHES.map(({ rule }) => rule))).toEqual(new Set(RULES));
  });

  test("is not reported where an import is allowed", () => {
    expect(found.filter((breach) => breach.from in PLANTED_SURROUNDINGS)).toEqual([]);
  });
});
