import * as v from "valibot";
import { ROLES } from "../core/operator/role.ts";
import { base64UrlField, hexField, regionField, secondsField, signedField } from "./fields.ts";

/** Longest life of a session token in seconds. */
export const SESSION_LIFE = 900;

/** A single-use challenge; the phone signs [own origin, authority id, nonce, key, expires] in context `hgz1.session`. */
export const challengeSchema = v.object({ nonce: base64UrlField(32, 32), expires: secondsField });
/** A single-use challenge. */
export type Challenge = v.InferOutput<typeof challengeSchema>;

/** Answer to a challenge: the signed message. */
export const sessionRequestSchema = v.object({ message: signedField });

/** An open session: the token goes into `Authorization: Bearer …`, stays in memory and is never stored. */
export const sessionSchema = v.object({
  token: base64UrlField(32, 32),
  expires: secondsField,
  operator: hexField(8),
  name: v.string(),
  region: regionField,
  roles: v.array(v.picklist(ROLES)),
  /** Signed grants of this key that are in force, a renewed one included. */
  grants: v.array(signedField),
});
/** An open session. */
export type Session = v.InferOutput<typeof sessionSchema>;
