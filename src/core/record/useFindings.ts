import { type CalendarDay, dayNumber } from "../date.ts";
import { awaitsOfficer, type BanRow, type Bans, bansOn, type RowDecision } from "./bans.ts";
import type { InputUse } from "./gateFacts.ts";
import type { Finding } from "./gateFindings.ts";
import { type InputNames, ingredientName, ingredientsOf, plainInputName } from "./inputNames.ts";
import { type InputTargets, type Treated, targetsOf, type Yield, yieldOf } from "./inputTargets.ts";
import { clearDay, daysOf, type IntervalAnswer, type IntervalRow, type Intervals, intervalFor } from "./intervals.ts";

/** The lists of the day. */
export type InputRules = {
  readonly names: InputNames;
  readonly targets: InputTargets;
  readonly bans: Bans;
  readonly intervals: Intervals;
  /** What officers of the region have decided about rows that are not verified, by row id. */
  readonly decisions: ReadonlyMap<string, RowDecision>;
};

/** A use on some goods. */
type UseOnGoods = { readonly use: InputUse; readonly goods: Treated; readonly yields: Yield };

/** The ingredients of a use: what the person named, else what the name gives away. */
export function usedIngredients({ name, ingredients }: InputUse, names: InputNames): readonly string[] {
  if (ingredients === undefined || ingredients.length === 0) return ingredientsOf(name, names);
  return [...new Set([...ingredients.map((one) => ingredientName(one, names)), ...ingredientsOf(name, names)])];
}

/** True when a use was on these goods, as far as the record says: the same product, its family, or no product at all. */
export function isOn(use: InputUse, goods: Treated, targets: InputTargets): boolean {
  const { on } = use;
  if (on === undefined || on.name === goods.name || (on.code !== undefined && on.code === goods.code)) return true;
  if (on.code === undefined || goods.code === undefined) return on.code === undefined;
  const families = targets.families.get(goods.code) ?? [];
  return (targets.families.get(on.code) ?? []).some((family) => families.includes(family));
}

function banFinding(row: BanRow, use: InputUse, ingredient: string, decisions: InputRules["decisions"]): Finding {
  return {
    code: row.rule === "targets" ? "bannedOnTarget" : "bannedInput",
    records: [use.id],
    input: use.name,
    ingredients: [ingredient],
    row: { id: row.id, says: `${row.announcement}：${row.scope}` },
    ...(awaitsOfficer(row, decisions) ? { unverified: true } : {}),
  };
}

/** What forbids a use; a use on other goods of the same plot counts when the input is banned everywhere. */
export function banFindings(use: InputUse, goods: Treated, rules: InputRules): readonly Finding[] {
  const here = isOn(use, goods, rules.targets);
  const treated = use.on ?? goods;
  const yields = yieldOf(here ? goods : treated, rules.targets);
  const targets = targetsOf(here ? goods : treated, rules.targets);
  const on = yields === "harvest" || yields === undefined ? "plant" : "animal";
  return usedIngredients(use, rules.names).flatMap((ingredient) => {
    const { from, to, method, forGrowth } = use;
    const asked = {
      ingredient,
      targets,
      on,
      from,
      to,
      ...(method === undefined ? {} : { method }),
      ...(forGrowth === undefined ? {} : { forGrowth }),
    } as const;
    return bansOn(asked, rules.bans, rules.decisions)
      .filter((row) => here || row.rule === "everywhere")
      .map((row) => banFinding(row, use, ingredient, rules.decisions));
  });
}

/** How long to wait after a use, and on whose word. */
type Waiting =
  | { readonly known: "days"; readonly days: number; readonly row?: IntervalRow; readonly verified: boolean }
  | { readonly known: "temperatureMissing"; readonly row?: IntervalRow }
  | { readonly known: "forbidden"; readonly row: IntervalRow }
  | { readonly known: "nothing" };

function tableAnswer({ use, goods, yields }: UseOnGoods, ingredient: string, rules: InputRules): IntervalAnswer {
  const question = {
    ingredient,
    animal: yields !== "harvest",
    targets: targetsOf(goods, rules.targets),
    yields,
    ...(use.form === undefined ? {} : { form: use.form }),
  };
  return intervalFor(question, rules.intervals, rules.names);
}

function ofIngredient(on: UseOnGoods, ingredient: string, rules: InputRules): Waiting {
  const answer = tableAnswer(on, ingredient, rules);
  if (answer.found === "nothing") return { known: "nothing" };
  if (answer.found === "forbidden") return { known: "forbidden", row: answer.row };
  const days = daysOf(answer.row, on.use.waterTenths);
  if (days === undefined) return { known: "temperatureMissing", row: answer.row };
  return { known: "days", days, row: answer.row, verified: answer.row.verified };
}

/** The gravest answer first: forbidden, nothing known, no temperature, then the longest wait. */
function gravest(waits: readonly Waiting[]): Waiting {
  const order = ["forbidden", "nothing", "temperatureMissing"] as const;
  for (const known of order) {
    const found = waits.find((wait) => wait.known === known);
    if (found !== undefined) return found;
  }
  return waits.reduce<Waiting>(
    (longest, wait) =>
      wait.known === "days" && (longest.known !== "days" || wait.days > longest.days) ? wait : longest,
    { known: "nothing" },
  );
}

/** A mixture may stand in the table under its own name; else each ingredient has its own wait. */
function fromTable(on: UseOnGoods, rules: InputRules): Waiting {
  const whole = ofIngredient(on, plainInputName(on.use.name, rules.names), rules);
  if (whole.known !== "nothing") return whole;
  return gravest(usedIngredients(on.use, rules.names).map((ingredient) => ofIngredient(on, ingredient, rules)));
}

/**
 * How long to wait after a use. The label wins over the table when it was photographed or asks for at least as much;
 * a drug that laying or milking animals may not get stays forbidden whatever is typed.
 */
function waitingAfter(use: InputUse, goods: Treated, yields: Yield, rules: InputRules): Waiting {
  const table = fromTable({ use, goods, yields }, rules);
  const { label } = use;
  if (label === undefined || table.known === "forbidden") return table;
  if (label.days === undefined && label.degreeDays === undefined) return table;
  const days = daysOf(label, use.waterTenths);
  if (days === undefined) return { known: "temperatureMissing" };
  const atLeast = table.known === "days" && days >= table.days;
  return label.photographed || atLeast ? { known: "days", days, verified: true } : table;
}

/** What a known wait says about goods taken on a day. */
function waitFinding(
  { days, verified }: { readonly days: number; readonly verified: boolean },
  about: Omit<Finding, "code">,
  lastUse: CalendarDay,
  taken: CalendarDay,
): Finding | undefined {
  const clears = clearDay(lastUse, days);
  const marked = verified ? about : { ...about, unverified: true };
  if ((dayNumber(taken) ?? 0) < (dayNumber(clears) ?? 0)) return { code: "intervalOpen", ...marked, clears };
  return verified ? undefined : { code: "intervalUnverified", ...marked };
}

/** What a use's interval says about goods taken on a day, as what they are: a bird's eggs have another than its meat. */
export function intervalFinding(
  use: InputUse,
  goods: Treated,
  taking: { readonly day: CalendarDay; readonly yields?: Yield },
  rules: InputRules,
): Finding | undefined {
  const { day, yields = yieldOf(goods, rules.targets) } = taking;
  if ((use.kind !== "pesticide" && use.kind !== "veterinary") || yields === undefined) return undefined;
  const wait = waitingAfter(use, goods, yields, rules);
  const row = wait.known === "nothing" ? undefined : wait.row;
  const about = {
    records: [use.id],
    input: use.name,
    ...(row === undefined ? {} : { row: { id: row.id, says: row.source } }),
  };
  if (wait.known === "days") return waitFinding(wait, about, use.to, day);
  if (wait.known === "nothing") return { code: "intervalUnknown", ...about };
  if (wait.known === "temperatureMissing") return { code: "temperatureMissing", ...about };
  return { code: "bannedInLay", ...about, ...(wait.row.verified ? {} : { unverified: true }) };
}
