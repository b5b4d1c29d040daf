import { concatBytes } from "../bytes.ts";
import { decodeCbor, encodeCbor, isCborArray, isCborMap } from "../cbor.ts";
import { err, ok, type Result } from "../result.ts";
import { KEY_ID_BYTES, keyId } from "./publicKey.ts";

/**
 * What a device key may sign. Each context starts the external_aad of its Sig_structure, so that a
 * signature made for one can never be offered as another.
 */
export const CONTEXT = {
  statement: "hgz1.statement",
  session: "hgz1.session",
  activation: "hgz1.activation",
  directory: "hgz1.directory",
  authorities: "hgz1.authorities",
  log: "hgz1.log",
} as const;
/** One of the six contexts. */
export type Context = (typeof CONTEXT)[keyof typeof CONTEXT];

/** COSE header labels used here (RFC 9052 §3.1). */
export const HEADER = { alg: 1, kid: 4 } as const;
/** Length of a raw r‖s signature. */
export const SIGNATURE_BYTES = 64;

/** CBOR tag 18, COSE_Sign1 (RFC 9052 §2). */
const SIGN1_TAG = 0xd2;

/** A well-formed COSE_Sign1 whose signature has not been checked. All arrays are as received. */
export type Sign1 = {
  readonly bytes: Uint8Array;
  readonly alg: number;
  /** 8 bytes; a look-up hint only. */
  readonly kid: Uint8Array;
  readonly protectedHeader: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
};

/** Checks a raw 64-byte signature over `message` with a compressed key. False for every bad input, never a throw. */
export type VerifySignature = (key: Uint8Array, signature: Uint8Array, message: Uint8Array) => Promise<boolean>;

/** A private key that stays where it is, with its public half. */
export type Signer = {
  readonly key: Uint8Array;
  readonly alg: number;
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
};

/** The protected header that this product writes: exactly alg and kid. */
export function encodeProtected(alg: number, key: Uint8Array): Uint8Array {
  return encodeCbor(
    new Map<number, number | Uint8Array>([
      [HEADER.alg, alg],
      [HEADER.kid, keyId(key)],
    ]),
  );
}

/**
 * The bytes that a signature covers (Sig_structure, RFC 9052 §4.4) with external_aad = << [context, key] >>.
 * @param protectedHeader as received, never re-encoded
 * @param key the signer's 33-byte compressed key: nobody can claim another's bytes under the same id
 */
export function sigStructure(
  context: Context,
  protectedHeader: Uint8Array,
  key: Uint8Array,
  payload: Uint8Array,
): Uint8Array {
  return encodeCbor(["Signature1", protectedHeader, encodeCbor([context, key]), payload]);
}

/** Puts header, payload and signature together as a tagged COSE_Sign1. */
export function assembleSign1(protectedHeader: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(SIGN1_TAG), encodeCbor([protectedHeader, new Map(), payload, signature]));
}

function decodeProtected(bytes: Uint8Array): Result<{ readonly alg: number; readonly kid: Uint8Array }, "malformed"> {
  const header = decodeCbor(bytes);
  if (!header.ok || !isCborMap(header.value) || header.value.size !== 2) return err("malformed");
  const alg = header.value.get(HEADER.alg);
  const kid = header.value.get(HEADER.kid);
  if (typeof alg !== "number" || !(kid instanceof Uint8Array) || kid.length !== KEY_ID_BYTES) return err("malformed");
  return ok({ alg, kid });
}

/**
 * Takes a tagged COSE_Sign1 apart. `malformed` unless it is deterministic, has exactly alg and an 8-byte kid
 * protected, nothing unprotected, an attached payload and a 64-byte signature.
 */
export function decodeSign1(bytes: Uint8Array): Result<Sign1, "malformed"> {
  if (bytes[0] !== SIGN1_TAG) return err("malformed");
  const decoded = decodeCbor(bytes.subarray(1));
  if (!decoded.ok || !isCborArray(decoded.value) || decoded.value.length !== 4) return err("malformed");
  const [protectedHeader, unprotected, payload, signature] = decoded.value;
  if (!(protectedHeader instanceof Uint8Array) || !(payload instanceof Uint8Array)) return err("malformed");
  if (!isCborMap(unprotected) || unprotected.size !== 0) return err("malformed");
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return err("malformed");
  const header = decodeProtected(protectedHeader);
  if (!header.ok) return header;
  return ok({ bytes, ...header.value, protectedHeader, payload, signature });
}
