import { equalBytes, fromBase64Url, fromHex } from "../core/bytes.ts";
import { type Certificate, parseCertificate } from "../core/certificate/certificate.ts";
import { certificateNumber } from "../core/certificate/number.ts";
import { keyId } from "../core/key/publicKey.ts";
import type { VerifySignature } from "../core/key/sign1.ts";
import type { TrustedAuthority } from "../core/operator/authority.ts";
import { regionsWithin } from "../core/operator/region.ts";
import { type GrantTerms, termsAt } from "../core/operator/rights.ts";
import { FEDERATED_ROLES } from "../core/operator/role.ts";
import { parseScanned } from "../core/qr/qrText.ts";
import type { Result } from "../core/result.ts";
import { KIND } from "../core/statement/kind.ts";
import { decodeStatement, isStatementSignedBy, type Statement, statementId } from "../core/statement/statement.ts";
import type { VerifyContext } from "../core/verify/context.ts";
import { type CarriedStatement, type Identified, identifySigner, readCarried } from "../core/verify/signerCheck.ts";

/** What the register holds under the page's number, as the page or the endpoint says: full id and signing key. */
export type Registered = { readonly id: Uint8Array; readonly key: Uint8Array };

/** What is written in a code; proven only as far as the outcome says. */
export type Written = { readonly certificate: Certificate; readonly iat: number };

/** What became of the code with which the page was opened. */
export type CodeCheck =
  /** Opened without a fragment, as by a short code or a typed number. */
  | { readonly outcome: "noCode" }
  /** Not canonical, not a certificate, or cut off. */
  | { readonly outcome: "damaged" }
  /** The signature fails, a chain's grant fails, or the number does not follow from what was signed. */
  | { readonly outcome: "forged" }
  /** Genuine or not: it is not the certificate registered under this number. */
  | { readonly outcome: "differs" }
  /** The signature holds and the id is the registered one. */
  | { readonly outcome: "verified" }
  /**
   * The signature holds under the key that an authority known here granted, and the register has not received it;
   * `notInForce` when the grant did not run at that time. What the key may sign is left to the register.
   */
  | {
      readonly outcome: "unregistered" | "notInForce";
      readonly written: Written;
      readonly signer: string;
      readonly authority: string;
    }
  /** No key known here. */
  | { readonly outcome: "unknownKey"; readonly written: Written }
  /** What was needed from the endpoint could not be fetched. */
  | { readonly outcome: "unreachable" };

/** A look-up at the endpoint, which may be out of reach or answer something else altogether. */
export type LookUp<T> = () => Promise<Result<T, "unreachable">>;

/** What the check needs from outside. */
export type CodeCheckDeps = {
  /** Number in the page's path. */
  readonly number: string;
  /** Undefined where the register has nothing under that number. */
  readonly registered: LookUp<Registered | undefined>;
  readonly authorities: LookUp<readonly TrustedAuthority[]>;
  readonly verify: VerifySignature;
};

type Read = { readonly statement: Statement; readonly written: Written; readonly carried?: CarriedStatement };

/** Reads {@link Registered} from its text form; undefined when it is not of that form. */
export function readRegistered(id: string, key: string): Registered | undefined {
  const idBytes = fromHex(id);
  const keyBytes = fromBase64Url(key);
  return idBytes?.length === 32 && keyBytes?.length === 33 ? { id: idBytes, key: keyBytes } : undefined;
}

function readCode(text: string): Read | "noCode" | "damaged" {
  const scanned = parseScanned(text);
  if (!scanned.ok) return "damaged";
  const code = scanned.value;
  if (code.form !== "label" && code.form !== "chain") return "noCode";
  const decoded = decodeStatement(code.certificate);
  if (!decoded.ok || decoded.value.kind !== KIND.certificateIssued) return "damaged";
  const statement = decoded.value;
  const parsed = parseCertificate(statement.body);
  if (!parsed.ok) return "damaged";
  const written = { certificate: parsed.value.certificate, iat: statement.iat };
  if (code.form === "label") return { statement, written };
  const carried = readCarried(code.grant);
  return carried === undefined ? "damaged" : { statement, written, carried };
}

/** A page holds no directory: who signed can only follow from the grant in a chain code. */
function contextOf(authorities: readonly TrustedAuthority[], now: number, verify: VerifySignature): VerifyContext {
  const nothing = async () => undefined;
  const none = async () => [];
  return {
    authorities,
    rowsByKeyId: none,
    rowOf: nothing,
    coverage: nothing,
    heldByNumber: none,
    loggedAt: nothing,
    withdrawalOf: nothing,
    styleTerms: [],
    now,
    verify,
  };
}

/** As much of the terms as the authority may give: inside its regions, and for a recognised one only some roles. */
function isVouchedFor(terms: GrantTerms, authority: TrustedAuthority): boolean {
  if (regionsWithin(terms.region, authority.regions).length === 0) return false;
  return authority.home || terms.roles.some((role) => FEDERATED_ROLES.includes(role));
}

async function checkAgainstRegister(
  { statement }: Read,
  registered: Registered,
  verify: VerifySignature,
): Promise<CodeCheck> {
  const { id, key } = registered;
  if (!equalBytes(statement.kid, keyId(key))) return { outcome: "differs" };
  if (!(await isStatementSignedBy(statement, key, verify))) return { outcome: "forged" };
  return { outcome: equalBytes(statementId(statement, key), id) ? "verified" : "differs" };
}

function checkUnregistered({ statement, written }: Read, identified: Identified, number: string): CodeCheck {
  const { key, signer, authority, record } = identified;
  if (key === undefined || signer === undefined || authority === undefined || record === undefined)
    return { outcome: "unknownKey", written };
  if (!record.grants.some((terms) => isVouchedFor(terms, authority))) return { outcome: "unknownKey", written };
  if (certificateNumber(statementId(statement, key)) !== number) return { outcome: "forged" };
  const outcome = termsAt(record, statement.iat).length > 0 ? "unregistered" : "notInForce";
  return { outcome, written, signer: signer.name, authority: authority.name };
}

/**
 * Verifies the code with which the page was opened. Standing and withdrawal are the register's to judge and stand in the
 * page itself; here it is only whether the code in hand is that certificate.
 * @param text the page's whole address, fragment included
 */
export async function checkCode(text: string, deps: CodeCheckDeps): Promise<CodeCheck> {
  const read = readCode(text);
  if (typeof read === "string") return { outcome: read };
  const { statement, written, carried } = read;
  const registered = await deps.registered();
  if (!registered.ok) return { outcome: "unreachable" };
  if (carried === undefined) {
    return registered.value === undefined
      ? { outcome: "unknownKey", written }
      : checkAgainstRegister(read, registered.value, deps.verify);
  }
  const authorities = await deps.authorities();
  if (!authorities.ok) return { outcome: "unreachable" };
  const identified = await identifySigner(statement, carried, contextOf(authorities.value, statement.iat, deps.verify));
  if (identified.outcome.status === "failed") return { outcome: "forged" };
  return registered.value === undefined
    ? checkUnregistered(read, identified, deps.number)
    : checkAgainstRegister(read, registered.value, deps.verify);
}
