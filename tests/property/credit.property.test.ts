import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type CreditFact, creditOn } from "../../src/core/operator/credit.ts";
import { GRADES } from "../../src/core/operator/creditStatements.ts";
import { readCreditRules } from "../../src/core/reference/creditRules.ts";
import rulesJson from "../../src/data/creditRules.json" with { type: "json" };

const read = readCreditRules(rulesJson);
if (!read.ok) throw new Error(read.error);
const rules = read.value;

const day = fc
  .date({ min: new Date("2019-01-01"), max: new Date("2027-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function factOf(codes: readonly string[]): fc.Arbitrary<CreditFact> {
  return fc.record(
    {
      code: fc.constantFrom(...codes),
      date: day,
      reference: fc.string({ maxLength: 6 }),
      to: day,
      amount: fc.integer({ min: 1, max: 40 }),
    },
    { requiredKeys: ["code", "date", "reference"] },
  );
}

const good = factOf(rules.rules.filter(({ points }) => points > 0).map(({ code }) => code));
const bad = factOf(rules.rules.filter(({ points }) => points < 0).map(({ code }) => code));
const facts = fc.array(fc.oneof(good, bad), { maxLength: 30 });

/** Lower is better. */
function rank(grade: (typeof GRADES)[number]): number {
  return GRADES.indexOf(grade);
}

test("the same facts lead to the same grade and the same points in whatever order they stand", () => {
  const orders = facts.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), day),
  );
  fc.assert(
    fc.property(orders, ([one, other, on]) => {
      const [left, right] = [creditOn(one, rules, on), creditOn(other, rules, on)];
      expect([right?.grade, right?.score]).toEqual([left?.grade, left?.score]);
      const named = (credit: typeof left) =>
        credit?.points.map(({ fact, points }) => JSON.stringify([fact, points])).sort();
      expect(named(right)?.length).toBe(named(left)?.length);
    }),
  );
});

test("one more good fact never lowers score or grade", () => {
  fc.assert(
    fc.property(facts, good, day, (list, one, on) => {
      const before = creditOn(list, rules, on);
      const after = creditOn([...list, one], rules, on);
      if (before === undefined) return;
      expect(after?.score ?? -1).toBeGreaterThanOrEqual(before.score);
      expect(rank(after?.grade ?? "D")).toBeLessThanOrEqual(rank(before.grade));
    }),
  );
});

test("one more bad fact never raises score or grade", () => {
  fc.assert(
    fc.property(facts, bad, day, (list, one, on) => {
      const before = creditOn(list, rules, on);
      const after = creditOn([...list, one], rules, on);
      if (before === undefined) return;
      expect(after?.score ?? 101).toBeLessThanOrEqual(before.score);
      expect(rank(after?.grade ?? "A")).toBeGreaterThanOrEqual(rank(before.grade));
    }),
  );
});

test("what happens after a day changes nothing about that day", () => {
  fc.assert(
    fc.property(facts, fc.oneof(good, bad), day, (list, one, on) => {
      fc.pre(one.date > on);
      expect(creditOn([...list, one], rules, on)).toEqual(creditOn(list, rules, on));
    }),
  );
});

test("every point names its fact, and with the base they make the score", () => {
  fc.assert(
    fc.property(facts, day, (list, on) => {
      const credit = creditOn(list, rules, on);
      if (credit === undefined) return;
      expect(credit.points.every(({ fact, rule }) => list.includes(fact) && rule.code === fact.code)).toBe(true);
      const sum = credit.points.reduce((total, { points }) => total + points, credit.base);
      expect(credit.score).toBe(Math.max(0, Math.min(100, sum)));
      const byScore = rules.grades.find(({ from }) => credit.score >= from)?.grade;
      expect(credit.grade === byScore || credit.ceilings.length > 0).toBe(true);
    }),
  );
});

test("without a fact that weighs there is no grade", () => {
  expect(creditOn([], rules, "2026-11-22")).toBeUndefined();
  const old = { code: "certificatesIssued", date: "2020-01-01", reference: "3" };
  expect(creditOn([old], rules, "2026-11-22")).toBeUndefined();
  expect(creditOn([{ ...old, code: "madeLater", date: "2026-11-01" }], rules, "2026-11-22")).toBeUndefined();
});
