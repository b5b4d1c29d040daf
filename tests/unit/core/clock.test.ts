import { expect, test } from "vitest";
import { clockOffset, isClockWrong, statementTime } from "../../../src/core/sync/clock.ts";
import { NOW } from "../../support/world.ts";

test("the offset is the server's time less the middle of the contact", () => {
  expect(clockOffset({ sentAt: NOW, receivedAt: NOW + 4, serverTime: NOW + 2 })).toBe(0);
  expect(clockOffset({ sentAt: NOW, receivedAt: NOW + 2, serverTime: NOW + 3 * 86_400 + 1 })).toBe(3 * 86_400);
  expect(clockOffset({ sentAt: NOW, receivedAt: NOW, serverTime: NOW - 86_400 })).toBe(-86_400);
});

test("a clock is said to be wrong from more than 10 minutes on, either way", () => {
  expect([600, 601, -600, -601].map(isClockWrong)).toEqual([false, true, false, true]);
});

test("a statement is dated by the corrected clock", () => {
  expect(statementTime(NOW + 0.9, 0, 0)).toBe(NOW);
  expect(statementTime(NOW, -3 * 86_400, 0)).toBe(NOW - 3 * 86_400);
});

test("a statement is never dated before the one that the key signed last", () => {
  expect(statementTime(NOW - 3 * 86_400, 0, NOW)).toBe(NOW);
  expect(statementTime(NOW, -3600, NOW - 60)).toBe(NOW - 60);
});
