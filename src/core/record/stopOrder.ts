import type { CborMap } from "../cbor.ts";
import { type CalendarDay, dayField } from "../date.ts";
import { OPERATOR_ID_BYTES } from "../operator/profile.ts";
import { bytes, presentFields, readBody, readOptional, text } from "../statement/fields.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../statement/statement.ts";

/**
 * `stop.ordered`: an officer forbids an operator to sell, or to sell one lot (农产品质量安全法 Art. 53); nothing is
 * issued for it until the order is lifted.
 */
export type StopOrdered = {
  readonly operator: Uint8Array;
  /** First 8 bytes of the lot's id; absent when everything is stopped. */
  readonly lot?: Uint8Array;
  readonly from: CalendarDay;
  /** Number of the document. */
  readonly document: string;
  readonly reason: string;
};

/** `stop.lifted`: an order holds no more, from this statement on. */
export type StopLifted = {
  readonly operator: Uint8Array;
  /** Full id of the `stop.ordered`. */
  readonly order: Uint8Array;
  readonly reason: string;
};

/** Code points of an order's texts. */
const STOP_TEXT = { document: 60, reason: 200 } as const;

const reason = text(1, STOP_TEXT.reason);
const ORDERED = {
  operator: bytes(OPERATOR_ID_BYTES),
  from: dayField,
  document: text(1, STOP_TEXT.document),
  reason,
};
const LIFTED = { operator: bytes(OPERATOR_ID_BYTES), order: bytes(STATEMENT_ID_BYTES), reason };

/** Body of a `stop.ordered` statement. */
export function encodeStopOrdered(ordered: StopOrdered): CborMap {
  return presentFields(ordered);
}

/** Reads a `stop.ordered` body; undefined when it is not of its form. */
export function parseStopOrdered(body: CborMap): StopOrdered | undefined {
  const required = readBody(body, ORDERED);
  const optional = readOptional(body, { lot: bytes(REFERENCE_BYTES) });
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}

/** Body of a `stop.lifted` statement. */
export function encodeStopLifted(lifted: StopLifted): CborMap {
  return presentFields(lifted);
}

/** Reads a `stop.lifted` body; undefined when it is not of its form. */
export function parseStopLifted(body: CborMap): StopLifted | undefined {
  return readBody(body, LIFTED);
}
