import { hash, randomBytes } from "node:crypto";
import { toBase64Url, toHex } from "../../core/bytes.ts";
import { decodeCbor, isCborArray } from "../../core/cbor.ts";
import { decodeSign1 } from "../../core/key/sign1.ts";
import { GRANT_RENEWAL, isInForce } from "../../core/operator/grant.ts";
import { CHALLENGE_LIFE, NONCE_BYTES, verifySession } from "../../core/operator/proofs.ts";
import { type GrantTerms, termsAt } from "../../core/operator/rights.ts";
import type { Role } from "../../core/operator/role.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { SESSION_LIFE } from "../../wire/session.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { verifySignature } from "../es256.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { SignerRecord, Store } from "../store/port.ts";
import { grantKey } from "./activation.ts";

/** Challenges that may be open at once; the oldest is dropped beyond it. */
const MAX_CHALLENGES = 100_000;

/** Who is asking, looked up anew at each request so that an ended key is out at once. */
export type Caller = {
  readonly key: Uint8Array;
  readonly operator: Uint8Array;
  readonly roles: readonly Role[];
  /** What its grants in force give it. */
  readonly terms: readonly GrantTerms[];
};

/** A session that was opened. */
export type OpenedSession = {
  readonly token: string;
  readonly expires: number;
  readonly caller: Caller;
  readonly operator: OperatorRecord;
  /** Signed grants in force. */
  readonly grants: readonly Uint8Array[];
};

/** Why no session was opened. */
export type SessionError = "challengeUnknown" | "proofFailed" | "keyUnknown";

/** Why a request is not from anyone known. */
export type AuthenticationError = "tokenMissing" | "tokenUnknown" | "keyUnknown";

/** What sessions need. */
export type SessionDeps = { readonly store: Store; readonly home: HomeAuthority; readonly now: () => number };

function hashToken(token: string): Uint8Array {
  return new Uint8Array(hash("sha256", token, "buffer"));
}

/** Opens sessions by device key and recognises callers by their token. Challenges are held in memory only. */
export class Sessions {
  readonly #deps: SessionDeps;
  readonly #challenges = new Map<string, number>();

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /** A nonce for one answer within two minutes. */
  challenge(): { readonly nonce: Uint8Array; readonly expires: number } {
    const now = this.#deps.now();
    for (const [nonce, expires] of this.#challenges) {
      // In the order of issue, so that the first one still alive ends the search.
      if (expires >= now && this.#challenges.size < MAX_CHALLENGES) break;
      this.#challenges.delete(nonce);
    }
    const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
    const expires = now + CHALLENGE_LIFE;
    this.#challenges.set(toHex(nonce), expires);
    return { nonce, expires };
  }

  /** Opens a session for the key that answered a challenge made for this origin. */
  async open(message: Uint8Array): Promise<Result<OpenedSession, SessionError>> {
    const { store, home, now } = this.#deps;
    const claim = readClaim(message);
    if (claim === undefined) return err("proofFailed");
    const name = toHex(claim.nonce);
    const expires = this.#challenges.get(name);
    this.#challenges.delete(name);
    if (expires === undefined || expires < now()) return err("challengeUnknown");
    const expected = {
      origin: home.authority.origin,
      authority: home.authority.id,
      nonce: claim.nonce,
      key: claim.key,
      expires,
    };
    if (!(await verifySession(message, expected, verifySignature)).ok) return err("proofFailed");
    const signer = await store.signer(claim.key);
    const caller = signer === undefined ? undefined : callerOf(signer, now());
    const operator = signer === undefined ? undefined : await store.operator(signer.operator);
    if (signer === undefined || caller === undefined || operator === undefined) return err("keyUnknown");
    const renewed = await this.#renew(signer, operator);
    const token = toBase64Url(randomBytes(32));
    const until = now() + SESSION_LIFE;
    await store.openSession({ tokenHash: hashToken(token), key: claim.key, expires: until }, now());
    const inForce = signer.grants.filter(({ grant }) => isInForce(grant, now())).map(({ statement }) => statement);
    return ok({
      token,
      expires: until,
      caller,
      operator,
      grants: renewed === undefined ? inForce : [...inForce, renewed],
    });
  }

  /** Grants run on online: one that ends within 60 days is followed by a new one with the same rights. */
  async #renew(signer: SignerRecord, operator: OperatorRecord): Promise<Uint8Array | undefined> {
    const now = this.#deps.now();
    const last = signer.grants.reduce<SignerRecord["grants"][number] | undefined>(
      (latest, entry) => (latest === undefined || entry.grant.notAfter > latest.grant.notAfter ? entry : latest),
      undefined,
    );
    if (last === undefined || signer.record.ended !== undefined || last.grant.notAfter - now > GRANT_RENEWAL)
      return undefined;
    if (standingAt(operator.row.standing, now) !== "normal") return undefined;
    const { roles, region, storage, staff = false } = last.grant;
    const { operator: id, key } = signer;
    return grantKey({ operator: id, roles, scope: region, key, storage, staff }, this.#deps);
  }

  /** Who sends a request with this Authorization header. */
  async authenticate(authorization: string | undefined): Promise<Result<Caller, AuthenticationError>> {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(authorization ?? "")?.[1];
    if (token === undefined) return err("tokenMissing");
    const { store, now } = this.#deps;
    const key = await store.sessionKey(hashToken(token), now());
    if (key === undefined) return err("tokenUnknown");
    const signer = await store.signer(key);
    const caller = signer === undefined ? undefined : callerOf(signer, now());
    return caller === undefined ? err("keyUnknown") : ok(caller);
  }
}

/** The caller that a key is now; undefined once it has ended or no grant of it is in force. */
function callerOf({ key, operator, record }: SignerRecord, now: number): Caller | undefined {
  if (record.ended !== undefined && record.ended.from <= now) return undefined;
  const terms = termsAt(record, now);
  if (terms.length === 0) return undefined;
  return {
    key,
    operator,
    roles: [...new Set(terms.flatMap((entry) => entry.roles))],
    terms,
  };
}

/** Nonce and key that an answer names; what it says counts only once its signature has been checked. */
function readClaim(message: Uint8Array): { readonly nonce: Uint8Array; readonly key: Uint8Array } | undefined {
  const sign1 = decodeSign1(message);
  const payload = sign1.ok ? decodeCbor(sign1.value.payload) : sign1;
  if (!payload.ok || !isCborArray(payload.value)) return undefined;
  const [, , nonce, key] = payload.value;
  return nonce instanceof Uint8Array && key instanceof Uint8Array ? { nonce, key } : undefined;
}
