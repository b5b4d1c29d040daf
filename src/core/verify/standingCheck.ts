import { graverState } from "../certificate/withdrawal.ts";
import { type DirectoryHead, isFresh } from "../operator/directory.ts";
import { listedState } from "../operator/directoryRow.ts";
import { standingAt } from "../operator/standing.ts";
import { answerFor, type DirectoryHit, type VerifyContext } from "./context.ts";
import type { Subject } from "./grantCheck.ts";
import type { CheckOutcome, WithdrawalNote } from "./verdict.ts";

const PASSED: CheckOutcome = { status: "passed" };

/** Rows whose operators answer for the certificate: the signer's and, when a station signed, the farmer's. */
function answerableRows(subject: Subject, farmer: DirectoryHit | undefined): readonly DirectoryHit[] {
  return [subject.identified.hit, farmer].filter((hit): hit is DirectoryHit => hit !== undefined);
}

/** Why nothing is known of an operator: no usable directory of its region, or one that does not list it. */
function notListed(freshness: CheckOutcome): CheckOutcome {
  return freshness.status === "notChecked" ? freshness : { status: "notChecked", code: "notInDirectory" };
}

/** Might those who answer for it issue when it was issued? A suspension forbids from its date on, not before. */
export function checkStanding(
  subject: Subject,
  farmer: DirectoryHit | undefined,
  freshness: CheckOutcome,
): CheckOutcome {
  const rows = answerableRows(subject, farmer);
  const { iat } = subject.statement;
  const states = rows.map(({ row }) => standingAt(row.standing, iat));
  if (states.includes("suspended")) return { status: "failed", code: "operatorSuspended" };
  if (states.includes("closed")) return { status: "failed", code: "operatorClosed" };
  return subject.identified.hit === undefined ? notListed(freshness) : PASSED;
}

/**
 * Has it been withdrawn? Only the rows of those who answer for it are consulted, so nobody can grind an id whose
 * prefix hits another's certificate. What the device or the endpoint knows in full adds reason and date.
 */
export async function checkStatus(
  subject: Subject,
  farmer: DirectoryHit | undefined,
  freshness: CheckOutcome,
  context: VerifyContext,
): Promise<{ readonly outcome: CheckOutcome; readonly note?: WithdrawalNote }> {
  const answered = answerFor(subject.id, context);
  const note = answered?.withdrawal ?? (await context.withdrawalOf(subject.id));
  const rows = answerableRows(subject, farmer);
  const listed = rows.map(({ row }) => listedState(row, subject.id)).reduce(graverState, undefined);
  const state = graverState(listed, note?.state);
  if (state !== undefined)
    return { outcome: { status: "failed", code: state }, ...(note?.state === state ? { note } : {}) };
  if (answered?.flags.includes("numberConflict") === true)
    return { outcome: { status: "failed", code: "numberConflict" } };
  if (subject.identified.hit === undefined && answered === undefined) return { outcome: notListed(freshness) };
  return { outcome: PASSED };
}

/** The oldest head that the verdict rests on, since a verdict is as old as the oldest thing behind it. */
function oldest(heads: readonly DirectoryHead[]): DirectoryHead | undefined {
  return heads.reduce<DirectoryHead | undefined>(
    (found, head) => (found === undefined || head.issuedAt < found.issuedAt ? head : found),
    undefined,
  );
}

/** Is there a directory of the signer's region, and is it recent enough to rely on? */
export async function checkFreshness(
  subject: Subject,
  farmer: DirectoryHit | undefined,
  context: VerifyContext,
): Promise<{ readonly outcome: CheckOutcome; readonly issuedAt?: number }> {
  const { hit, signer } = subject.identified;
  const rows = answerableRows(subject, farmer);
  const region = signer?.region ?? subject.certificate.origin;
  const head = hit === undefined ? await context.coverage(region) : oldest(rows.map((row) => row.head));
  if (head === undefined) return { outcome: { status: "notChecked", code: "noDirectory" } };
  const outcome: CheckOutcome = isFresh(head, context.now) ? PASSED : { status: "notChecked", code: "directoryTooOld" };
  return { outcome, issuedAt: head.issuedAt };
}
