import { err, ok, type Result } from "../result.ts";
import { sha256 } from "../sha256.ts";

/** COSE algorithm number of ECDSA on P-256 with SHA-256 (RFC 9053 §2.1, fixed here to one curve). */
export const ES256 = -7;

/** What a COSE algorithm number fixes; lengths in bytes. */
export type Algorithm = {
  readonly name: string;
  readonly curve: string;
  readonly hash: string;
  readonly keyBytes: number;
  readonly signatureBytes: number;
};

/** Everything that depends on a COSE algorithm number; the only place that knows which ones are accepted. */
export const ALGORITHMS: ReadonlyMap<number, Algorithm> = new Map([
  [ES256, { name: "ES256", curve: "P-256", hash: "SHA-256", keyBytes: 33, signatureBytes: 64 }],
]);

/** Length of a compressed P-256 key (SEC 1 §2.3.3). */
export const KEY_BYTES = 33;
/** Length of a kid. */
export const KEY_ID_BYTES = 8;

/** Domain parameters of P-256 (FIPS 186-4 D.1.2.3, a = −3). */
const PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

function writeBigInt(value: bigint, target: Uint8Array): void {
  let rest = value;
  for (let index = target.length - 1; index >= 0; index--) {
    target[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}

/** base^exponent mod PRIME by repeated squaring. Inputs are public, so timing does not matter. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

/** y² = x³ − 3x + b. */
function curveRight(x: bigint): bigint {
  return (((x * x) % PRIME) * x + (PRIME - 3n) * x + B) % PRIME;
}

/**
 * Uncompressed form (65 bytes, 0x04 ‖ x ‖ y) of a compressed P-256 key (SEC 1 §2.3.4).
 * `badKey` when the length or prefix is wrong, x is not a field element or no point has that x.
 */
export function decompressPoint(key: Uint8Array): Result<Uint8Array, "badKey"> {
  const prefix = key[0];
  if (key.length !== KEY_BYTES || (prefix !== 2 && prefix !== 3)) return err("badKey");
  const x = toBigInt(key.subarray(1));
  if (x >= PRIME) return err("badKey");
  const right = curveRight(x);
  // PRIME ≡ 3 (mod 4), so this power is a square root if there is one.
  const root = power(right, (PRIME + 1n) / 4n);
  if ((root * root) % PRIME !== right) return err("badKey");
  const odd = prefix === 3;
  const y = ((root & 1n) === 1n) === odd ? root : PRIME - root;
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(key.subarray(1), 1);
  writeBigInt(y, point.subarray(33));
  return ok(point);
}

/**
 * Compressed form (33 bytes) of an uncompressed P-256 point, as WebCrypto exports it.
 * `badKey` when it is not 65 bytes, not uncompressed or not on the curve.
 */
export function compressPoint(point: Uint8Array): Result<Uint8Array, "badKey"> {
  if (point.length !== 65 || point[0] !== 4) return err("badKey");
  const x = toBigInt(point.subarray(1, 33));
  const y = toBigInt(point.subarray(33));
  if (x >= PRIME || y >= PRIME || (y * y) % PRIME !== curveRight(x)) return err("badKey");
  const key = new Uint8Array(KEY_BYTES);
  key[0] = (y & 1n) === 1n ? 3 : 2;
  key.set(point.subarray(1, 33), 1);
  return ok(key);
}

/** kid: the first 8 bytes of SHA-256 over the compressed key. A look-up hint only, never an identity. */
export function keyId(key: Uint8Array): Uint8Array {
  return sha256(key).slice(0, KEY_ID_BYTES);
}

/**
 * True when r and s of a raw 64-byte signature are both in [1, n − 1] (FIPS 186-4 §6.4.2).
 * High and low s both pass: WebCrypto makes either.
 */
export function isSignatureInRange(signature: Uint8Array): boolean {
  const r = toBigInt(signature.subarray(0, 32));
  const s = toBigInt(signature.subarray(32));
  return r > 0n && r < ORDER && s > 0n && s < ORDER;
}

/** Fingerprint of a key: its SHA-256, 32 bytes. What people compare and a join link carries (shortened). */
export function keyFingerprint(key: Uint8Array): Uint8Array {
  return sha256(key);
}

/**
 * The six digits that two screens show so that people can compare a key, 000000–999999:
 * the first 4 bytes of SHA-256("hgz1.compare" ‖ key) modulo 10^6.
 */
export function comparisonCode(key: Uint8Array): string {
  const digest = sha256(COMPARE_PREFIX, key);
  return String(new DataView(digest.buffer, digest.byteOffset).getUint32(0) % 1_000_000).padStart(6, "0");
}

const COMPARE_PREFIX = Uint8Array.of(...Array.from("hgz1.compare", (character) => character.charCodeAt(0)));
