import { readFileSync } from "node:fs";

/** How many tests ran and how they ended. */
export type TestCounts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** Which test runner wrote a report. */
export type Runner = "vitest" | "playwright";

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
};

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
};

/** Counts of one JSON report. @throws Error when it was not written or is not JSON */
export function readCounts(runner: Runner, path: string): TestCounts {
  const report: unknown = JSON.parse(readFileSync(path, "utf8"));
  return runner === "vitest" ? ofVitest(report as VitestReport) : ofPlaywright(report as PlaywrightReport);
}

/** A file that could not even be loaded has no tests to count: it counts as one that failed. */
function ofVitest(report: VitestReport): TestCounts {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function ofPlaywright({ stats, errors }: PlaywrightReport): TestCounts {
  // Flaky: passed at the second try, and named as such in the list above.
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped };
}

/** The closing line that people and tools look for. */
export function closingLine({ passed, failed, skipped }: TestCounts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
