import { BASIS } from "../certificate/certificate.ts";
import { type CalendarDay, dayNumber } from "../date.ts";
import { canDraw, inUnit } from "../lot/balance.ts";
import type { OperatorKind } from "../operator/profile.ts";
import type { GateFacts, InputUse, PlainRecord } from "./gateFacts.ts";
import type { GateFigures } from "./gateFigures.ts";
import { type Finding, refuses } from "./gateFindings.ts";
import { yieldOf } from "./inputTargets.ts";
import { testGap } from "./testGap.ts";
import { banFindings, type InputRules, intervalFinding, isOn } from "./useFindings.ts";

/** Everything that the gate goes by on one day. */
export type GateRules = InputRules & GateFigures;

/** May issue; must not; or may, with these warnings. */
export type GateOutcome = "mayIssue" | "mustNotIssue" | "mayIssueWarned";

/** What the gate says. */
export type GateResult = {
  readonly outcome: GateOutcome;
  readonly findings: readonly Finding[];
  /** The day from which nothing refuses any more, when days are all it takes. */
  readonly clears?: CalendarDay;
  /** Bits of the bases that may be ticked. */
  readonly bases: number;
};

/** Who has to keep production records (农产品质量安全法 Art. 27); others are encouraged to. */
const MUST_RECORD: readonly OperatorKind[] = ["enterprise", "cooperative"];
/** Who has to have a person for quality (农产品质量安全法 Art. 26). */
const MUST_APPOINT: readonly OperatorKind[] = ["enterprise", "cooperative"];

/** Warnings beside which the producer may still say 质量安全控制符合要求: they are about the operator, not the goods. */
const BESIDE_CONTROL: readonly Finding["code"][] = ["noQualityPerson", "overCapacity", "lateEntry"];

function number(day: CalendarDay): number {
  return dayNumber(day) ?? 0;
}

function sharePlot(left: readonly string[], right: readonly string[]): boolean {
  return left.length === 0 || right.length === 0 || left.some((plot) => right.includes(plot));
}

function usesFor({ lot, day, uses }: GateFacts, { window }: GateFigures): readonly InputUse[] {
  return uses.filter(
    (use) =>
      sharePlot(use.plots, lot.plots) &&
      number(use.to) >= number(lot.harvested) - window &&
      number(use.from) <= number(use.afterHarvest === true ? day : lot.harvested),
  );
}

function recordsFor({ lot, records }: GateFacts, { window }: GateFigures): readonly PlainRecord[] {
  return records.filter(
    ({ plots, day }) => sharePlot(plots, lot.plots) && number(day) >= number(lot.harvested) - window,
  );
}

function findingsOfUses(facts: GateFacts, uses: readonly InputUse[], rules: GateRules): readonly Finding[] {
  const { goods, harvested } = facts.lot;
  return uses.flatMap((use) => {
    const bans = banFindings(use, goods, rules);
    // A banned input clears with no day: how long it would have to wait says nothing.
    if (bans.length > 0 || !isOn(use, goods, rules.targets)) return bans;
    const interval = intervalFinding(use, goods, { day: use.afterHarvest === true ? facts.day : harvested }, rules);
    return interval === undefined ? [] : [interval];
  });
}

function findingsOfProducer({ day, producer, wanted }: GateFacts): readonly Finding[] {
  const found: Finding[] = [];
  if (producer.suspended) found.push({ code: "suspended" });
  for (const { id, from, document } of producer.stopOrders) {
    if (number(from) <= number(day)) found.push({ code: "stopOrder", records: [id], row: { id, says: document } });
  }
  const until = producer.qualityPersonUntil;
  if (MUST_APPOINT.includes(producer.kind) && (until === undefined || number(until) < number(day))) {
    found.push({ code: "noQualityPerson" });
  }
  const { capacity } = producer;
  if (capacity === undefined) return found;
  const { yearly, certified } = capacity;
  const amounts = [...certified, wanted].map((quantity) => inUnit(quantity, yearly.unit) ?? 0);
  if (amounts.reduce((sum, amount) => sum + amount, 0) > yearly.thousandths) found.push({ code: "overCapacity" });
  return found;
}

function findingsOfTests({ tests }: GateFacts, uses: readonly InputUse[], rules: GateRules): readonly Finding[] {
  const failed = tests.filter(({ passed }) => !passed);
  const found: Finding[] = failed.length === 0 ? [] : [{ code: "testFailed", records: failed.map(({ id }) => id) }];
  if (tests.length === 0) return found;
  const { missing } = testGap(uses, tests, rules);
  return missing.length === 0 ? found : [...found, { code: "testMissesInput", ingredients: missing }];
}

function findingsOfRecords(
  { lot }: GateFacts,
  uses: readonly InputUse[],
  records: readonly PlainRecord[],
  { late, targets }: GateRules,
): readonly Finding[] {
  const found: Finding[] = [];
  if (lot.bought !== true && uses.length + records.length === 0) found.push({ code: "noRecords" });
  const planted = records.filter(
    (record) => record.type === "planted" && (record.on === undefined || record.on.name === lot.goods.name),
  );
  if (planted.length > 0 && planted.every(({ day }) => number(day) > number(lot.harvested)))
    found.push({ code: "harvestBeforePlanting", records: planted.map(({ id }) => id) });
  const lateOnes = [
    ...uses.filter((use) => isOn(use, lot.goods, targets)).map(({ id, to, entered }) => ({ id, day: to, entered })),
    ...records,
  ].filter(({ day, entered }) => number(entered) - number(day) > late);
  if (lateOnes.length > 0) found.push({ code: "lateEntry", records: lateOnes.map(({ id }) => id) });
  return found;
}

/** The bases that may be ticked: quality control only past a clean gate, a test only when there is one that passed. */
function basesFor({ day, producer, tests }: GateFacts, findings: readonly Finding[]): number {
  if (findings.some(refuses)) return 0;
  const clean = findings.every(
    ({ code }) => BESIDE_CONTROL.includes(code) || (code === "noRecords" && !MUST_RECORD.includes(producer.kind)),
  );
  const self = tests.some(({ basis, passed }) => basis === "selfTest" && passed);
  const commissioned = tests.some(
    (test) =>
      test.basis === "commissionedTest" &&
      test.passed &&
      number(test.day) <= number(day) &&
      test.accreditedUntil !== undefined &&
      number(test.accreditedUntil) >= number(test.day),
  );
  return (clean ? BASIS.qualityControl : 0) | (self ? BASIS.selfTest : 0) | (commissioned ? BASIS.commissionedTest : 0);
}

function clearsOn(refusals: readonly Finding[]): CalendarDay | undefined {
  const days = refusals.map(({ clears }) => clears);
  if (days.length === 0 || !days.every((day) => day !== undefined)) return undefined;
  return days.reduce((latest, day) => (number(day) > number(latest) ? day : latest));
}

/**
 * The gate before issuing: operator, lot, records, tests and the rules of that day → may, must not, or may with
 * warnings, each with the article or row behind it and when it clears. Phone and endpoint run the same function; what
 * one of them does not know is absent from the facts.
 */
export function judgeIssuing(facts: GateFacts, rules: GateRules): GateResult {
  const uses = usesFor(facts, rules);
  const records = recordsFor(facts, rules);
  const { lot, wanted } = facts;
  const findings: readonly Finding[] = [
    ...(yieldOf(lot.goods, rules.targets) === undefined ? [{ code: "outsideClasses" as const }] : []),
    ...findingsOfProducer(facts),
    ...(canDraw(lot.quantity, lot.drawn, wanted) ? [] : [{ code: "overLot" as const }]),
    ...findingsOfUses(facts, uses, rules),
    ...findingsOfTests(facts, uses, rules),
    ...findingsOfRecords(facts, uses, records, rules),
  ];
  const refusals = findings.filter(refuses);
  const clears = clearsOn(refusals);
  const warned = findings.length > 0 ? "mayIssueWarned" : "mayIssue";
  return {
    outcome: refusals.length > 0 ? "mustNotIssue" : warned,
    findings,
    bases: basesFor(facts, findings),
    ...(clears === undefined ? {} : { clears }),
  };
}

/**
 * True for a warning that whoever issues has to acknowledge. Who keeps no records and need not is told so, and no more
 * is asked of them.
 */
export function mustAcknowledge(finding: Finding, kind: OperatorKind): boolean {
  return !refuses(finding) && (finding.code !== "noRecords" || MUST_RECORD.includes(kind));
}
