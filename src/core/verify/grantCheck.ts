import { equalBytes } from "../bytes.ts";
import { type Certificate, STYLE } from "../certificate/certificate.ts";
import type { TrustedAuthority } from "../operator/authority.ts";
import { regionsWithin } from "../operator/region.ts";
import { type GrantTerms, type KeyRecord, type KeyTiming, keyTiming, termsAt } from "../operator/rights.ts";
import { FEDERATED_ROLES } from "../operator/role.ts";
import type { Statement } from "../statement/statement.ts";
import { issuingAct, refusalForKey } from "../statement/whoMaySign.ts";
import { answerFor, type DirectoryHit, type VerifyContext } from "./context.ts";
import type { Identified } from "./signerCheck.ts";
import type { CheckOutcome, FailedCode, NotCheckedCode } from "./verdict.ts";

/** A certificate whose signature holds, and who signed it. */
export type Subject = {
  readonly id: Uint8Array;
  readonly statement: Statement;
  readonly certificate: Certificate;
  readonly identified: Identified;
};

/** Outcome of the grant check, with the farmer's directory entry when a station signed for one. */
export type GrantCheck = { readonly outcome: CheckOutcome; readonly farmer?: DirectoryHit };

const PASSED: CheckOutcome = { status: "passed" };

function failed(code: FailedCode): CheckOutcome {
  return { status: "failed", code };
}

function notChecked(code: NotCheckedCode): CheckOutcome {
  return { status: "notChecked", code };
}

/**
 * May this key sign this certificate? Style, the key's time, its role and region, the farmer's consent to the
 * station, and the scope of the authority that vouches for the key, in this order.
 */
export async function checkGrant(subject: Subject, context: VerifyContext): Promise<GrantCheck> {
  const farmer = await farmerOf(subject, context);
  const outcome = await judgeGrant(subject, farmer, context);
  return farmer === undefined ? { outcome } : { outcome, farmer };
}

/** An operator id names an operator only together with its authority: a farmer of another one is not the farmer meant. */
async function farmerOf(
  { certificate, identified }: Subject,
  context: VerifyContext,
): Promise<DirectoryHit | undefined> {
  const authority = identified.authority?.id;
  if (certificate.onBehalfOf === undefined || authority === undefined) return undefined;
  const farmer = await context.rowOf(certificate.onBehalfOf, authority);
  return farmer !== undefined && equalBytes(farmer.head.authority, authority) ? farmer : undefined;
}

async function judgeGrant(
  subject: Subject,
  farmer: DirectoryHit | undefined,
  context: VerifyContext,
): Promise<CheckOutcome> {
  const { certificate, identified, statement } = subject;
  const { authority, record } = identified;
  if (record === undefined || authority === undefined) return notChecked("unknownKey");
  const known = isKnownStyle(certificate.style);
  if (known && !isStyleInForce(certificate.style, statement.iat, context)) return failed("styleNotInForce");
  const timing = await timingOf(subject, record, context);
  if (timing === "notGranted") return failed("grantNotInForce");
  if (timing === "ended") return failed("keyEnded");
  if (!known) return notChecked("newerFormat");
  const rights = judgeRights(subject, farmer, termsAt(record, statement.iat), authority);
  if (rights.status !== "passed") return rights;
  if (timing === "notProvenBeforeEnd") return notChecked("notProvenBeforeEnd");
  return identified.doubt === undefined ? PASSED : notChecked(identified.doubt);
}

/** When a log received the statement is asked for only where the answer hangs on it: for an ended or expired key. */
async function timingOf(subject: Subject, record: KeyRecord, context: VerifyContext): Promise<KeyTiming> {
  const { iat } = subject.statement;
  const unlogged = keyTiming(record, iat, context.now, undefined);
  if (unlogged !== "notProvenBeforeEnd") return unlogged;
  return keyTiming(record, iat, context.now, await loggedAt(subject, context));
}

async function loggedAt(subject: Subject, context: VerifyContext): Promise<number | undefined> {
  return answerFor(subject.id, context)?.loggedAt ?? context.loggedAt(subject.id);
}

/** Who may sign a style that only a newer version knows, and since when, cannot be said here. */
function isKnownStyle(style: number): boolean {
  return Object.values(STYLE).some((known) => known === style);
}

function isStyleInForce(style: number, iat: number, context: VerifyContext): boolean {
  return context.styleTerms.some(
    (term) => term.style === style && term.from <= iat && (term.to === undefined || iat < term.to),
  );
}

function judgeRights(
  { certificate, identified }: Subject,
  farmer: DirectoryHit | undefined,
  terms: readonly GrantTerms[],
  authority: TrustedAuthority,
): CheckOutcome {
  const behalf = certificate.onBehalfOf !== undefined;
  const act = issuingAct(certificate, farmer?.row.region);
  const refusal = refusalForKey(act, terms);
  // Without the farmer's entry the region of the act is not known, the role is.
  if (behalf && farmer === undefined && refusal !== "wrongRole") return notChecked("notInDirectory");
  if (refusal !== undefined) return failed(refusal);
  const station = identified.signer?.operator;
  const refused =
    station !== undefined && farmer?.row.refusedStations.some((entry) => equalBytes(entry, station)) === true;
  if (refused) return failed("stationRefused");
  return refusalForKey(act, termsWithin(terms, authority)) === undefined ? PASSED : notChecked("outOfScope");
}

/** As much of the terms as the authority may give: inside its regions, and for a recognised one only some roles. */
function termsWithin(terms: readonly GrantTerms[], authority: TrustedAuthority): readonly GrantTerms[] {
  return terms.flatMap((entry) => {
    const roles = authority.home ? entry.roles : entry.roles.filter((role) => FEDERATED_ROLES.includes(role));
    return regionsWithin(entry.region, authority.regions).map((region) => ({ ...entry, roles, region }));
  });
}
