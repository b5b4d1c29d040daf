import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Patience, printerLink } from "../../src/client/data/printing/printerLink.ts";
import { type LabelOutcome, leavesOwing, sendLabels } from "../../src/client/data/printing/sendLabels.ts";
import type { LabelPrint } from "../../src/core/printer/labelPrint.ts";
import { LANGUAGE_RULES, PRINTER_LANGUAGES, type PrinterLanguage } from "../../src/core/printer/language.ts";
import { type Fault, faultyLink } from "../support/printerEmulator/faultyLink.ts";
import { randomLabel } from "../support/printerEmulator/labels.ts";
import { type EmulatedPrinter, emulatedPrinter, type Paper } from "../support/printerEmulator/printer.ts";

// The clock moves only when nothing but waiting is left to do, so that a slow machine is never taken for a silent printer.
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const PATIENCE: Patience = { write: 15, answer: 10, label: 15, between: 1 };
const PACE = { burst: 200, rest: 0 };

type Scene = {
  readonly language: PrinterLanguage;
  readonly checked: boolean;
  readonly chunk: number;
  readonly labels: readonly LabelPrint[];
  readonly faults: readonly Fault[];
};

const fault: fc.Arbitrary<Fault> = fc.record({
  after: fc.nat({ max: 900 }),
  kind: fc.constantFrom("drop", "stall", "swallow", "garble", "garbleAnswer"),
});

const scene: fc.Arbitrary<Scene> = fc.record({
  language: fc.constantFrom(...PRINTER_LANGUAGES),
  checked: fc.boolean(),
  chunk: fc.integer({ min: 20, max: 120 }),
  labels: fc
    .array(
      fc.record({ width: fc.integer({ min: 2, max: 8 }), height: fc.integer({ min: 1, max: 8 }), seed: fc.nat() }),
      {
        minLength: 1,
        maxLength: 3,
      },
    )
    .map((list) => list.map(({ width, height, seed }, index) => randomLabel(width, height, seed * 3 + index))),
  faults: fc.array(fault, { maxLength: 3 }),
});

type Told = {
  readonly outcomes: readonly LabelOutcome[];
  readonly failures: number;
  readonly papers: readonly Paper[];
  readonly finished: boolean;
};

/** What the work comes to, its waits passed over one after the other. */
async function withoutWaiting<T>(work: Promise<T>): Promise<T> {
  const running = { now: true };
  const stop = () => void (running.now = false);
  work.then(stop, stop);
  while (running.now) await vi.advanceTimersToNextTimerAsync();
  return work;
}

/** Prints as the queue does: after each failure again, from the label that did not go out, over a link of its own. */
async function printAll({ language, checked, chunk, labels, faults }: Scene): Promise<Told> {
  const printer: EmulatedPrinter = emulatedPrinter(language);
  const outcomes: LabelOutcome[] = [];
  let failures = 0;
  let owed = 0;
  for (const trouble of [...faults, undefined]) {
    const link = printerLink(faultyLink(printer, { checked, chunk, fault: trouble }), PACE, PATIENCE);
    const result = await sendLabels(
      { link, language, answers: true, patience: PATIENCE },
      {
        first: outcomes.length,
        count: labels.length,
        owed,
        gap: 2,
        draw: async (index) => labels[index],
        told: async (_, outcome) => void outcomes.push(outcome),
        signal: new AbortController().signal,
      },
    );
    await link.close();
    if (result.ok) return { outcomes, failures, papers: printer.papers, finished: true };
    failures++;
    owed = leavesOwing(result.error) ? 8 * 64 : 0;
  }
  return { outcomes, failures, papers: printer.papers, finished: false };
}

test("over a link that checks itself every label comes out dot for dot, whatever breaks, and every break is reported", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (random) => {
      const checked = { ...random, checked: true };
      const { outcomes, failures, papers, finished } = await withoutWaiting(printAll(checked));
      const { wholeLabels } = LANGUAGE_RULES[random.language];
      const whole = papers.filter((paper) => paper.whole);

      expect(finished).toBe(true);
      expect(outcomes.length).toBe(random.labels.length);
      // Each paper is one of the labels, in their order, each again only after a reported failure.
      const order = whole.map(({ raster }) =>
        random.labels.findIndex((label) => label.raster === raster || same(label, raster)),
      );
      expect([...new Set(order)]).toEqual(random.labels.map((_, index) => index));
      expect([...order].sort((left, right) => left - right)).toEqual(order);
      expect(whole.length - random.labels.length).toBeLessThanOrEqual(failures);
      const halves = papers.length - whole.length;
      expect(halves).toBeLessThanOrEqual(wholeLabels ? 0 : failures);
    }),
    { numRuns: 150 },
  );
});

test("a bare serial line that loses or turns over bits is never believed: what is not reported failed waits for a person", async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (random) => {
      const { outcomes } = await withoutWaiting(printAll({ ...random, checked: false }));
      expect(outcomes.every((outcome) => outcome === "sent")).toBe(true);
    }),
    { numRuns: 100 },
  );
});

function same({ raster }: LabelPrint, other: Paper["raster"]): boolean {
  return (
    raster.width === other.width &&
    raster.height === other.height &&
    raster.bits.every((byte, index) => byte === other.bits[index])
  );
}
