import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AttemptError,
  type AttemptOutcome,
  afterAttempt,
  BATCH_LIMIT,
  backOff,
  isFinal,
  type OutboxEntry,
  planOutbox,
  RECEIPT_BATCH,
} from "../../src/core/sync/outbox.ts";

const NOW = 1_795_305_600;
const STATES = ["waiting", "acknowledged", "uploaded", "refused"] as const;
const ERRORS: readonly AttemptError[] = [
  "offline",
  "timeout",
  "serverError",
  "unknownKey",
  "badSignature",
  "badReceipt",
];

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const entries = fc
  .array(
    fc.record({
      state: fc.constantFrom(...STATES),
      attempts: fc.nat({ max: 40 }),
      wait: fc.integer({ min: -100, max: 5000 }),
    }),
    { maxLength: 700 },
  )
  .map((list) =>
    list.map(
      ({ state, attempts, wait }, index): OutboxEntry => ({
        id: String(index),
        order: index,
        state,
        attempts,
        nextAttemptAt: NOW + wait,
      }),
    ),
  );
const outcome: fc.Arbitrary<AttemptOutcome> = fc.oneof(
  fc.constant({ kind: "acknowledged" as const }),
  fc.constant({ kind: "receiptVerified" as const }),
  fc.constantFrom(...ERRORS).map((error) => ({ kind: "refused" as const, error })),
  fc.constantFrom(...ERRORS).map((error) => ({ kind: "retry" as const, error })),
  fc
    .nat({ max: 9000 })
    .map((later) => ({ kind: "retry" as const, error: "tooManyRequests" as const, notBefore: NOW + later })),
);

test("every open item is planned now or has a time at which it will be looked at again", () => {
  fc.assert(
    fc.property(entries, fc.boolean(), fc.integer({ min: 200, max: 65_536 }), (all, byHand, size) => {
      const plan = planOutbox(all, NOW, { byHand, sizeOf: () => size });
      const planned = new Set([...plan.upload, ...plan.receipts]);
      for (const entry of all) {
        const isOpen = entry.state === "waiting" || entry.state === "acknowledged";
        if (!isOpen) expect(planned.has(entry.id)).toBe(false);
        else if (!planned.has(entry.id)) {
          expect(plan.wakeAt).toBeDefined();
          expect(plan.wakeAt).toBeLessThanOrEqual(Math.max(NOW, entry.nextAttemptAt));
        }
      }
    }),
  );
});

test("a plan keeps to the limits of an upload, to the order of making, and sends nothing before its time", () => {
  fc.assert(
    fc.property(entries, fc.boolean(), fc.integer({ min: 200, max: 65_536 }), (all, byHand, size) => {
      const plan = planOutbox(all, NOW, { byHand, sizeOf: () => size });
      expect(plan.upload.length).toBeLessThanOrEqual(BATCH_LIMIT.statements);
      expect(plan.upload.length * (size + 5)).toBeLessThanOrEqual(BATCH_LIMIT.bytes);
      expect(plan.receipts.length).toBeLessThanOrEqual(RECEIPT_BATCH);
      expect(plan.upload.map(Number)).toEqual(plan.upload.map(Number).sort((left, right) => left - right));
      if (byHand) return;
      for (const id of [...plan.upload, ...plan.receipts])
        expect(all[Number(id)]?.nextAttemptAt).toBeLessThanOrEqual(NOW);
    }),
  );
});

test("repeated plans bring every item through when each attempt succeeds", () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 200, max: 65_536 }), (all, size) => {
      let held = all;
      let now = NOW;
      for (let round = 0; round < 200; round++) {
        const plan = planOutbox(held, now, { byHand: false, sizeOf: () => size });
        if (plan.upload.length + plan.receipts.length === 0) {
          if (plan.wakeAt === undefined) break;
          now = Math.max(now + 1, plan.wakeAt);
        }
        held = held.map((entry) => {
          if (plan.upload.includes(entry.id)) return afterAttempt(entry, { kind: "acknowledged" }, now, 0);
          return plan.receipts.includes(entry.id) ? afterAttempt(entry, { kind: "receiptVerified" }, now, 0) : entry;
        });
      }
      expect(held.map(({ state }) => state)).toEqual(
        all.map(({ state }) => (state === "refused" ? "refused" : "uploaded")),
      );
    }),
    { numRuns: 20 },
  );
});

test("an attempt changes nothing about which item it was", () => {
  fc.assert(
    fc.property(entries, outcome, random, (all, result, chance) => {
      for (const entry of all.slice(0, 5)) {
        const next = afterAttempt(entry, result, NOW, chance);
        expect([next.id, next.order]).toEqual([entry.id, entry.order]);
        if (result.kind === "retry") expect([next.state, next.nextAttemptAt > NOW]).toEqual([entry.state, true]);
      }
    }),
  );
});

test("waits double from 5 seconds to an hour, and chance moves them by no more than half", () => {
  fc.assert(
    fc.property(fc.nat({ max: 2000 }), random, (attempts, chance) => {
      const ceiling = Math.min(3600, 5 * 2 ** Math.max(0, attempts - 1));
      expect(backOff(attempts, chance)).toBeGreaterThanOrEqual(ceiling / 2);
      expect(backOff(attempts, chance)).toBeLessThanOrEqual(Math.ceil(ceiling));
    }),
  );
});

test("a final refusal is one that no repetition mends", () => {
  expect(ERRORS.filter(isFinal)).toEqual(["badSignature"]);
});
