import { equalBytes } from "../bytes.ts";
import { type Cbor, isCborArray } from "../cbor.ts";
import { openMessage, signMessage } from "../key/message.ts";
import { CONTEXT, type Signer, type VerifySignature } from "../key/sign1.ts";
import { err, ok, type Result } from "../result.ts";
import { sha256 } from "../sha256.ts";

/** Longest life of a session challenge in seconds. */
export const CHALLENGE_LIFE = 120;
/** Random bytes of a challenge. */
export const NONCE_BYTES = 32;
/** How far the time in an activation may be off, either way: phones whose clock is days wrong must still join. */
export const ACTIVATION_CLOCK_TOLERANCE = 7 * 86_400;

/** What a phone signs to prove that it holds the key it wants granted. */
export type ActivationClaim = {
  readonly origin: string;
  readonly secret: Uint8Array;
  readonly key: Uint8Array;
  readonly time: number;
};
/** What a phone signs to open a session. */
export type SessionClaim = {
  /** The origin that the phone itself is on: an answer relayed to another origin is refused there. */
  readonly origin: string;
  readonly authority: Uint8Array;
  readonly nonce: Uint8Array;
  readonly key: Uint8Array;
  readonly expires: number;
};

/** Why a proof of possession was refused. */
export type ProofError = "malformed" | "badSignature" | "otherClaim";

function activationPayload(claim: ActivationClaim): readonly Cbor[] {
  return [claim.origin, sha256(claim.secret), claim.key, claim.time];
}

/** Signs [origin, SHA-256(secret), key, time] in the activation context. */
export function signActivation(claim: Omit<ActivationClaim, "key">, signer: Signer): Promise<Uint8Array> {
  return signMessage(CONTEXT.activation, activationPayload({ ...claim, key: signer.key }), signer);
}

/** Signs [own origin, authority id, nonce, key, expires] in the session context. */
export function signSession(claim: Omit<SessionClaim, "key">, signer: Signer): Promise<Uint8Array> {
  return signMessage(CONTEXT.session, [claim.origin, claim.authority, claim.nonce, signer.key, claim.expires], signer);
}

/** Checks that `key` proves its possession for exactly this origin and secret; gives the time that the phone named. */
export async function verifyActivation(
  message: Uint8Array,
  expected: Omit<ActivationClaim, "time">,
  verify: VerifySignature,
): Promise<Result<{ readonly time: number }, ProofError>> {
  const opened = await openMessage(CONTEXT.activation, message, expected.key, verify);
  if (!opened.ok) return opened;
  const time = isCborArray(opened.value) && opened.value.length === 4 ? opened.value[3] : undefined;
  if (typeof time !== "number") return err("malformed");
  return sameClaim(opened.value, activationPayload({ ...expected, time })) ? ok({ time }) : err("otherClaim");
}

/** Checks that the answer to a challenge was made by the key, for this origin, authority and nonce. */
export async function verifySession(
  message: Uint8Array,
  expected: SessionClaim,
  verify: VerifySignature,
): Promise<Result<true, ProofError>> {
  const opened = await openMessage(CONTEXT.session, message, expected.key, verify);
  if (!opened.ok) return opened;
  const claim: readonly Cbor[] = [expected.origin, expected.authority, expected.nonce, expected.key, expected.expires];
  return sameClaim(opened.value, claim) ? ok(true) : err("otherClaim");
}

function sameClaim(value: Cbor, expected: readonly Cbor[]): boolean {
  if (!isCborArray(value) || value.length !== expected.length) return false;
  return value.every((entry, index) => {
    const wanted = expected[index];
    return entry instanceof Uint8Array && wanted instanceof Uint8Array ? equalBytes(entry, wanted) : entry === wanted;
  });
}
