import { equalBytes } from "../bytes.ts";
import type { Cbor, CborMap } from "../cbor.ts";
import { bytes, readBody, text, uint } from "../statement/fields.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";

/** `operator.closed`: an operator has given up; it issues no more from a moment on. */
export type OperatorClosed = {
  readonly operator: Uint8Array;
  /** Unix seconds. */
  readonly from: number;
  readonly reason: string;
};

/** `operator.merged`: two register entries are one operator; what names the duplicate means the one kept. */
export type OperatorMerged = { readonly kept: Uint8Array; readonly duplicate: Uint8Array };

const CLOSED = {
  operator: bytes(OPERATOR_ID_BYTES),
  from: uint(0, Number.MAX_SAFE_INTEGER),
  reason: text(1, 200),
};
const MERGED = { kept: bytes(OPERATOR_ID_BYTES), duplicate: bytes(OPERATOR_ID_BYTES) };

/** Body of an `operator.closed` statement. */
export function encodeOperatorClosed({ operator, from, reason }: OperatorClosed): CborMap {
  return new Map<string, Cbor>(Object.entries({ operator, from, reason }));
}

/** Reads an `operator.closed` body; undefined when it is not of its form. */
export function parseOperatorClosed(body: CborMap): OperatorClosed | undefined {
  return readBody(body, CLOSED);
}

/** Body of an `operator.merged` statement. */
export function encodeOperatorMerged({ kept, duplicate }: OperatorMerged): CborMap {
  return new Map<string, Cbor>(Object.entries({ kept, duplicate }));
}

/** Reads an `operator.merged` body; undefined when it is not of its form or names one operator twice. */
export function parseOperatorMerged(body: CborMap): OperatorMerged | undefined {
  const merged = readBody(body, MERGED);
  return merged === undefined || equalBytes(merged.kept, merged.duplicate) ? undefined : merged;
}
