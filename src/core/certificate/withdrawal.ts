import type { Cbor, CborMap } from "../cbor.ts";
import { bytes, oneOf, readBody, text } from "../statement/fields.ts";
import { STATEMENT_ID_BYTES } from "../statement/statement.ts";

/** States of a withdrawn certificate, the gravest first: recall by an authority, void and supersede by its operator. */
export const WITHDRAWN_STATES = ["recalled", "voided", "superseded"] as const;
/** One of {@link WITHDRAWN_STATES}. */
export type WithdrawnState = (typeof WITHDRAWN_STATES)[number];

/** `certificate.withdrawn`: takes a certificate (full id) back, with the reason in the words of who did it. */
export type Withdrawn = { readonly certificate: Uint8Array; readonly state: WithdrawnState; readonly reason: string };

const READERS = { certificate: bytes(STATEMENT_ID_BYTES), state: oneOf(...WITHDRAWN_STATES), reason: text(1, 200) };

/** Body of a `certificate.withdrawn` statement. */
export function encodeWithdrawn(withdrawn: Withdrawn): CborMap {
  const { certificate, state, reason } = withdrawn;
  return new Map<string, Cbor>(Object.entries({ certificate, state, reason }));
}

/** Reads a `certificate.withdrawn` body; undefined when it is not of its form. */
export function parseWithdrawn(body: CborMap): Withdrawn | undefined {
  return readBody(body, READERS);
}

/** The graver of two states; undefined counts as not withdrawn. */
export function graverState(
  left: WithdrawnState | undefined,
  right: WithdrawnState | undefined,
): WithdrawnState | undefined {
  return WITHDRAWN_STATES.find((state) => state === left || state === right);
}
