import type { Cbor, CborMap } from "../cbor.ts";
import { isCborArray } from "../cbor.ts";
import { placeField } from "../operator/region.ts";
import { err, ok, type Result } from "../result.ts";
import { bytes, type FieldReader, hasUintKeys, hasUnknownCriticalKey, text, uint } from "../statement/fields.ts";
import { REFERENCE_BYTES } from "../statement/statement.ts";

/** Keys of a certificate body. */
const FIELD = {
  product: 1,
  productCode: 2,
  quantity: 3,
  origin: 4,
  place: 5,
  style: 8,
  basis: 9,
  lot: 10,
  onBehalfOf: 11,
  supersedes: 12,
} as const;
const KNOWN_KEYS: readonly number[] = Object.values(FIELD);

/** Styles a certificate can have: who commits, to which official text. 2026 styles: Order 4 of 2025; legacy ones are only read. */
export const STYLE = { producer2026: 1, purchaser2026: 2, legacy2021: 91, legacy2019: 92 } as const;

/** Bits of 承诺依据, the basis of the commitment; at least one is set. */
export const BASIS = { qualityControl: 1, selfTest: 2, commissionedTest: 4 } as const;
const ALL_BASIS_BITS = 7;

/** Code points of a product name and of the place below the division. */
export const PRODUCT_LENGTH = { min: 1, max: 30 } as const;
/** Code points of the place below the division (产地). */
export const PLACE_LENGTH = { min: 0, max: 30 } as const;
/** Largest quantity in thousandths of the unit: 10^9 units. */
export const MAX_THOUSANDTHS = 1_000_000_000_000;
/** Unit codes 1 to 19 of the wire format. */
export const UNIT_CODES = { first: 1, last: 19 } as const;

/** A quantity as it is signed: thousandths of a unit, never a float. */
export type Quantity = { readonly thousandths: number; readonly unit: number };

/** What a 承诺达标合格证 says. Numbers that this version does not know are kept; `newerFormat` tells. */
export type Certificate = {
  readonly product: string;
  readonly productCode?: number;
  readonly quantity: Quantity;
  /** Division code of 6, 9 or 12 digits. */
  readonly origin: string;
  readonly place?: string;
  /** A number of {@link STYLE}. */
  readonly style: number;
  /** Sum of {@link BASIS} bits. */
  readonly basis: number;
  /** First 8 bytes of the lot statement's id; absent only in legacy styles. */
  readonly lot?: Uint8Array;
  /** Operator id of the farmer for whom a station signs (代开). */
  readonly onBehalfOf?: Uint8Array;
  /** First 8 bytes of the id of the certificate that this one corrects. */
  readonly supersedes?: Uint8Array;
};

/** A parsed certificate; `newerFormat` when it holds a critical key, style, unit or basis bit unknown here. */
export type ParsedCertificate = { readonly certificate: Certificate; readonly newerFormat: boolean };

/** Reads [thousandths, unit]; any unit number, since a newer phone may know more units. */
export const quantityField: FieldReader<Quantity> = (value) => {
  if (!isCborArray(value) || value.length !== 2) return undefined;
  const thousandths = uint(1, MAX_THOUSANDTHS)(value[0]);
  const unit = uint(1, Number.MAX_SAFE_INTEGER)(value[1]);
  return thousandths === undefined || unit === undefined ? undefined : { thousandths, unit };
};

/** True when a unit of the wire format has that code. */
export function isKnownUnit(unit: number): boolean {
  return unit >= UNIT_CODES.first && unit <= UNIT_CODES.last;
}

/** Body of a `certificate.issued` statement. */
export function encodeCertificate(certificate: Certificate): CborMap {
  const { quantity } = certificate;
  const body = new Map<number, Cbor>([
    [FIELD.product, certificate.product],
    [FIELD.quantity, [quantity.thousandths, quantity.unit]],
    [FIELD.origin, Number(certificate.origin)],
    [FIELD.style, certificate.style],
    [FIELD.basis, certificate.basis],
  ]);
  if (certificate.productCode !== undefined) body.set(FIELD.productCode, certificate.productCode);
  if (certificate.place !== undefined) body.set(FIELD.place, certificate.place);
  if (certificate.lot !== undefined) body.set(FIELD.lot, certificate.lot);
  if (certificate.onBehalfOf !== undefined) body.set(FIELD.onBehalfOf, certificate.onBehalfOf);
  if (certificate.supersedes !== undefined) body.set(FIELD.supersedes, certificate.supersedes);
  return body;
}

const OPTIONAL = {
  productCode: [FIELD.productCode, uint(1, Number.MAX_SAFE_INTEGER)],
  place: [FIELD.place, text(PLACE_LENGTH.min, PLACE_LENGTH.max)],
  lot: [FIELD.lot, bytes(REFERENCE_BYTES)],
  onBehalfOf: [FIELD.onBehalfOf, bytes(REFERENCE_BYTES)],
  supersedes: [FIELD.supersedes, bytes(REFERENCE_BYTES)],
} as const;

function readOptional(body: CborMap): Partial<Certificate> | undefined {
  const read: Record<string, unknown> = {};
  for (const [name, [key, reader]] of Object.entries(OPTIONAL)) {
    if (!body.has(key)) continue;
    const value = reader(body.get(key));
    if (value === undefined) return undefined;
    read[name] = value;
  }
  return read;
}

function isNewerFormat(certificate: Certificate, body: CborMap): boolean {
  const styles: readonly number[] = Object.values(STYLE);
  return (
    hasUnknownCriticalKey(body, KNOWN_KEYS) ||
    !styles.includes(certificate.style) ||
    !isKnownUnit(certificate.quantity.unit) ||
    certificate.basis > ALL_BASIS_BITS
  );
}

/**
 * Reads a certificate body. `malformed` when a field is missing or not of its form (a lot is required for the 2026
 * styles); what only a newer version could know is reported by `newerFormat` instead.
 */
export function parseCertificate(body: CborMap): Result<ParsedCertificate, "malformed"> {
  if (!hasUintKeys(body)) return err("malformed");
  const product = text(PRODUCT_LENGTH.min, PRODUCT_LENGTH.max)(body.get(FIELD.product));
  const quantity = quantityField(body.get(FIELD.quantity));
  const origin = placeField(body.get(FIELD.origin));
  const style = uint(1, Number.MAX_SAFE_INTEGER)(body.get(FIELD.style));
  const basis = uint(1, Number.MAX_SAFE_INTEGER)(body.get(FIELD.basis));
  const optional = readOptional(body);
  if (product === undefined || quantity === undefined || origin === undefined) return err("malformed");
  if (style === undefined || basis === undefined || optional === undefined) return err("malformed");
  const certificate: Certificate = { product, quantity, origin, style, basis, ...optional };
  const needsLot = style === STYLE.producer2026 || style === STYLE.purchaser2026;
  if (needsLot && certificate.lot === undefined) return err("malformed");
  return ok({ certificate, newerFormat: isNewerFormat(certificate, body) });
}
