import { equalBytes } from "../bytes.ts";
import { type Certificate, STYLE } from "../certificate/certificate.ts";
import { FEDERATED_ROLES } from "../operator/role.ts";
import { anyRegionContains } from "../operator/region.ts";
import { type GrantTerms, keyTiming, termsAt } from "../operator/rights.ts";
import { KIND } from "../statement/kind.ts";
import type { Statement } from "../statement/statement.ts";
import { refusalForKey } from "../statement/whoMaySign.ts";
import type { DirectoryHit, VerifyContext } from "./context.ts";
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

function failed(code: FailedCode): GrantCheck {
  return { outcome: { status: "failed", code } };
}

function notChecked(code: NotCheckedCode): GrantCheck {
  return { outcome: { status: "notChecked", code } };
}

/**
 * May this key sign this certificate? Style, the key's time, its role and region, the farmer's consent to the
 * station, and the scope of the authority that vouches for the key, in this order.
 */
export async function checkGrant(subject: Subject, context: VerifyContext): Promise<GrantCheck> {
  const { certificate, identified, statement } = subject;
  const { record } = identified;
  if (record === undefined) return notChecked("unknownKey");
  if (!isStyleInForce(certificate.style, statement.iat, context)) return failed("styleNotInForce");
  const timing = keyTiming(record, statement.iat, context.now, await loggedAt(subject, context));
  if (timing === "notGranted") return failed("grantNotInForce");
  if (timing === "ended") return failed("keyEnded");
  const rights = await checkRights(subject, termsAt(record, statement.iat), context);
  if (rights.outcome.status !== "passed") return rights;
  if (timing === "notProvenBeforeEnd") return { ...rights, outcome: { status: "notChecked", code: "notProvenBeforeEnd" } };
  if (identified.claimedTwice) return { ...rights, outcome: { status: "notChecked", code: "keyClaimedTwice" } };
  return rights;
}

async function loggedAt(subject: Subject, context: VerifyContext): Promise<number | undefined> {
  const { online } = context;
  if (online?.known === true && equalBytes(online.id, subject.id)) return online.loggedAt;
  return context.loggedAt(subject.id);
}

/** Legacy styles are only read, so a new certificate in one of them is never in force; unknown styles are judged elsewhere. */
function isStyleInForce(style: number, iat: number, context: VerifyContext): boolean {
  const terms = context.styleTerms.filter((term) => term.style === style);
  if (terms.length > 0) return terms.some((term) => term.from <= iat && (term.to === undefined || iat < term.to));
  return style !== STYLE.producer2026 && style !== STYLE.purchaser2026;
}

async function checkRights(subject: Subject, terms: readonly GrantTerms[], context: VerifyContext): Promise<GrantCheck> {
  const { certificate, identified } = subject;
  const { onBehalfOf } = certificate;
  const outOfScope = authorityLimit(subject, terms);
  if (onBehalfOf === undefined) {
    const refusal = refusalForKey(actOf(certificate, certificate.origin), terms);
    return refusal === undefined ? (outOfScope ?? { outcome: { status: "passed" } }) : failed(refusal);
  }
  const farmer = await context.rowOf(onBehalfOf);
  if (farmer === undefined) return notChecked("notInDirectory");
  const refusal = refusalForKey(actOf(certificate, farmer.row.region), terms);
  const station = identified.signer?.operator;
  const refusesStation = station !== undefined && farmer.row.refusedStations.some((entry) => equalBytes(entry, station));
  if (refusal !== undefined) return { ...failed(refusal), farmer };
  if (refusesStation) return { ...failed("stationRefused"), farmer };
  return { ...(outOfScope ?? { outcome: { status: "passed" } }), farmer };
}

function actOf(certificate: Certificate, region: string) {
  const behalf = certificate.onBehalfOf !== undefined;
  return { kind: KIND.certificateIssued, style: certificate.style, own: !behalf, behalf, region };
}

/** An authority's word counts only inside its regions, and a recognised one's only for some roles. */
function authorityLimit({ identified }: Subject, terms: readonly GrantTerms[]): GrantCheck | undefined {
  const { authority, signer } = identified;
  if (authority === undefined || signer === undefined) return notChecked("unknownKey");
  if (!anyRegionContains(authority.regions, signer.region)) return notChecked("outOfScope");
  const federated = terms.some((entry) => entry.roles.some((role) => FEDERATED_ROLES.includes(role)));
  return authority.home || federated ? undefined : notChecked("outOfScope");
}
