import type { SQLInputValue } from "node:sqlite";
import { QUALITY_KINDS } from "../../../core/operator/duty.ts";
import type { DeskList } from "../../../wire/files.ts";
import type { DeskScope } from "../deskScope.ts";

/**
 * Values of the parameters by which the desk's conditions are written: 1 and 2 the bounds of the region, 3 current notices
 * by kind, 4 today, 5 the last day of the warning, 6 kinds that need somebody for quality.
 */
export function deskValues({ region, notices, day, soon }: DeskScope): SQLInputValue[] {
  return [region, `${region}:`, JSON.stringify(notices), day, soon, JSON.stringify(QUALITY_KINDS)];
}

/** That the rows of a table lie in the region. */
export function inRegion(table: "f" | "s"): string {
  return `${table}.region >= ?1 AND ${table}.region < ?2`;
}

/** A duty notice is for the operator. */
export const DUTY_DUE = "json_extract(?3, '$.' || f.kind) IS NOT NULL";
/** The operator has signed the present notice. */
export const DUTY_SIGNED = "f.duty IS json_extract(?3, '$.' || f.kind)";
/** The operator must name somebody for quality. */
export const NEEDS_PERSON = "f.kind IN (SELECT value FROM json_each(?6))";
/** Nobody answers for quality whose training still counts. */
export const NO_PERSON = "(f.trained_until IS NULL OR f.trained_until < ?4)";
/** An entry of the red or black list is in force. */
export const LISTED = "start_day <= ?4 AND (end_day IS NULL OR end_day >= ?4)";

function listed(list: "red" | "black"): string {
  return `EXISTS (SELECT 1 FROM listings l WHERE l.operator_ref = f.operator_ref AND l.list = '${list}' AND ${LISTED})`;
}

/** The gate has refused one of the operator's certificates. */
export const FLAGGED = "EXISTS (SELECT 1 FROM gate_findings g WHERE g.operator_ref = f.operator_ref AND g.refuses = 1)";

/** Which operators each list of the desk has; `f` is the row of `operator_files`. */
export const CONDITION: Readonly<Record<DeskList, string>> = {
  reviews: "EXISTS (SELECT 1 FROM certifications c WHERE c.operator_ref = f.operator_ref AND c.outcome IS NULL)",
  ending: `EXISTS (SELECT 1 FROM certifications c WHERE c.operator_ref = f.operator_ref AND c.outcome = 'accepted'
    AND c.until BETWEEN ?4 AND ?5)`,
  dutyMissing: `${DUTY_DUE} AND NOT ${DUTY_SIGNED}`,
  qualityMissing: `${NEEDS_PERSON} AND ${NO_PERSON}`,
  gradeA: "f.grade = 'A'",
  gradeB: "f.grade = 'B'",
  gradeC: "f.grade = 'C'",
  gradeD: "f.grade = 'D'",
  ungraded: `${DUTY_DUE} AND f.grade IS NULL`,
  red: listed("red"),
  black: listed("black"),
  flagged: FLAGGED,
};

/** The day that matters in a list. */
export const DAY: Partial<Record<DeskList, string>> = {
  ending: `(SELECT min(c.until) FROM certifications c WHERE c.operator_ref = f.operator_ref AND c.outcome = 'accepted'
    AND c.until BETWEEN ?4 AND ?5)`,
  qualityMissing: "f.trained_until",
  red: `(SELECT max(l.start_day) FROM listings l WHERE l.operator_ref = f.operator_ref AND l.list = 'red' AND ${LISTED})`,
  black: `(SELECT max(l.start_day) FROM listings l WHERE l.operator_ref = f.operator_ref AND l.list = 'black' AND ${LISTED})`,
};

/** Every parameter is named, so that each statement takes all of them whether or not it uses them. */
export const ALL_GIVEN = "(?3 IS NOT NULL AND ?4 IS NOT NULL AND ?5 IS NOT NULL AND ?6 IS NOT NULL)";
