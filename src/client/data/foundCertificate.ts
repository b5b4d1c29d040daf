import type { Certificate } from "../../core/certificate/certificate.ts";
import { chainText, labelText } from "../../core/qr/qrText.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import type { AttemptError, OutboxState } from "../../core/sync/outbox.ts";
import { grantFor } from "./identities.ts";
import { certificateIn } from "./ownRecords.ts";
import type { CertificateRecord, HeldGrant, IdentityRecord, StatementRecord, WithdrawalRecord } from "./schema.ts";

/** How far a statement has come: on this phone, 已上传 once its receipt verified, or refused and why. */
export type Upload = {
  readonly state: OutboxState;
  readonly lastError?: AttemptError;
  readonly nextAttemptAt?: number;
};

/** What is shown of a statement that is no longer on its way. */
export const UPLOADED: Upload = { state: "uploaded" };

/** A certificate in a list. */
export type ListedCertificate = CertificateRecord & { readonly upload: Upload };

/** One certificate with everything that its screen shows. */
export type FoundCertificate = ListedCertificate & {
  readonly certificate: Certificate;
  /** Whose commitment it is. */
  readonly issuer: string;
  readonly contact?: string;
  /** The station that signed for the issuer (代开). */
  readonly station?: string;
  readonly withdrawal?: WithdrawalRecord;
  /** Certificate alone, for labels. */
  readonly labelText: string;
  /** Certificate and grant, for the screen and larger paper. The label's text where no grant is held. */
  readonly chainText: string;
  /** When the register received it, by a verified receipt. Unix seconds. */
  readonly loggedAt?: number;
};

/** What of the phone a certificate's screen is made from. */
export type FoundFrom = {
  readonly record: CertificateRecord;
  readonly statement: Pick<StatementRecord, "bytes" | "upload">;
  readonly identity: IdentityRecord | undefined;
  /** The farmer for whom it was signed, as far as this phone knows. */
  readonly farmer?: { readonly name: string; readonly contact?: string } | undefined;
  /** Grants of the key that signed, newest first. */
  readonly grants: readonly Pick<HeldGrant, "bytes" | "grant">[];
  /** Public origin of the authority, under which the certificate's page opens. */
  readonly origin: string;
};

/** A certificate as its screen shows it; undefined when its statement cannot be read. */
export function foundCertificate({
  record,
  statement,
  identity,
  farmer,
  grants,
  origin,
}: FoundFrom): FoundCertificate | undefined {
  const decoded = decodeStatement(statement.bytes);
  const certificate = decoded.ok ? certificateIn(decoded.value) : undefined;
  if (certificate === undefined) return undefined;
  const label = labelText(origin, record.number, statement.bytes);
  const grant = grantFor(grants, record.iat);
  return {
    ...record,
    upload: shownUpload(statement),
    certificate,
    ...issuerOf(certificate, identity?.name ?? grant?.grant.name ?? "", farmer),
    labelText: label,
    chainText: grant === undefined ? label : chainText(origin, record.number, statement.bytes, grant.bytes),
    ...contactOf(certificate.onBehalfOf === undefined ? identity : farmer),
  };
}

/** Whose commitment it is, and who signed for that one. */
function issuerOf(
  { onBehalfOf }: Certificate,
  signer: string,
  farmer: FoundFrom["farmer"],
): Pick<FoundCertificate, "issuer" | "station"> {
  return onBehalfOf === undefined ? { issuer: signer } : { issuer: farmer?.name ?? "—", station: signer };
}

function contactOf(who: { readonly contact?: string } | undefined): Pick<FoundCertificate, "contact"> {
  return who?.contact === undefined ? {} : { contact: who.contact };
}

/** How far a statement has come. */
export function shownUpload(statement: Pick<StatementRecord, "upload"> | undefined): Upload {
  if (statement?.upload === undefined) return UPLOADED;
  const { state, lastError, nextAttemptAt } = statement.upload;
  return { state, nextAttemptAt, ...(lastError === undefined ? {} : { lastError }) };
}
