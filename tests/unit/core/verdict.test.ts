import { describe, expect, test } from "vitest";
import {
  CHECKS,
  type CheckName,
  type CheckOutcome,
  type Checks,
  decideVerdict,
  type VERDICTS,
} from "../../../src/core/verify/verdict.ts";

const PASSED: Checks = {
  format: { status: "passed" },
  number: { status: "passed" },
  signature: { status: "passed" },
  grant: { status: "passed" },
  standing: { status: "passed" },
  status: { status: "passed" },
  freshness: { status: "passed" },
};
type Failed = Extract<CheckOutcome, { readonly status: "failed" }>["code"];
type NotChecked = Extract<CheckOutcome, { readonly status: "notChecked" }>["code"];

function failing(name: CheckName, code: Failed): Partial<Checks> {
  return { [name]: { status: "failed", code } };
}

function open(name: CheckName, code: NotChecked): Partial<Checks> {
  return { [name]: { status: "notChecked", code } };
}

function verdictOf(...changes: readonly Partial<Checks>[]): string {
  return decideVerdict(Object.assign({}, PASSED, ...changes) as Checks).verdict;
}

/** One failure for each verdict, gravest first. */
const BY_GRAVITY: readonly (readonly [(typeof VERDICTS)[number], Partial<Checks>])[] = [
  ["malformed", failing("format", "malformedStatement")],
  ["forged", failing("signature", "badSignature")],
  ["recalled", failing("status", "recalled")],
  ["suspended", failing("grant", "keyEnded")],
  ["unconfirmed", open("freshness", "directoryTooOld")],
];

describe("a verdict", () => {
  test("is authentic only when every check passed", () => {
    expect(decideVerdict(PASSED)).toEqual({ verdict: "authentic" });
    for (const name of CHECKS)
      expect(decideVerdict({ ...PASSED, ...open(name, "noDirectory") }).verdict).toBe("unconfirmed");
  });

  test("is that of the gravest thing found, whatever else is wrong", () => {
    BY_GRAVITY.forEach(([verdict, changes], index) => {
      const milder = BY_GRAVITY.slice(index + 1).map(([, others]) => others);
      expect(verdictOf(...milder.slice().reverse(), changes)).toBe(verdict);
    });
  });

  test("puts a withdrawal above a suspension and below a forgery", () => {
    for (const state of ["recalled", "voided", "superseded"] as const) {
      expect(verdictOf(failing("status", state), failing("standing", "operatorSuspended"))).toBe(state);
      expect(verdictOf(failing("status", state), failing("number", "numberMismatch"))).toBe("forged");
    }
  });

  test("puts a failure above everything that could not be checked", () => {
    const left = CHECKS.filter((name) => name !== "standing").map((name) => open(name, "unknownKey"));
    expect(verdictOf(...left, failing("standing", "operatorSuspended"))).toBe("suspended");
  });

  test("names the check that decided, the first of several open ones", () => {
    expect(decideVerdict({ ...PASSED, ...open("grant", "outOfScope"), ...open("freshness", "noDirectory") })).toEqual({
      verdict: "unconfirmed",
      code: "outOfScope",
    });
    expect(
      decideVerdict({ ...PASSED, ...failing("grant", "wrongRole"), ...failing("standing", "operatorSuspended") }),
    ).toEqual({ verdict: "suspended", code: "wrongRole" });
  });

  test.each<[Failed, CheckName, string]>([
    ["foreignCode", "format", "malformed"],
    ["damagedCode", "format", "malformed"],
    ["wrongNumber", "format", "malformed"],
    ["notACertificate", "format", "malformed"],
    ["numberMismatch", "number", "forged"],
    ["badSignature", "signature", "forged"],
    ["badGrant", "signature", "forged"],
    ["grantForOtherKey", "signature", "forged"],
    ["grantNotInForce", "grant", "suspended"],
    ["keyEnded", "grant", "suspended"],
    ["wrongRole", "grant", "suspended"],
    ["wrongRegion", "grant", "suspended"],
    ["stationRefused", "grant", "suspended"],
    ["styleNotInForce", "grant", "suspended"],
    ["operatorSuspended", "standing", "suspended"],
    ["numberConflict", "status", "suspended"],
  ])("%s of the check %s is %s", (code, name, verdict) => {
    expect(verdictOf(failing(name, code))).toBe(verdict);
  });
});
