import { type Cbor, type CborMap, encodeCbor } from "../cbor.ts";
import { type CalendarDay, chinaDay } from "../date.ts";
import { sha256 } from "../sha256.ts";
import { bytes, readBody, readOptional } from "../statement/fields.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../statement/statement.ts";
import type { Certificate } from "./certificate.ts";

/**
 * `agency.consented`: a farmer agrees that a station signs one certificate for it (代开; wire format §2). The farmer's
 * own key says so, or the station does and names what the farmer gave: a signature on its screen, or that statement.
 */
export type AgencyConsent = {
  readonly farmer: Uint8Array;
  readonly station: Uint8Array;
  /** What was agreed to, see {@link agencyDraft}. */
  readonly draft: Uint8Array;
  /** Salted hash of the private record with the farmer's signature; only when the station says it. */
  readonly signature?: Uint8Array;
  /** Full id of the farmer's own statement; only when the station says it. */
  readonly statement?: Uint8Array;
};

/** What a certificate that is made for a farmer says, as far as the farmer answers for it. */
export type AgencyGoods = Pick<Certificate, "product" | "quantity" | "origin" | "basis"> & {
  readonly place?: string | undefined;
};

/** Seconds after a certificate's time of issue from which a missing consent is flagged: 72 hours (wire format §2). */
export const CONSENT_GRACE = 72 * 3600;
const DIGEST_BYTES = 32;

const REQUIRED = { farmer: bytes(REFERENCE_BYTES), station: bytes(REFERENCE_BYTES), draft: bytes(DIGEST_BYTES) };
const OPTIONAL = { signature: bytes(DIGEST_BYTES), statement: bytes(STATEMENT_ID_BYTES) };

/**
 * Digest of what a farmer agrees to: SHA-256 over the deterministic CBOR of [farmer, station, product, quantity, origin,
 * place, basis, day]. The day is that of issuing in China, so that no consent is used on another day.
 */
export function agencyDraft(
  { product, quantity, origin, place, basis }: AgencyGoods,
  by: { readonly farmer: Uint8Array; readonly station: Uint8Array; readonly day: CalendarDay },
): Uint8Array {
  const { thousandths, unit } = quantity;
  const said: readonly Cbor[] = [
    by.farmer,
    by.station,
    product,
    [thousandths, unit],
    Number(origin),
    place ?? "",
    basis,
    by.day,
  ];
  return sha256(encodeCbor(said));
}

/** Digest of what a farmer had to agree to for a certificate; undefined for one that is made for nobody else. */
export function draftOfCertificate(certificate: Certificate, station: Uint8Array, iat: number): Uint8Array | undefined {
  const { onBehalfOf } = certificate;
  return onBehalfOf === undefined
    ? undefined
    : agencyDraft(certificate, { farmer: onBehalfOf, station, day: chinaDay(iat) });
}

/** Body of an `agency.consented` statement. */
export function encodeConsent({ farmer, station, draft, signature, statement }: AgencyConsent): CborMap {
  const body = new Map<string, Cbor>([
    ["farmer", farmer],
    ["station", station],
    ["draft", draft],
  ]);
  if (signature !== undefined) body.set("signature", signature);
  if (statement !== undefined) body.set("statement", statement);
  return body;
}

/** Reads an `agency.consented` body; undefined when it is not of its form. */
export function parseConsent(body: CborMap): AgencyConsent | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}
