import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SOURCE = readFileSync(join(ROOT, "src/requireNode.cjs"), "utf8");

function runUnder(version: string): { readonly said: string[]; readonly exitCodes: number[] } {
  const said: string[] = [];
  const exitCodes: number[] = [];
  runInNewContext(SOURCE, {
    process: { version: `v${version}`, versions: { node: version }, exit: (code: number) => exitCodes.push(code) },
    console: { error: (line: string) => said.push(line) },
  });
  return { said, exitCodes };
}

test.each(["8.17.0", "20.20.2", "22.12.0"])("Node %s gets one sentence and exit code 1", (version) => {
  const { said, exitCodes } = runUnder(version);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^[^\n]*Node 24[^\n]*$/);
  expect(said[0]).toContain(version);
  expect(exitCodes).toEqual([1]);
});

test.each(["24.0.0", "24.21.0", "26.1.0"])("Node %s hears nothing", (version) => {
  expect(runUnder(version)).toEqual({ said: [], exitCodes: [] });
});

test("an old Node can read it: no syntax newer than ES5", () => {
  expect(SOURCE).not.toMatch(/\b(const|let|class|import|async)\b|=>|`/);
});

test("every npm script asks first", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const forgotten = Object.keys(scripts).filter((name) => !scripts[name]?.startsWith("node src/requireNode.cjs && "));
  expect(forgotten).toEqual([]);
});
