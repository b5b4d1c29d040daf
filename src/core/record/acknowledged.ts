import type { CborMap } from "../cbor.ts";
import { bytes, type FieldReader, listOf, presentFields, readBody, readOptional, uint } from "../statement/fields.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../statement/statement.ts";
import { type FindingCode, isFindingCode } from "./gateFindings.ts";

/**
 * `warnings.acknowledged`: what the gate warned of when a certificate was issued, seen and acknowledged by whoever
 * issued it. It logs the override of a warning; a refusal cannot be overridden.
 */
export type WarningsAcknowledged = {
  /** Full id of the certificate. */
  readonly certificate: Uint8Array;
  readonly warnings: readonly FindingCode[];
  /** Class digit that the person gave to a product outside the catalogue (办法 Art. 3). */
  readonly productClass?: number;
  /** When the phone had last heard from the register, Unix seconds: what came later it could not know. */
  readonly knownAt: number;
  readonly onBehalfOf?: Uint8Array;
};

/** Warnings that one certificate may have at most. */
const MAX_WARNINGS = 40;

const code: FieldReader<FindingCode> = (value) =>
  typeof value === "string" && isFindingCode(value) ? value : undefined;

const REQUIRED = {
  certificate: bytes(STATEMENT_ID_BYTES),
  warnings: listOf(code, 0, MAX_WARNINGS),
  knownAt: uint(0, Number.MAX_SAFE_INTEGER),
};
const OPTIONAL = { productClass: uint(1, 9), onBehalfOf: bytes(REFERENCE_BYTES) };

/** Body of a `warnings.acknowledged` statement. */
export function encodeAcknowledged(acknowledged: WarningsAcknowledged): CborMap {
  return presentFields(acknowledged);
}

/** Reads a `warnings.acknowledged` body; undefined when it is not of its form. */
export function parseAcknowledged(body: CborMap): WarningsAcknowledged | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, OPTIONAL);
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}
