import { toHex } from "../bytes.ts";
import { type CalendarDay, chinaDay, dayNumber } from "../date.ts";
import type { CreditRule, CreditRules } from "../reference/creditRules.ts";
import { inForceOn } from "./certification.ts";
import { GRADES, type Grade } from "./creditStatements.ts";
import { acceptedCertifications, type OperatorFile } from "./file.ts";

/**
 * One dated fact about an operator. Codes that the product itself derives are in {@link DERIVED_FACTS}; all others are
 * entered by officers.
 */
export type CreditFact = {
  readonly code: string;
  /** Day on which it happened, or from which it holds. */
  readonly date: CalendarDay;
  /** Last day on which it holds, for facts that last, as a certification. */
  readonly to?: CalendarDay;
  /** How often it weighs: hours of a course. 1 when absent. */
  readonly amount?: number;
  /** What shows it: a document's, certificate's or certification's number, a course, a notice's version, a month's count. */
  readonly reference: string;
  /** Statement behind it in hex, where it is a single one. */
  readonly statement?: string;
};

/** Codes of the facts that follow from statements other than `fact.entered`. */
export const DERIVED_FACTS = [
  "certificatesIssued",
  "certificateVoided",
  "certificateRecalled",
  "dutySigned",
  "training",
  "certificationInForce",
] as const;

/** What the register counts of an operator's certificates. */
export type CertificateFacts = {
  /** Months in which certificates were issued: the first of those days, and how many there were. */
  readonly months: readonly { readonly day: CalendarDay; readonly count: number }[];
  /** Certificates taken back, with the day and their number. */
  readonly withdrawn: readonly {
    readonly state: "voided" | "recalled";
    readonly day: CalendarDay;
    readonly number: string;
  }[];
};

/** Everything that may weigh for or against an operator. */
export function creditFacts(file: OperatorFile, certificates: CertificateFacts): readonly CreditFact[] {
  const issued = certificates.months.map(({ day, count }): CreditFact => {
    return { code: "certificatesIssued", date: day, reference: String(count) };
  });
  const withdrawn = certificates.withdrawn.map(({ state, day, number }): CreditFact => {
    return { code: state === "voided" ? "certificateVoided" : "certificateRecalled", date: day, reference: number };
  });
  const duties = file.duties.map(({ id, iat, version }): CreditFact => {
    return { code: "dutySigned", date: chinaDay(iat), reference: version, statement: toHex(id) };
  });
  const trainings = file.trainings.map(({ id, course, hours, date }): CreditFact => {
    return { code: "training", date, amount: hours, reference: course, statement: toHex(id) };
  });
  const certifications = acceptedCertifications(file).map(({ id, number, from, to }): CreditFact => {
    const fact = { code: "certificationInForce", date: from, reference: number, statement: toHex(id) };
    return to === undefined ? fact : { ...fact, to };
  });
  const entered = file.facts.map(({ id, fact, date, document }): CreditFact => {
    return { code: fact, date, reference: document, statement: toHex(id) };
  });
  return [...issued, ...withdrawn, ...duties, ...trainings, ...certifications, ...entered];
}

/** What one fact adds to or takes from the score. `overLimit`: its kind already weighs as much as it may. */
export type CreditPoint = {
  readonly fact: CreditFact;
  readonly rule: CreditRule;
  readonly points: number;
  readonly overLimit: boolean;
};

/** A grade with every point that led to it. */
export type Credit = {
  readonly grade: Grade;
  /** 0 to 100. */
  readonly score: number;
  readonly base: number;
  readonly points: readonly CreditPoint[];
  /** The facts that keep the grade from being better than it is, whatever the score. */
  readonly ceilings: readonly CreditPoint[];
};

/** True while a fact still weighs: it has happened, lasts, and is not older than its rule says. */
function weighsOn(fact: CreditFact, rule: CreditRule, day: CalendarDay): boolean {
  if (!inForceOn({ from: fact.date, ...(fact.to === undefined ? {} : { to: fact.to }) }, day)) return false;
  const [then, now] = [dayNumber(fact.date), dayNumber(day)];
  if (then === undefined || now === undefined) return false;
  return rule.days === undefined || now - then < rule.days;
}

/** Newest first; facts of one day by what shows them, so that the order in which they come says nothing. */
function byDate(left: CreditFact, right: CreditFact): number {
  if (left.date !== right.date) return left.date < right.date ? 1 : -1;
  const shown = (fact: CreditFact) => `${fact.reference} ${fact.statement ?? ""}`;
  if (shown(left) === shown(right)) return 0;
  return shown(left) < shown(right) ? -1 : 1;
}

function pointsOf(rule: CreditRule, facts: readonly CreditFact[]): readonly CreditPoint[] {
  let left = rule.most;
  return [...facts].sort(byDate).map((fact) => {
    const full = Math.abs(rule.points) * (fact.amount ?? 1);
    const weight = Math.min(full, left);
    left -= weight;
    return { fact, rule, points: rule.points < 0 ? -weight : weight, overLimit: weight < full };
  });
}

function worst(grades: readonly Grade[]): Grade {
  return GRADES[Math.max(...grades.map((grade) => GRADES.indexOf(grade)))] ?? "D";
}

/**
 * Score and grade on a day, from facts and rules alone: no fact that weighs, no grade (尚未评定). More good facts never
 * lower it, more bad ones never raise it, and their order does not matter.
 */
export function creditOn(facts: readonly CreditFact[], rules: CreditRules, day: CalendarDay): Credit | undefined {
  const points = rules.rules.flatMap((rule) =>
    pointsOf(
      rule,
      facts.filter((fact) => fact.code === rule.code && weighsOn(fact, rule, day)),
    ),
  );
  if (points.length === 0) return undefined;
  const sum = points.reduce((total, point) => total + point.points, rules.base);
  const score = Math.max(0, Math.min(100, sum));
  const byScore = rules.grades.find(({ from }) => score >= from)?.grade ?? "D";
  const limited = points.filter(({ rule }) => rule.atMost !== undefined);
  const grade = worst([byScore, ...limited.flatMap(({ rule }) => rule.atMost ?? [])]);
  const ceilings = limited.filter(({ rule }) => rule.atMost === grade && grade !== byScore);
  return { grade, score, base: rules.base, points: [...points].sort((a, b) => byDate(a.fact, b.fact)), ceilings };
}
