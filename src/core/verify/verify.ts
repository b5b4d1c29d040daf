import { equalBytes } from "../bytes.ts";
import { type Certificate, parseCertificate } from "../certificate/certificate.ts";
import { certificateNumber, parseTypedNumber } from "../certificate/number.ts";
import { SIGNATURE_BYTES } from "../key/sign1.ts";
import { parseScanned, type Scanned } from "../qr/qrText.ts";
import { KIND } from "../statement/kind.ts";
import { decodeStatement, type Statement, statementId } from "../statement/statement.ts";
import type { OnlineAnswer, VerifyContext } from "./context.ts";
import { checkGrant } from "./grantCheck.ts";
import { type Identified, identifySigner, readCarried, signerOf } from "./signerCheck.ts";
import { checkFreshness, checkStanding, checkStatus } from "./standingCheck.ts";
import {
  type CheckOutcome,
  type Checks,
  decideVerdict,
  type FailedCode,
  type NotCheckedCode,
  type Verification,
  type Warning,
} from "./verdict.ts";

const PASSED: CheckOutcome = { status: "passed" };
const DAY = 86_400;
/** How long a certificate may be unknown to the register before that is more than a warning. */
const REGISTRATION_GRACE = 7 * DAY;

/** Flags of the register that are said beside a verdict. */
const FLAGS_TO_SAY = ["quantityOverdrawn", "ambiguousReference", "checkedInElsewhere", "consentMissing"] as const;

function failed(code: FailedCode): CheckOutcome {
  return { status: "failed", code };
}

function notChecked(code: NotCheckedCode): CheckOutcome {
  return { status: "notChecked", code };
}

function everyOther(outcome: CheckOutcome, given: Partial<Checks>): Checks {
  const rest: Checks = {
    format: outcome,
    number: outcome,
    signature: outcome,
    grant: outcome,
    standing: outcome,
    status: outcome,
    freshness: outcome,
  };
  return { ...rest, ...given };
}

function conclude(checks: Checks, rest: Omit<Verification, "verdict" | "code" | "checks">): Verification {
  return { ...decideVerdict(checks), checks, ...rest };
}

function registrationOf(online: OnlineAnswer | undefined): Verification["registration"] {
  if (online === undefined) return "notAsked";
  return online.known ? "registered" : "unknown";
}

/**
 * Looks at a scanned or typed text and says who vouches for what. Never throws for any text.
 *
 * One pure function of the text and the context: the same on a phone without a network and on the endpoint.
 */
export async function verifyScanned(text: string, context: VerifyContext): Promise<Verification> {
  const scanned = parseScanned(text);
  const registration = registrationOf(context.online);
  if (!scanned.ok) {
    const typed = parseTypedNumber(text);
    const numberError = typed.ok || text.includes("/") ? {} : { numberError: typed.error };
    return conclude(everyOther(notChecked("unknownKey"), { format: failed(scanned.error) }), {
      warnings: [],
      registration,
      ...numberError,
    });
  }
  if (scanned.value.form === "tag") {
    return verifyTag(scanned.value, context);
  }
  if (scanned.value.form !== "short") return verifyCode(scanned.value, context);
  return verifyShort(scanned.value, context);
}

/** A tag stands for a certificate only as far as this device knows, or was told with proof. */
async function verifyTag({ origin, tag }: Scanned & { form: "tag" }, context: VerifyContext): Promise<Verification> {
  const certificate = await context.heldByTag?.(tag);
  if (certificate !== undefined) return { ...(await verifyCode({ form: "label", origin, certificate }, context)), tag };
  const open = { warnings: [], registration: registrationOf(context.online), number: tag, tag };
  return conclude(everyOther(notChecked("needsNetwork"), { format: PASSED }), open);
}

/** A short code holds no statement: what this device or the endpoint holds under its number is verified instead. */
async function verifyShort(scanned: Scanned & { form: "short" }, context: VerifyContext): Promise<Verification> {
  const held = context.online?.known === true ? [context.online.statement] : await context.heldByNumber(scanned.number);
  const [certificate, ...others] = held;
  if (certificate !== undefined) {
    const sharesNumber = others.some((other) => !saysTheSame(other, certificate));
    return verifyCode({ ...scanned, form: "label", certificate, sharesNumber }, context);
  }
  const code = context.online === undefined ? "needsNetwork" : "notRegistered";
  const registration = registrationOf(context.online);
  return conclude(everyOther(notChecked(code), { format: PASSED }), {
    warnings: [],
    registration,
    number: scanned.number,
  });
}

/** True for one statement under two signatures, which stand last. */
function saysTheSame(left: Uint8Array, right: Uint8Array): boolean {
  return equalBytes(left.subarray(0, -SIGNATURE_BYTES), right.subarray(0, -SIGNATURE_BYTES));
}

/** A code that holds a certificate statement, or a number under which one is held here: perhaps not the only one. */
type CertificateCode = Scanned & { form: "label" | "chain"; readonly sharesNumber?: boolean };

type Readable = { readonly statement: Statement; readonly certificate: Certificate; readonly newerFormat: boolean };

function readCertificate(bytes: Uint8Array): Readable | FailedCode {
  const statement = decodeStatement(bytes);
  if (!statement.ok) return "malformedStatement";
  if (statement.value.kind !== KIND.certificateIssued) return "notACertificate";
  const parsed = parseCertificate(statement.value.body);
  return parsed.ok ? { statement: statement.value, ...parsed.value } : "malformedStatement";
}

async function verifyCode(code: CertificateCode, context: VerifyContext): Promise<Verification> {
  const read = readCertificate(code.certificate);
  const registration = registrationOf(context.online);
  const claimed = code.number === undefined ? {} : { number: code.number };
  if (typeof read === "string") {
    return conclude(everyOther(notChecked("unknownKey"), { format: failed(read) }), {
      warnings: [],
      registration,
      ...claimed,
    });
  }
  const carried = code.form === "chain" ? readCarried(code.grant) : undefined;
  if (code.form === "chain" && carried === undefined) {
    return conclude(everyOther(notChecked("unknownKey"), { format: failed("malformedStatement") }), {
      warnings: [],
      registration,
      ...claimed,
    });
  }
  const identified = await identifySigner(read.statement, carried, context);
  const content = { certificate: read.certificate, iat: read.statement.iat, registration };
  if (identified.key === undefined) {
    const { outcome } = identified;
    const format = read.newerFormat ? notChecked("newerFormat") : PASSED;
    const open = outcome.status === "notChecked" ? outcome : notChecked("unknownKey");
    const checks = everyOther(open, { format, signature: outcome });
    return conclude(checks, { ...content, ...claimed, warnings: warningsFor(read, code, context, undefined) });
  }
  return verifySigned({ code, read, identified, key: identified.key }, context, content);
}

type Signed = {
  readonly code: CertificateCode;
  readonly read: Readable;
  readonly identified: Identified;
  readonly key: Uint8Array;
};

async function verifySigned(
  { code, read, identified, key }: Signed,
  context: VerifyContext,
  content: Pick<Verification, "certificate" | "iat" | "registration">,
): Promise<Verification> {
  const id = statementId(read.statement, key);
  const number = certificateNumber(id);
  const subject = { id, statement: read.statement, certificate: read.certificate, identified };
  const grant = await checkGrant(subject, context);
  const freshness = await checkFreshness(subject, grant.farmer, context);
  const standing = checkStanding(subject, grant.farmer, freshness.outcome);
  const status = await checkStatus(subject, grant.farmer, freshness.outcome, context);
  const checks: Checks = {
    format: read.newerFormat ? notChecked("newerFormat") : PASSED,
    number: code.number === undefined || code.number === number ? PASSED : failed("numberMismatch"),
    signature: identified.outcome,
    grant: grant.outcome,
    standing,
    status: status.outcome.status === "passed" ? registrationCheck(id, { code, read }, context) : status.outcome,
    freshness: freshness.outcome,
  };
  return conclude(checks, {
    ...content,
    id,
    number: code.number ?? number,
    warnings: warningsFor(read, code, context, identified),
    ...(identified.signer === undefined ? {} : { signer: identified.signer }),
    ...(identified.authority === undefined ? {} : { authority: identified.authority.name }),
    ...(grant.farmer === undefined ? {} : { onBehalfOf: signerOf(grant.farmer.row) }),
    ...(status.note === undefined ? {} : { withdrawal: status.note }),
    ...(freshness.issuedAt === undefined ? {} : { directoryIssuedAt: freshness.issuedAt }),
  });
}

/**
 * Is it the one certificate under its number? Being unknown to the register is a warning at first and leaves the verdict
 * open later, which only who asked can judge.
 */
function registrationCheck(
  id: Uint8Array,
  { code, read }: Pick<Signed, "code" | "read">,
  { online, now }: VerifyContext,
): CheckOutcome {
  if (code.sharesNumber === true) return failed("numberConflict");
  if (online === undefined) return PASSED;
  if (online.known) return equalBytes(online.id, id) ? PASSED : failed("numberConflict");
  return now - read.statement.iat > REGISTRATION_GRACE ? notChecked("notRegistered") : PASSED;
}

function warningsFor(
  { statement }: Readable,
  code: CertificateCode,
  context: VerifyContext,
  identified: Identified | undefined,
): readonly Warning[] {
  const origin = identified?.authority?.origin ?? "";
  return [
    ...(statement.iat > context.now + DAY ? (["clockAhead"] as const) : []),
    ...(code.origin !== undefined && origin !== "" && origin !== code.origin ? (["foreignOrigin"] as const) : []),
    ...onlineWarnings(statement.iat, context.online),
  ];
}

function onlineWarnings(iat: number, online: OnlineAnswer | undefined): readonly Warning[] {
  if (online === undefined) return [];
  if (!online.known) return ["notYetRegistered"];
  const flagged = FLAGS_TO_SAY.filter((flag) => online.flags.includes(flag));
  return online.loggedAt - iat > REGISTRATION_GRACE ? ["lateUpload", ...flagged] : flagged;
}
