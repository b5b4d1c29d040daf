import * as v from "valibot";
import { encodeByteStringSequence } from "../core/cbor.ts";
import { BATCH_LIMIT } from "../core/sync/outbox.ts";
import { hexField } from "./fields.ts";

/**
 * Why one item of a batch is not in the log, and whether sending it again can succeed. `unknownKey`: no grant names the
 * key yet; `overLimit`: too many of this key's statements wait for what they refer to.
 */
export const REJECTION_RETRYABLE = {
  malformed: false,
  badSignature: false,
  unknownKey: true,
  overLimit: true,
} as const;
/** One of the reasons. */
export type RejectionCode = keyof typeof REJECTION_RETRYABLE;

/** Why an accepted statement has no effect, now; a later statement can change it. */
export const NO_EFFECT_CODES = [
  "unknownKind",
  "newerFormat",
  "malformedBody",
  "wrongRole",
  "notGranted",
  "keyEnded",
  "suspended",
  "operatorClosed",
  "outOfScope",
  "notOwner",
  "waitsForReference",
  "keyClaimedTwice",
] as const;
/** One of {@link NO_EFFECT_CODES}. */
export type NoEffectCode = (typeof NO_EFFECT_CODES)[number];

/** What became of one item of a batch, in the order in which the items were sent. */
export const itemResultSchema = v.object({
  /** `accepted`: now in the log; `duplicate`: it was there, and this copy's signature holds too; `rejected`: not taken. */
  status: v.picklist(["accepted", "duplicate", "rejected"]),
  /** SHA-256 of the item's bytes as received. */
  hash: hexField(32),
  /** Statement id; absent when rejected. */
  id: v.optional(hexField(32)),
  /** Certificate number, for a certificate. */
  number: v.optional(v.string()),
  /** Reason of a rejection, or of an accepted statement that has no effect. */
  code: v.optional(v.picklist(["malformed", "badSignature", "unknownKey", "overLimit", ...NO_EFFECT_CODES])),
  retryable: v.optional(v.boolean()),
});
/** What became of one item. */
export type ItemResult = v.InferOutput<typeof itemResultSchema>;

/** Answer to a batch. */
export const batchAnswerSchema = v.object({ results: v.array(itemResultSchema) });
/** Answer to a batch. */
export type BatchAnswer = v.InferOutput<typeof batchAnswerSchema>;

/**
 * Body of an upload: a CBOR sequence of byte strings, each wrapping one statement, so that one ill-formed item cannot
 * hide the rest.
 * @throws RangeError over core's `BATCH_LIMIT`: the caller divides before
 */
export function encodeBatch(statements: readonly Uint8Array[]): Uint8Array {
  const body = encodeByteStringSequence(statements);
  if (statements.length > BATCH_LIMIT.statements || body.length > BATCH_LIMIT.bytes)
    throw new RangeError("batch over its limit");
  return body;
}
