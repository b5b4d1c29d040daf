import { type GateRules, judgeIssuing } from "../../../src/core/record/gate.ts";
import type { GateFacts, InputUse, PlainRecord } from "../../../src/core/record/gateFacts.ts";
import { gateRules } from "../../support/gateRules.ts";

/** What the gate's measurement asks its page to do. */
export type GateBench = {
  /** Milliseconds of each of so many judgements of a lot with so many records. */
  readonly judge: (records: number, times: number) => readonly number[];
};

declare global {
  interface Window {
    gateBench: GateBench;
  }
}

const TOMATO = { name: "番茄", code: 1451 };
const INPUTS = ["80%代森锰锌可湿性粉剂", "阿维菌素", "40%辛硫磷乳油", "甲霜灵·锰锌", "噻虫嗪", "苦参碱"];

/** A season on one plot, every second record a use of some input, the last ones weeks before the harvest. */
function facts(records: number): GateFacts {
  const day = (index: number) => `2026-0${1 + (index % 8)}-${String(1 + (index % 27)).padStart(2, "0")}`;
  const uses = Array.from({ length: records / 2 }, (_, index): InputUse => {
    const about = { id: `u${index}`, kind: "pesticide", plots: ["东头大棚"], on: TOMATO } as const;
    const name = INPUTS[index % INPUTS.length] ?? "";
    const label = { days: 7, photographed: true };
    return { ...about, name, from: day(index), to: day(index), entered: day(index), label };
  });
  const others = Array.from({ length: records / 2 }, (_, index): PlainRecord => {
    const about = { id: `r${index}`, type: "other", plots: ["东头大棚"], on: TOMATO } as const;
    return { ...about, day: day(index), entered: day(index) };
  });
  const quantity = { thousandths: 500_000, unit: 1 };
  return {
    day: "2026-11-22",
    producer: { kind: "cooperative", suspended: false, stopOrders: [], qualityPersonUntil: "2027-05-31" },
    lot: { goods: TOMATO, plots: ["东头大棚"], harvested: "2026-11-21", quantity, drawn: [] },
    wanted: { thousandths: 100_000, unit: 1 },
    uses,
    records: others,
    tests: [{ id: "t", basis: "selfTest", day: "2026-11-21", items: ["代森锰锌"], passed: true }],
  };
}

const rules: GateRules = gateRules();

window.gateBench = {
  judge: (records, times) => {
    const asked = facts(records);
    return Array.from({ length: times }, () => {
      const started = performance.now();
      judgeIssuing(asked, rules);
      return performance.now() - started;
    });
  },
};
