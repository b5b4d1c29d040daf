import { describe, expect, test } from "vitest";
import { DAY } from "../../../src/core/operator/grant.ts";
import { type KeyEnd, keyTiming, regionsOf, termsAt } from "../../../src/core/operator/rights.ts";
import { standingAt } from "../../../src/core/operator/standing.ts";
import { testKey } from "../../support/testKeys.ts";
import { keyRecord, NOW, terms } from "../../support/world.ts";

const { key } = testKey("K1");
const ENDED_AT = NOW - 40 * DAY;
const LOGGED_AT = NOW - 38 * DAY;

function ended(reason: KeyEnd["reason"], changes: Partial<KeyEnd> = {}): KeyEnd {
  return { from: ENDED_AT, reason, highestSeq: 9, loggedAt: LOGGED_AT, ...changes };
}

describe("a key in force", () => {
  const record = keyRecord(key);

  test("may date a statement as its holder says: nothing else is asked", () => {
    expect(keyTiming(record, NOW - 200 * DAY, NOW, undefined)).toBe("inForce");
  });

  test("signs from the first second of its grant to the last", () => {
    const [grant] = record.grants;
    expect(keyTiming(record, grant?.notBefore ?? 0, NOW, undefined)).toBe("inForce");
    expect(keyTiming(record, grant?.notAfter ?? 0, NOW, undefined)).toBe("inForce");
    expect(keyTiming(record, (grant?.notBefore ?? 0) - 1, NOW, undefined)).toBe("notGranted");
    expect(keyTiming(record, (grant?.notAfter ?? 0) + 1, NOW, undefined)).toBe("notGranted");
  });

  test("has the union of the rights of all grants in force at that time", () => {
    const both = keyRecord(key, [terms({ region: "140525" }), terms({ roles: ["purchaser"], region: "140581" })]);
    expect(regionsOf(termsAt(both, NOW), "producer")).toEqual(["140525"]);
    expect(regionsOf(termsAt(both, NOW), "purchaser")).toEqual(["140581"]);
    expect(termsAt(both, NOW + 100 * DAY)).toEqual([]);
  });

  test("signs nothing in a gap between two grants", () => {
    const gap = keyRecord(key, [terms({ notAfter: NOW - 50 * DAY }), terms({ notBefore: NOW - 10 * DAY })]);
    expect(keyTiming(gap, NOW - 30 * DAY, NOW, undefined)).toBe("notGranted");
    expect(keyTiming(gap, NOW - 60 * DAY, NOW, undefined)).toBe("inForce");
  });
});

describe("an expired key", () => {
  const record = keyRecord(key, [terms({ notAfter: ENDED_AT })]);

  test("needs a log that had the statement within 30 days", () => {
    expect(keyTiming(record, ENDED_AT - 1, NOW, ENDED_AT + 30 * DAY)).toBe("inForce");
    expect(keyTiming(record, ENDED_AT - 1, NOW, ENDED_AT + 30 * DAY + 1)).toBe("notProvenBeforeEnd");
    expect(keyTiming(record, ENDED_AT - 1, NOW, undefined)).toBe("notProvenBeforeEnd");
  });

  test("is in force again once renewed", () => {
    const renewed = keyRecord(key, [...record.grants, terms({ notBefore: ENDED_AT - DAY })]);
    expect(keyTiming(renewed, ENDED_AT - 1, NOW, undefined)).toBe("inForce");
  });
});

describe("an ended key", () => {
  test.each(["left", "lost", "compromised"] as const)("that was %s signs nothing from that moment on", (reason) => {
    const record = keyRecord(key, [terms()], ended(reason));
    expect(keyTiming(record, ENDED_AT, NOW, ENDED_AT + 1)).toBe("ended");
    expect(keyTiming(record, NOW, NOW, NOW)).toBe("ended");
  });

  test("whose holder left has 30 days to bring in what it signed before", () => {
    const record = keyRecord(key, [terms()], ended("left"));
    expect(keyTiming(record, ENDED_AT - 1, NOW, ENDED_AT + 30 * DAY)).toBe("inForce");
    expect(keyTiming(record, ENDED_AT - 1, NOW, ENDED_AT + 30 * DAY + 1)).toBe("notProvenBeforeEnd");
  });

  test.each(["lost", "compromised"] as const)(
    "that was %s is believed only for what a log had before its end was logged",
    (reason) => {
      const record = keyRecord(key, [terms()], ended(reason));
      expect(keyTiming(record, ENDED_AT - 1, NOW, LOGGED_AT - 1)).toBe("inForce");
      expect(keyTiming(record, ENDED_AT - 1, NOW, LOGGED_AT)).toBe("notProvenBeforeEnd");
      expect(keyTiming(record, ENDED_AT - 1, NOW, undefined)).toBe("notProvenBeforeEnd");
    },
  );

  test("whose end lies ahead is in force until then", () => {
    const record = keyRecord(key, [terms()], ended("left", { from: NOW + DAY }));
    expect(keyTiming(record, NOW, NOW, undefined)).toBe("inForce");
    expect(keyTiming(record, NOW + DAY, NOW, undefined)).toBe("ended");
  });

  test("that had expired before keeps the deadline of its expiry", () => {
    const record = keyRecord(key, [terms({ notAfter: ENDED_AT - 100 * DAY })], ended("left"));
    const iat = ENDED_AT - 101 * DAY;
    expect(keyTiming(record, iat, NOW, ENDED_AT - 70 * DAY)).toBe("inForce");
    expect(keyTiming(record, iat, NOW, ENDED_AT - 69 * DAY)).toBe("notProvenBeforeEnd");
  });
});

describe("standing", () => {
  const history = [
    { from: NOW - 30 * DAY, state: "suspended" },
    { from: NOW - 10 * DAY, state: "normal" },
  ] as const;

  test("is normal before any step and that of the last step after it", () => {
    expect(standingAt([], NOW)).toBe("normal");
    expect(standingAt(history, NOW - 30 * DAY - 1)).toBe("normal");
    expect(standingAt(history, NOW - 30 * DAY)).toBe("suspended");
    expect(standingAt(history, NOW - 10 * DAY - 1)).toBe("suspended");
    expect(standingAt(history, NOW - 10 * DAY)).toBe("normal");
  });

  test("follows the later entry when two name the same second", () => {
    const same = [
      { from: NOW, state: "suspended" },
      { from: NOW, state: "normal" },
    ] as const;
    expect(standingAt(same, NOW)).toBe("normal");
  });
});
