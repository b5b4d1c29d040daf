import { expect, test } from "vitest";
import type { Checked } from "../../../src/client/features/issue/checkStored.ts";
import type { GateShown, StoredDraft } from "../../../src/client/features/issue/issueDeps.ts";
import {
  acknowledgedOrder,
  gateBlock,
  isSameQuestion,
  withOpenBases,
} from "../../../src/client/features/issue/issueGate.ts";
import { BASIS, STYLE } from "../../../src/core/certificate/certificate.ts";
import type { Finding } from "../../../src/core/record/gateFindings.ts";

const DRAFT: StoredDraft = {
  step: "details",
  trade: "producer",
  input: {
    product: "番茄",
    productCode: 1451,
    quantity: "35",
    unit: 1,
    origin: "140524101213",
    place: "",
    plots: ["东头大棚"],
    day: "2026-11-22",
    qualityControl: true,
    tests: [],
  },
  oldAllowed: false,
  lotQuantity: "",
  sources: [],
  mode: "mixed",
};

function gate(change: Partial<GateShown> = {}): GateShown {
  const rules = { version: "2026-11-22" };
  return {
    refusals: [],
    warnings: [],
    notes: [],
    bases: BASIS.qualityControl,
    tested: 0,
    knownAt: 900,
    rules,
    ...change,
  };
}

function checked(basis: number): Checked {
  const { product, origin, place, plots, day } = DRAFT.input;
  const quantity = { thousandths: 35_000, unit: 1 };
  const draft = { product, productCode: 1451, quantity, origin, place, plots, day, basis, tests: [] };
  return { draft, warnings: [], order: { draft, style: STYLE.producer2026, lot: { make: "harvested", quantity } } };
}

const OPEN: Finding = { code: "intervalOpen", input: "代森锰锌", clears: "2026-11-25" };
const LATE: Finding = { code: "lateEntry" };

test("a refusal, a basis that is not open and an unseen warning each keep a certificate from being signed", () => {
  const control = checked(BASIS.qualityControl);
  expect(gateBlock(control, undefined, true)).toBe("notJudged");
  expect(gateBlock(control, gate({ refusals: [OPEN], bases: 0 }), true)).toBe("refused");
  expect(gateBlock(control, gate({ bases: BASIS.selfTest }), true)).toBe("basisNotOpen");
  expect(gateBlock(control, gate({ warnings: [LATE] }), false)).toBe("notAcknowledged");
  expect(gateBlock(control, gate({ warnings: [LATE] }), true)).toBeUndefined();
  expect(gateBlock(control, gate(), false)).toBeUndefined();
});

test("quality control is unticked where the gate leaves it closed, and kept while something refuses anyway", () => {
  expect(withOpenBases(DRAFT, gate({ bases: 0 })).input.qualityControl).toBe(false);
  expect(withOpenBases(DRAFT, gate({ bases: 0, refusals: [OPEN] }))).toBe(DRAFT);
  expect(withOpenBases(DRAFT, gate())).toBe(DRAFT);
  const tested = { ...DRAFT, input: { ...DRAFT.input, recordedBases: BASIS.selfTest } };
  expect(withOpenBases(tested, gate({ tested: 0 })).input.recordedBases).toBe(0);
});

test("warnings are logged once each, with the class of a product that no catalogue has", () => {
  const { order } = checked(BASIS.selfTest);
  expect(acknowledgedOrder(order, gate(), 1)).toBe(order);
  const warned = acknowledgedOrder(order, gate({ warnings: [LATE, LATE] }), undefined);
  expect(warned.acknowledged).toEqual({ warnings: ["lateEntry"], knownAt: 900 });
  const { productCode: _, ...outside } = order.draft;
  const classed = acknowledgedOrder({ ...order, draft: outside }, gate(), 3);
  expect(classed.acknowledged).toEqual({ warnings: [], knownAt: 900, productClass: 3 });
});

test("a typed digit is no other question, another day is", () => {
  const asked = { draft: DRAFT, lots: [], productClass: undefined };
  const typed = { ...asked, draft: { ...DRAFT, input: { ...DRAFT.input, quantity: "350" } } };
  const later = { ...asked, draft: { ...DRAFT, input: { ...DRAFT.input, day: "2026-11-25" } } };
  expect(isSameQuestion(asked, typed)).toBe(true);
  expect(isSameQuestion(asked, later)).toBe(false);
});
