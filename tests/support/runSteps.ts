import { rmSync } from "node:fs";
import { runCommand } from "./runCommand.ts";
import { closingLine, type Runner, readCounts, type TestCounts } from "./testCounts.ts";

/** One command of a check. */
export type Step = {
  readonly name: string;
  /** What Node runs, with its arguments. */
  readonly command: readonly string[];
  readonly limitSeconds: number;
  /** The report that it writes about its tests. */
  readonly report?: { readonly runner: Runner; readonly path: string };
};

/** How a run of steps ended. */
export type Outcome = { readonly ok: boolean; readonly counts: TestCounts };

/** What bounds a run: both end the step that is under way. */
export type Bounds = { readonly limitSeconds: number; readonly signal?: AbortSignal };

type StepOutcome = Outcome & { readonly seconds: number; readonly note: string };

/**
 * Runs the steps in order, shows what they print, and stops at the first that fails. The last line it prints is
 * `N passed, N failed`: the tests of all steps, and a step that fails without a failed test counts as one.
 */
export async function runSteps(steps: readonly Step[], bounds: Bounds): Promise<Outcome> {
  const startedAt = performance.now();
  const ended: { readonly name: string; readonly outcome: StepOutcome }[] = [];
  for (const step of steps) {
    console.log(`\n▸ ${step.name}`);
    const left = bounds.limitSeconds - secondsSince(startedAt);
    const outcome = await runStep({ ...step, limitSeconds: Math.min(step.limitSeconds, left) }, bounds.signal);
    ended.push({ name: step.name, outcome });
    if (!outcome.ok) break;
  }
  console.log("");
  for (const { name, outcome } of ended) {
    console.log(
      `${outcome.ok ? "ok    " : "FAILED"} ${name.padEnd(14)} ${outcome.seconds.toFixed(1).padStart(7)} s  ${outcome.note}`,
    );
  }
  const counts = sum(ended.map(({ outcome }) => outcome.counts));
  console.log(`in ${secondsSince(startedAt).toFixed(1)} s`);
  console.log(closingLine(counts));
  return { ok: ended.length === steps.length && ended.every(({ outcome }) => outcome.ok), counts };
}

async function runStep(step: Step, signal: AbortSignal | undefined): Promise<StepOutcome> {
  const { report, limitSeconds } = step;
  const startedAt = performance.now();
  if (report !== undefined) rmSync(report.path, { force: true });
  const { code, timedOut } = await runCommand(process.execPath, step.command, {
    limitSeconds,
    show: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const counts = report === undefined ? NONE : countsOf(report);
  const ok = code === 0 && counts !== undefined && counts.failed === 0;
  const counted = counts ?? NONE;
  return {
    ok,
    counts: ok || counted.failed > 0 ? counted : { ...counted, failed: 1 },
    seconds: secondsSince(startedAt),
    note: timedOut ? `longer than ${limitSeconds.toFixed(0)} s` : noteOf(report === undefined ? undefined : counted),
  };
}

const NONE: TestCounts = { passed: 0, failed: 0, skipped: 0 };

function countsOf(report: NonNullable<Step["report"]>): TestCounts | undefined {
  try {
    return readCounts(report.runner, report.path);
  } catch {
    console.error(`${report.path} was not written`);
    return undefined;
  }
}

function noteOf(counts: TestCounts | undefined): string {
  return counts === undefined ? "" : closingLine(counts);
}

function sum(all: readonly TestCounts[]): TestCounts {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    NONE,
  );
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
