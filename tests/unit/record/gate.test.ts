import { expect, test } from "vitest";
import { type GateOutcome, judgeIssuing } from "../../../src/core/record/gate.ts";
import { FINDINGS } from "../../../src/core/record/gateFindings.ts";
import { gateRules } from "../../support/gateRules.ts";
import { gateCases } from "./gateCases.ts";

const OUTCOMES: ReadonlyMap<string, GateOutcome> = new Map([
  ["可以开", "mayIssue"],
  ["提醒后可以开", "mayIssueWarned"],
  ["不得开", "mustNotIssue"],
]);

test("at least 120 cases are written down, each with its own number and a known outcome", () => {
  const cases = gateCases();
  expect(cases.length).toBeGreaterThanOrEqual(120);
  expect(new Set(cases.map(({ number }) => number)).size).toBe(cases.length);
  expect(cases.filter(({ outcome }) => !OUTCOMES.has(outcome))).toEqual([]);
  expect(
    cases.filter(({ outcome, reason }) => outcome !== "可以开" && !Object.keys(FINDINGS).includes(reason)),
  ).toEqual([]);
});

test.each(gateCases().map((one) => [one.number, one.about, one] as const))("case %s: %s", (_number, _about, one) => {
  const result = judgeIssuing(one.facts, gateRules(one.decisions));
  const found = result.findings.map(({ code, row }) => ({ code, row: row?.id ?? "" }));
  expect([result.outcome, JSON.stringify(found)]).toEqual([OUTCOMES.get(one.outcome), expect.any(String)]);
  if (one.outcome === "可以开") return expect(found).toEqual([]);
  expect(found).toContainEqual({ code: one.reason, row: one.row === "" ? expect.any(String) : one.row });
  if (one.outcome === "不得开") expect(result.clears ?? "").toBe(one.clears);
});
