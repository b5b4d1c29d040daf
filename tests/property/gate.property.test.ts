import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "../../src/core/date.ts";
import { judgeIssuing } from "../../src/core/record/gate.ts";
import type { GateFacts, InputUse, LotTest, PlainRecord } from "../../src/core/record/gateFacts.ts";
import { refuses } from "../../src/core/record/gateFindings.ts";
import bans from "../../src/data/bans.json" with { type: "json" };
import intervals from "../../src/data/intervals.json" with { type: "json" };
import products from "../../src/data/products.json" with { type: "json" };
import { gateRules } from "../support/gateRules.ts";

const RULES = gateRules();
/** 2026-01-01 in days since 1970. */
const START = 20_454;
const HARVEST = START + 200;
const PLOTS = ["东坡地", "河滩地"] as const;
const day = (from: number, to: number) => fc.integer({ min: from, max: to });
const goods = fc.constantFrom(...products.products).map(({ name, code }) => ({ name, code }));
const inputName = fc.oneof(
  fc.constantFrom(...bans.rows.flatMap(({ names }) => names)),
  fc.constantFrom(...intervals.rows.map(({ input }) => input)),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
);
const plots = fc.subarray([...PLOTS]);

const use: fc.Arbitrary<InputUse> = fc
  .record(
    {
      id: fc.uuid(),
      kind: fc.constantFrom("pesticide", "veterinary", "fertiliser", "other"),
      name: inputName,
      plots,
      first: day(START - 300, HARVEST),
      lasts: fc.integer({ min: 0, max: 20 }),
      late: fc.integer({ min: 0, max: 9 }),
      on: goods,
      form: fc.constantFrom("片", "注射液", "保鲜"),
      method: fc.constantFrom("喷雾", "拌料", "注射", "种子包衣"),
      label: fc.record({ days: fc.integer({ min: 0, max: 60 }), photographed: fc.boolean() }),
      waterTenths: fc.integer({ min: 40, max: 320 }),
      forGrowth: fc.boolean(),
    },
    { requiredKeys: ["id", "kind", "name", "plots", "first", "lasts", "late"] },
  )
  .map(({ first, lasts, late, ...rest }) => {
    const to = Math.min(first + lasts, HARVEST);
    return { ...rest, from: dayOf(first), to: dayOf(to), entered: dayOf(to + late) };
  });
const record: fc.Arbitrary<PlainRecord> = fc
  .record({ id: fc.uuid(), type: fc.constantFrom("planted", "other"), plots, at: day(START - 300, HARVEST) })
  .map(({ at, ...rest }) => ({ ...rest, day: dayOf(at), entered: dayOf(at) }));
const lotTest: fc.Arbitrary<LotTest> = fc
  .record({
    id: fc.uuid(),
    basis: fc.constantFrom("selfTest", "commissionedTest"),
    at: day(HARVEST, HARVEST + 5),
    items: fc.array(inputName, { maxLength: 3 }),
    passed: fc.boolean(),
  })
  .map(({ at, ...rest }) => ({ ...rest, day: dayOf(at) }));

const facts: fc.Arbitrary<GateFacts> = fc
  .record({
    goods,
    plots,
    wanted: fc.integer({ min: 1, max: 200 }),
    kind: fc.constantFrom("cooperative", "smallholder"),
    suspended: fc.boolean(),
    uses: fc.array(use, { maxLength: 6 }),
    records: fc.array(record, { maxLength: 3 }),
    tests: fc.array(lotTest, { maxLength: 2 }),
  })
  .map(({ goods: product, plots: where, wanted, kind, suspended, uses, records, tests }) => ({
    day: dayOf(HARVEST + 5),
    producer: { kind, suspended, stopOrders: [] },
    lot: {
      goods: product,
      plots: where,
      harvested: dayOf(HARVEST),
      quantity: { thousandths: 100_000, unit: 1 },
      drawn: [],
    },
    wanted: { thousandths: wanted * 1000, unit: 1 },
    uses,
    records,
    tests,
  }));

const isRefused = (asked: GateFacts) => judgeIssuing(asked, RULES).outcome === "mustNotIssue";

test("another record or test never turns a refusal into a pass", () => {
  fc.assert(
    fc.property(facts, use, record, lotTest, (asked, moreUse, moreRecord, moreTest) => {
      fc.pre(isRefused(asked));
      expect(isRefused({ ...asked, uses: [...asked.uses, moreUse] })).toBe(true);
      expect(isRefused({ ...asked, records: [...asked.records, moreRecord] })).toBe(true);
      expect(isRefused({ ...asked, tests: [...asked.tests, moreTest] })).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("harvesting later never adds an interval refusal by what was already used", () => {
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 120 }), (asked, later) => {
      const open = (harvest: number) => {
        const lot = { ...asked.lot, harvested: dayOf(harvest) };
        const { findings } = judgeIssuing({ ...asked, lot, day: dayOf(harvest + 5) }, RULES);
        return findings.filter(({ code }) => code === "intervalOpen").map(({ records }) => records?.join());
      };
      const before = open(HARVEST);
      expect(open(HARVEST + later).filter((id) => !before.includes(id))).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("the order of records and tests changes neither the outcome nor the bases nor the reasons", () => {
  fc.assert(
    fc.property(facts, (asked) => {
      const there = judgeIssuing(asked, RULES);
      const back = judgeIssuing(
        {
          ...asked,
          uses: [...asked.uses].reverse(),
          records: [...asked.records].reverse(),
          tests: [...asked.tests].reverse(),
        },
        RULES,
      );
      const codes = (result: typeof there) => result.findings.map(({ code }) => code).sort();
      expect([back.outcome, back.bases, back.clears, codes(back)]).toEqual([
        there.outcome,
        there.bases,
        there.clears,
        codes(there),
      ]);
    }),
    { numRuns: 300 },
  );
});

test("a refusal offers no basis, and quality control is never offered beside a finding about the goods", () => {
  fc.assert(
    fc.property(facts, (asked) => {
      const { outcome, bases, findings } = judgeIssuing(asked, RULES);
      expect(outcome === "mustNotIssue").toBe(findings.some(refuses));
      if (outcome === "mustNotIssue") expect(bases).toBe(0);
      if (findings.some(({ code }) => code === "intervalUnverified")) expect(bases & 1).toBe(0);
    }),
    { numRuns: 300 },
  );
});
