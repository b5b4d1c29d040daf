import { assert, integer, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { isPin, MAX_WRONG_PINS, pinWait } from "../../../src/core/operator/pin.ts";

const NOW = 1_795_305_600;

test.each([
  ["135792", true],
  ["0".repeat(64), true],
  ["13579", false],
  ["0".repeat(65), false],
  ["13579a", false],
  ["１３５７９２", false],
  ["", false],
])("%s may be a PIN: %s", (text, may) => {
  expect(isPin(text)).toBe(may);
});

test("every further wrong PIN waits at least as long, and nine of them take hours", () => {
  const waits = Array.from({ length: MAX_WRONG_PINS }, (_, wrong) => pinWait({ wrong, at: NOW }, NOW));
  expect(waits).toEqual([...waits].sort((left, right) => left - right));
  expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3 * 3600);
});

test("the wait runs out with the clock, and a clock that was set back never makes it longer", () => {
  assert(
    property(nat(20), integer({ min: -1e9, max: 1e9 }), (wrong, passed) => {
      const full = pinWait({ wrong, at: NOW }, NOW);
      const wait = pinWait({ wrong, at: NOW }, NOW + passed);
      expect(wait).toBeLessThanOrEqual(full);
      expect(wait).toBe(passed < 0 ? full : Math.max(0, full - passed));
    }),
  );
});
