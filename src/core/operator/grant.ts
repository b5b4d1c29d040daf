import type { Cbor, CborMap } from "../cbor.ts";
import { ALGORITHMS, decompressPoint, KEY_BYTES } from "../key/publicKey.ts";
import { err, ok, type Result } from "../result.ts";
import { bytes, hasUintKeys, hasUnknownCriticalKey, text, uint } from "../statement/fields.ts";
import { REFERENCE_BYTES } from "../statement/statement.ts";
import { regionField } from "./region.ts";
import { type Role, roleBits, rolesOf, WRAPPED_KEY_ROLES } from "./role.ts";

const FIELD = {
  operator: 1,
  name: 2,
  key: 3,
  alg: 4,
  roles: 5,
  region: 6,
  notBefore: 7,
  notAfter: 8,
  storage: 9,
  // From 64 on readers may pass over a field: an older one gives such a key no more than the kinds that it signs.
  staff: 64,
} as const;
const KNOWN_KEYS: readonly number[] = Object.values(FIELD);

/** How the private key is kept: by the browser and never readable, or extractable and wrapped by a PIN-derived key. */
export const STORAGE = { nonExtractable: 0, wrapped: 1 } as const;

/** One day in seconds. */
export const DAY = 86_400;
/** A grant starts so long before it is made, for phones whose clock is slow. */
export const GRANT_BACKDATING = 4 * DAY;
/** Longest life of a grant; it is renewed online from {@link GRANT_RENEWAL} before its end. */
export const GRANT_LIFE = 400 * DAY;
/** Longest life of a grant for a wrapped key. */
export const WRAPPED_GRANT_LIFE = 90 * DAY;
/** How long before its end a grant is renewed. */
export const GRANT_RENEWAL = 60 * DAY;

/** What an authority says about a key: whose it is, what it may be used for, where and from when to when. */
export type Grant = {
  /** Operator id, 8 bytes. */
  readonly operator: Uint8Array;
  readonly name: string;
  /** 33-byte compressed key. */
  readonly key: Uint8Array;
  readonly alg: number;
  readonly roles: readonly Role[];
  /** Scope: the operator's own place, or what an officer or station covers. */
  readonly region: string;
  /** Unix seconds, included. */
  readonly notBefore: number;
  /** Unix seconds, included. */
  readonly notAfter: number;
  /** A number of {@link STORAGE}. */
  readonly storage: number;
  /** Another key of the operator invited this one: it works for the operator, and neither invites nor ends keys. */
  readonly staff?: true;
};

/** Body of a `grant` statement. */
export function encodeGrant(grant: Grant): CborMap {
  return new Map<number, Cbor>([
    [FIELD.operator, grant.operator],
    [FIELD.name, grant.name],
    [FIELD.key, grant.key],
    [FIELD.alg, grant.alg],
    [FIELD.roles, roleBits(grant.roles)],
    [FIELD.region, Number(grant.region)],
    [FIELD.notBefore, grant.notBefore],
    [FIELD.notAfter, grant.notAfter],
    [FIELD.storage, grant.storage],
    ...(grant.staff === true ? ([[FIELD.staff, 1]] as const) : []),
  ]);
}

/** Why a grant has no effect. */
export type GrantError = "malformed" | "newerFormat" | "badKey" | "tooLong" | "roleNotForWrappedKey";

function readFields(body: CborMap): Grant | undefined {
  const time = uint(0, Number.MAX_SAFE_INTEGER);
  const operator = bytes(REFERENCE_BYTES)(body.get(FIELD.operator));
  const name = text(1, 60)(body.get(FIELD.name));
  const key = bytes(KEY_BYTES)(body.get(FIELD.key));
  const alg = body.get(FIELD.alg);
  const roles = uint(1, 0xffff)(body.get(FIELD.roles));
  const region = regionField(body.get(FIELD.region));
  const notBefore = time(body.get(FIELD.notBefore));
  const notAfter = time(body.get(FIELD.notAfter));
  const storage = uint(0, 255)(body.get(FIELD.storage));
  if (operator === undefined || name === undefined || key === undefined || typeof alg !== "number") return undefined;
  if (roles === undefined || notBefore === undefined || notAfter === undefined || storage === undefined)
    return undefined;
  if (region === undefined || notAfter < notBefore) return undefined;
  const grant = { operator, name, key, alg, roles: rolesOf(roles), region, notBefore, notAfter, storage };
  return body.get(FIELD.staff) === 1 ? { ...grant, staff: true } : grant;
}

/**
 * Reads a grant body and checks the limits that hold for every grant: a key on the curve, at most 400 days, at most
 * 90 days and only producer and purchaser roles for a wrapped key.
 */
export function parseGrant(body: CborMap): Result<Grant, GrantError> {
  if (!hasUintKeys(body)) return err("malformed");
  if (hasUnknownCriticalKey(body, KNOWN_KEYS)) return err("newerFormat");
  // Before the fields: the key of another algorithm has another form.
  const alg = body.get(FIELD.alg);
  if (typeof alg === "number" && !ALGORITHMS.has(alg)) return err("newerFormat");
  const grant = readFields(body);
  if (grant === undefined) return err("malformed");
  if (grant.storage > STORAGE.wrapped) return err("newerFormat");
  if (!decompressPoint(grant.key).ok) return err("badKey");
  const wrapped = grant.storage === STORAGE.wrapped;
  // notBefore lies back for slow clocks; the life counts from when the grant was made.
  if (grant.notAfter - grant.notBefore > (wrapped ? WRAPPED_GRANT_LIFE : GRANT_LIFE) + GRANT_BACKDATING)
    return err("tooLong");
  if (wrapped && grant.roles.some((role) => !WRAPPED_KEY_ROLES.includes(role))) return err("roleNotForWrappedKey");
  return ok(grant);
}

/** True when the grant is in force at `time` (Unix seconds). */
export function isInForce(grant: Pick<Grant, "notBefore" | "notAfter">, time: number): boolean {
  return grant.notBefore <= time && time <= grant.notAfter;
}
