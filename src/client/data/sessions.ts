import { toBase64Url } from "../../core/bytes.ts";
import { signSession } from "../../core/operator/proofs.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { challengeSchema, type Session, sessionSchema } from "../../wire/session.ts";
import { idBytes } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { signerOf } from "./signInTurn.ts";
import { type Call, type CallError, callEndpoint, callJson } from "./traceClient.ts";

/** Why no session opened. `keyLocked`: a PIN has to open the key first. */
export type SessionError = CallError | { readonly code: "keyLocked" };

/** Seconds before its end at which a token is no longer used: a call may take a while. */
const MARGIN = 60;

/**
 * A session of an identity that still runs, opened now if need be: the endpoint's challenge, signed for this origin
 * and no other, gives a token of minutes that is kept in memory only.
 */
export async function openSession(phone: Phone, identity: IdentityRecord): Promise<Result<Session, SessionError>> {
  const known = phone.sessions.get(identity.kid);
  if (known !== undefined && known.expires - MARGIN > (await timeNow(phone))) return ok(known);
  const session = await answerChallenge(phone, identity);
  if (session.ok) phone.sessions.set(identity.kid, session.value);
  return session;
}

async function answerChallenge(phone: Phone, identity: IdentityRecord): Promise<Result<Session, SessionError>> {
  const signer = signerOf(phone, identity);
  if (signer === undefined) return err({ code: "keyLocked" });
  const offered = await callJson(phone, { path: PATH.challenge, body: {} });
  if (!offered.ok) return offered;
  const challenge = parseAnswer(challengeSchema, offered.value);
  const nonce = challenge.ok ? base64UrlBytes(challenge.value.nonce) : challenge;
  if (!challenge.ok || !nonce.ok) return err({ code: "notOurServer" });
  const claim = {
    origin: phone.origin,
    authority: idBytes(identity.authority),
    nonce: nonce.value,
    expires: challenge.value.expires,
  };
  const message = toBase64Url(await signSession(claim, signer));
  const answered = await callJson(phone, { path: PATH.session, body: { message } });
  if (!answered.ok) return answered;
  const session = parseAnswer(sessionSchema, answered.value);
  return session.ok ? session : err({ code: "notOurServer" });
}

/** Calls the endpoint as an identity and reads its JSON. */
export function callAs(
  phone: Phone,
  identity: IdentityRecord,
  call: Omit<Call, "token">,
): Promise<Result<unknown, SessionError>> {
  return inSession(phone, identity, (token) => callJson(phone, { ...call, token }));
}

/** Calls the endpoint as an identity for bytes. */
export function fetchAs(
  phone: Phone,
  identity: IdentityRecord,
  call: Omit<Call, "token">,
): Promise<Result<Uint8Array, SessionError>> {
  return inSession(phone, identity, (token) => callEndpoint(phone, { ...call, token }));
}

/** Calls within a session; a token that the endpoint has forgotten is replaced once. */
async function inSession<T>(
  phone: Phone,
  identity: IdentityRecord,
  call: (token: string) => Promise<Result<T, CallError>>,
): Promise<Result<T, SessionError>> {
  for (let tries = 0; ; tries++) {
    const session = await openSession(phone, identity);
    if (!session.ok) return session;
    const answered = await call(session.value.token);
    const forgotten = !answered.ok && answered.error.code === "refused" && answered.error.problem === "tokenUnknown";
    if (!forgotten || tries > 0) return answered;
    phone.sessions.delete(identity.kid);
  }
}
