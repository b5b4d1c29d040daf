import * as v from "valibot";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { ROLES } from "../core/operator/role.ts";
import { base64UrlField, hexField, regionField, secondsField, signedField } from "./fields.ts";

/** Asks what a join link is for, by SHA-256 of its secret (hex). Consumes nothing. */
export const previewRequestSchema = v.object({ secretHash: hexField(32) });

/** What a join link is for: shown to the person before the key is made known. */
export const previewSchema = v.object({
  operator: hexField(8),
  name: v.string(),
  kind: v.picklist(OPERATOR_KINDS),
  region: regionField,
  address: v.optional(v.string()),
  role: v.picklist(ROLES),
  /** Who is to use the link, in the inviter's words. */
  person: v.optional(v.string()),
  /** True when the inviter has to compare six digits before the key is granted. */
  waits: v.boolean(),
  expires: secondsField,
});
/** What a join link is for. */
export type Preview = v.InferOutput<typeof previewSchema>;

/**
 * Consumes a join link. `message` is [origin, SHA-256(secret), key, time] signed in context `hgz1.activation` by the new key.
 * Sending it again with the same key gives the same answer, so a lost answer and waiting for the inviter need nothing else;
 * another key on a used link is refused, alarms and ends the grant.
 */
export const activationRequestSchema = v.object({
  secret: base64UrlField(16, 16),
  /** 33-byte compressed key. */
  key: base64UrlField(33, 33),
  message: signedField,
  storage: v.picklist(["nonExtractable", "wrapped"]),
});

/** Outcome of an activation: granted at once, or waiting for the inviter to compare the six digits of the key. */
export const activationSchema = v.variant("status", [
  v.object({
    status: v.literal("granted"),
    operator: hexField(8),
    grant: signedField,
    authority: hexField(8),
    /** The operator's own telephone number in full: it is printed on every certificate. Absent when there is none. */
    contact: v.optional(v.string()),
  }),
  v.object({ status: v.literal("waiting"), operator: hexField(8), authority: hexField(8) }),
]);
/** Outcome of an activation. */
export type Activation = v.InferOutput<typeof activationSchema>;
