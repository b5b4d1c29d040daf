import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** May only fall: a new exception has to make an old one unnecessary. */
const MOST_SUPPRESSIONS = 25;

const MARK = new RegExp(
  ["oxlint-(?:dis)able", "eslint-(?:dis)able", "biome-(?:ign)ore", "@ts-(?:expect-error|ignore|nocheck)"].join("|"),
);
/** A rule by name, two dashes and at least a few words. */
const EXPLAINED = /oxlint-disable(-next-line|-line)? [\w@/-]+(, [\w@/-]+)* -- \S.{9,}|@ts-expect-error -- \S.{9,}/;

function linesWithSuppressions(): string[] {
  return ["src", "tests"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.(tsx?|cjs|css)$/.test(path) && !path.endsWith("suppressions.test.ts"))
      .flatMap((path) => readFileSync(join(ROOT, folder, path), "utf8").split("\n"))
      .filter((line) => MARK.test(line)),
  );
}

test("every suppression of a rule names the rule and says why on its line", () => {
  expect(linesWithSuppressions().filter((line) => !EXPLAINED.test(line))).toEqual([]);
});

test("there are not more suppressions than there were", () => {
  expect(linesWithSuppressions().length).toBeLessThanOrEqual(MOST_SUPPRESSIONS);
});
