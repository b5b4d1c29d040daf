import { type CalendarDay, dayNumber, dayOf } from "../../../core/date.ts";
import {
  type Clearing,
  clearingsOf,
  type EarliestTaking,
  earliestTaking,
  yieldsOf,
} from "../../../core/record/clearance.ts";
import { inputUses } from "../../../core/record/diary.ts";
import type { GateRules } from "../../../core/record/gate.ts";
import type { Treated, Yield } from "../../../core/record/inputTargets.ts";
import type { Entry } from "./diaryDeps.ts";
import { counting, goodsOn } from "./usual.ts";

/** When goods of a plot may be taken for one yield. */
export type YieldOutlook = {
  readonly goods: Treated;
  readonly yields: Yield;
  readonly clearings: readonly Clearing[];
  readonly earliest: EarliestTaking;
};

/** Everything that a plot's screen says about taking goods from it. */
export type PlotOutlook = {
  /** One for each of its goods and their yields, the goods of the newest entries first. */
  readonly outlooks: readonly YieldOutlook[];
};

/** What was used on a plot within the gate's window, and from when each of its goods may be taken. */
export function plotOutlook(
  plot: string,
  {
    entries,
    today,
    rules,
  }: { readonly entries: readonly Entry[]; readonly today: CalendarDay; readonly rules: GateRules },
): PlotOutlook {
  const oldest = dayOf((dayNumber(today) ?? 0) - rules.window);
  const recent = counting(entries).filter(
    ({ record: { plots, from, to = from } }) => to >= oldest && (plots.length === 0 || plots.includes(plot)),
  );
  const uses = inputUses(recent);
  const outlooks = goodsOn(plot, recent).flatMap((goods) => {
    const clearings = clearingsOf(uses, goods, rules);
    return yieldsOf(goods, rules.targets).map((yields) => ({
      goods,
      yields,
      clearings: clearings.filter((one) => one.yields === yields),
      earliest: earliestTaking(clearings, yields),
    }));
  });
  return { outlooks };
}

/** The outlook with the longest wait: one that no day clears before any day. */
export function worstOutlook({ outlooks }: PlotOutlook): YieldOutlook | undefined {
  const wait = ({ earliest }: YieldOutlook) =>
    earliest.blockedBy.length > 0 ? Number.MAX_SAFE_INTEGER : (dayNumber(earliest.day ?? "") ?? 0);
  return outlooks.reduce<YieldOutlook | undefined>(
    (worst, one) => (worst === undefined || wait(one) > wait(worst) ? one : worst),
    undefined,
  );
}

/** Whole days from one calendar day to another. */
export function daysUntil(day: CalendarDay, today: CalendarDay): number {
  return (dayNumber(day) ?? 0) - (dayNumber(today) ?? 0);
}
