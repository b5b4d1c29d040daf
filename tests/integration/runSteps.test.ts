import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCommand } from "../support/runCommand.ts";
import type { Step } from "../support/runSteps.ts";

const RUNNER = join(import.meta.dirname, "../support/runSteps.ts");
let folder = "";

/** Runs the steps as `check.ts` does, in a process of their own, and answers what it printed. */
async function run(steps: readonly Step[], limitSeconds = 30) {
  const script = `import { runSteps } from ${JSON.stringify(RUNNER)};
    const { ok } = await runSteps(${JSON.stringify(steps)}, { limitSeconds: ${limitSeconds} });
    process.exitCode = ok ? 0 : 1;`;
  const { code, output } = await runCommand(process.execPath, ["--input-type=module", "-e", script], {
    limitSeconds: 50,
  });
  return { code, lines: output.trimEnd().split("\n") };
}

function step(name: string, script: string, extra: Partial<Step> = {}): Step {
  return { name, command: ["-e", script], limitSeconds: 30, ...extra };
}

/** A step that writes a report as the test runner would. */
function suite(name: string, report: object, exitCode = 0): Step {
  const path = join(folder, `${name}.json`);
  const script = `require("node:fs").writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify(report))}); process.exit(${exitCode})`;
  const runner = "stats" in report ? "playwright" : "vitest";
  return step(name, script, { report: { runner, path } });
}

const vitest = (passed: number, failed: number, skipped = 0, unloaded = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: 0,
  testResults: Array.from({ length: unloaded }, () => ({ status: "failed", assertionResults: [] })),
});
const playwright = (expected: number, unexpected: number, skipped = 0) => ({
  stats: { expected, unexpected, flaky: 0, skipped },
  errors: [],
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steps-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the closing line adds up the tests of all steps", async () => {
  const { code, lines } = await run([
    step("types", ""),
    suite("unit", vitest(40, 0)),
    suite("end-to-end", playwright(2, 0)),
  ]);
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("42 passed, 0 failed");
});

test("skipped tests are named", async () => {
  const { lines } = await run([suite("unit", vitest(3, 0, 1)), suite("end-to-end", playwright(1, 0, 1))]);
  expect(lines.at(-1)).toBe("4 passed, 0 failed, 2 skipped");
});

test("the first failing step ends the run, and the counts of those before it stand", async () => {
  const mark = join(folder, "ran");
  const after = step("later", `require("node:fs").writeFileSync(${JSON.stringify(mark)}, "")`);
  const { code, lines } = await run([suite("unit", vitest(5, 0)), suite("property", vitest(1, 2), 1), after]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("6 passed, 2 failed");
  expect(existsSync(mark)).toBe(false);
});

test("a step without tests that fails counts as one", async () => {
  const { code, lines } = await run([suite("unit", vitest(5, 0)), step("sizes", "process.exit(3)")]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("5 passed, 1 failed");
  expect(lines.some((line) => line.startsWith("FAILED sizes"))).toBe(true);
});

test("a test file that cannot be loaded counts as failed", async () => {
  const { lines } = await run([suite("unit", vitest(5, 0, 0, 1), 1)]);
  expect(lines.at(-1)).toBe("5 passed, 1 failed");
});

test("a failed test fails the run even when its runner exits with 0", async () => {
  const { code } = await run([suite("unit", vitest(5, 1), 0)]);
  expect(code).toBe(1);
});

test("a runner that writes no report fails, also when an old report lies there", async () => {
  const path = join(folder, "unit.json");
  writeFileSync(path, JSON.stringify(vitest(9, 0)));
  const { code, lines } = await run([step("unit", "", { report: { runner: "vitest", path } })]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
});

test("a step that hangs is ended with all it started when its time is over", async () => {
  const hang = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1e3)"], { stdio: "inherit" }); setInterval(() => {}, 1e3)`;
  const { code, lines } = await run([step("hangs", hang, { limitSeconds: 1 })]);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
  expect(lines.some((line) => line.startsWith("FAILED hangs") && line.endsWith("longer than 1 s"))).toBe(true);
});

test("the whole run has a limit too", async () => {
  const slow = "setTimeout(() => {}, 20_000)";
  const { code, lines } = await run([step("slow", slow), step("never", "")], 1);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
});
