import type { Certificate } from "../certificate/certificate.ts";
import type { NumberError } from "../certificate/number.ts";
import type { WithdrawnState } from "../certificate/withdrawal.ts";
import type { ListingTerm } from "../operator/listing.ts";
import type { OperatorKind } from "../operator/profile.ts";
import type { ScannedError } from "../qr/qrText.ts";
import type { RightsError } from "../statement/whoMaySign.ts";

/** The checks of a verification, in the order in which they are made and shown. */
export const CHECKS = ["format", "number", "signature", "grant", "standing", "status", "freshness"] as const;
/** One of {@link CHECKS}. */
export type CheckName = (typeof CHECKS)[number];

/** Why a check failed. */
export type FailedCode =
  | ScannedError
  | "malformedStatement"
  | "notACertificate"
  | "numberMismatch"
  | "badSignature"
  | "badGrant"
  | "grantForOtherKey"
  | "grantNotInForce"
  | "keyEnded"
  | "stationRefused"
  | "styleNotInForce"
  | "operatorSuspended"
  | "operatorClosed"
  | "numberConflict"
  | RightsError
  | WithdrawnState;

/** Why a check could not be made. */
export type NotCheckedCode =
  | "unknownKey"
  | "noDirectory"
  | "directoryTooOld"
  | "newerFormat"
  | "needsNetwork"
  | "notProvenBeforeEnd"
  | "notInDirectory"
  | "notRegistered"
  | "outOfScope"
  | "keyClaimedTwice";

/** Outcome of one check; one that could not be made never counts as passed. */
export type CheckOutcome =
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly code: FailedCode }
  | { readonly status: "notChecked"; readonly code: NotCheckedCode };

/** Every check with its outcome. */
export type Checks = { readonly [Name in CheckName]: CheckOutcome };

/** The verdicts, gravest first as they are decided. */
export const VERDICTS = [
  "malformed",
  "forged",
  "recalled",
  "voided",
  "superseded",
  "suspended",
  "unconfirmed",
  "authentic",
] as const;
/** One of {@link VERDICTS}. */
export type VerdictKind = (typeof VERDICTS)[number];

/** Things worth saying beside a verdict that do not change it. */
export type Warning =
  | "clockAhead"
  | "lateUpload"
  | "checkedInElsewhere"
  | "quantityOverdrawn"
  | "consentMissing"
  | "notYetRegistered"
  | "foreignOrigin"
  | "ambiguousReference"
  | "tagClaimedTwice";

/** Who signed, as far as it is known here. */
export type Signer = {
  readonly operator: Uint8Array;
  /** As the directory or the grant gives it; masked for natural persons in the directory. */
  readonly name: string;
  /** Absent when only a grant carried in the code says who it is. */
  readonly kind?: OperatorKind;
  readonly region: string;
  /** Published credit grade and entries of the red and black list, as the directory has them. */
  readonly grade?: string;
  readonly listings?: readonly ListingTerm[];
};

/** Why, when and by whom a certificate was withdrawn; known in full only online or to its own operator. */
export type WithdrawalNote = {
  readonly state: WithdrawnState;
  readonly reason: string;
  readonly at: number;
  readonly by: string;
};

/** The whole outcome of looking at a code. */
export type Verification = {
  readonly verdict: VerdictKind;
  /** The code of the check that decided; absent when authentic. */
  readonly code?: FailedCode | NotCheckedCode;
  readonly checks: Checks;
  readonly warnings: readonly Warning[];
  /** As printed, when the text holds one or the key is known. */
  readonly number?: string;
  /** The tag that was scanned, where it was one of a roll printed beforehand. */
  readonly tag?: string;
  /** Why a typed number could not be read. */
  readonly numberError?: NumberError;
  /** Statement id, when the signature holds under a known key. */
  readonly id?: Uint8Array;
  /** What is written in the code; proven only as far as the checks say. */
  readonly certificate?: Certificate;
  /** 开具时间, Unix seconds. */
  readonly iat?: number;
  readonly signer?: Signer;
  /** The farmer for whom a station signed (代开). */
  readonly onBehalfOf?: Signer;
  /** Name of the authority that vouches for the key. */
  readonly authority?: string;
  readonly withdrawal?: WithdrawalNote;
  /** When the directory that the verdict rests on was issued, Unix seconds. */
  readonly directoryIssuedAt?: number;
  readonly registration: "registered" | "unknown" | "notAsked";
};

const MALFORMED_AT: readonly CheckName[] = ["format"];
const FORGED_CODES: readonly FailedCode[] = ["numberMismatch", "badSignature", "badGrant", "grantForOtherKey"];
const WITHDRAWN_CODES: readonly FailedCode[] = ["recalled", "voided", "superseded"];

function verdictOfFailure(name: CheckName, code: FailedCode): VerdictKind {
  if (MALFORMED_AT.includes(name)) return "malformed";
  if (FORGED_CODES.includes(code)) return "forged";
  return VERDICTS.find((verdict) => WITHDRAWN_CODES.includes(code) && verdict === code) ?? "suspended";
}

/**
 * The verdict that a record of checks leads to: the gravest failure, else `unconfirmed` when something could not be
 * checked, else `authentic`. The code is that of the check that decided.
 */
export function decideVerdict(checks: Checks): {
  readonly verdict: VerdictKind;
  readonly code?: FailedCode | NotCheckedCode;
} {
  const failures = CHECKS.flatMap((name) => {
    const outcome = checks[name];
    return outcome.status === "failed" ? [{ verdict: verdictOfFailure(name, outcome.code), code: outcome.code }] : [];
  });
  for (const verdict of VERDICTS) {
    const found = failures.find((failure) => failure.verdict === verdict);
    if (found !== undefined) return found;
  }
  for (const name of CHECKS) {
    const outcome = checks[name];
    if (outcome.status === "notChecked") return { verdict: "unconfirmed", code: outcome.code };
  }
  return { verdict: "authentic" };
}
