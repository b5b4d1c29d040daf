import { type CalendarDay, dayNumber } from "../date.ts";
import type { InputUse } from "./gateFacts.ts";
import type { Finding } from "./gateFindings.ts";
import { type InputTargets, type Treated, targetsOf, type Yield, yieldOf } from "./inputTargets.ts";
import { banFindings, type InputRules, intervalFinding, isOn } from "./useFindings.ts";

/** What a use on a plot means for taking goods from it. */
export type Clearing = {
  readonly use: InputUse;
  readonly yields: Yield;
  /** First lawful day; absent when no day alone makes it lawful. */
  readonly clears?: CalendarDay;
  /** Why no day alone does: banned, no interval known, water temperature missing, forbidden in lay. */
  readonly blocked?: Finding;
  /** The day rests on a row of the table that nobody has verified: the label is to be looked at. */
  readonly unverified: boolean;
};

/** Birds lay: families under which eggs are asked for as well as meat. */
const LAYING = "禽";
/** Animals kept for milk say so in their names (奶牛, 奶山羊). */
const MILKING = "奶";

/** What goods of a plot are taken for: a bird's meat and its eggs, a milking animal's meat and its milk. */
export function yieldsOf(goods: Treated, targets: InputTargets): readonly Yield[] {
  const own = yieldOf(goods, targets);
  if (own !== "meat") return own === undefined ? [] : [own];
  if (targetsOf(goods, targets).includes(LAYING)) return ["meat", "egg"];
  return goods.name.includes(MILKING) ? ["meat", "milk"] : ["meat"];
}

function clearingOf(use: InputUse, goods: Treated, yields: Yield, rules: InputRules): Clearing {
  const about = { use, yields };
  const [ban] = banFindings(use, goods, rules);
  if (ban !== undefined) return { ...about, blocked: ban, unverified: ban.unverified === true };
  // Asked for the day of the last use, an interval that runs is open and names the day on which it ends.
  const finding = intervalFinding(use, goods, { day: use.to, yields }, rules);
  const unverified = finding?.unverified === true;
  if (finding === undefined || finding.code === "intervalUnverified") return { ...about, clears: use.to, unverified };
  if (finding.clears !== undefined) return { ...about, clears: finding.clears, unverified };
  return { ...about, blocked: finding, unverified };
}

/** When goods may be taken after each use on them, the longest wait last. Uses after the harvest are the gate's alone. */
export function clearingsOf(uses: readonly InputUse[], goods: Treated, rules: InputRules): readonly Clearing[] {
  const yields = yieldsOf(goods, rules.targets);
  return uses
    .filter((use) => use.afterHarvest !== true && isOn(use, goods, rules.targets))
    .flatMap((use) => yields.map((taken) => clearingOf(use, goods, taken, rules)))
    .sort((left, right) => dayOfClearing(left) - dayOfClearing(right));
}

function dayOfClearing({ clears }: Clearing): number {
  return clears === undefined ? Number.MAX_SAFE_INTEGER : (dayNumber(clears) ?? 0);
}

/** From when goods may lawfully be taken for one yield: the day of the longest wait, or what no day alone clears. */
export type EarliestTaking = { readonly day?: CalendarDay; readonly blockedBy: readonly Clearing[] };

/** The earliest lawful day of taking goods for one yield; no day and nothing in the way when nothing was used. */
export function earliestTaking(clearings: readonly Clearing[], yields: Yield): EarliestTaking {
  const asked = clearings.filter((clearing) => clearing.yields === yields);
  const blockedBy = asked.filter(({ blocked }) => blocked !== undefined);
  const days = asked.flatMap(({ clears }) => clears ?? []);
  const last = days[days.length - 1];
  return blockedBy.length > 0 || last === undefined ? { blockedBy } : { day: last, blockedBy };
}
