import { createHash, createHmac } from "node:crypto";

/** P-256 in plain BigInt arithmetic (FIPS 186-4 D.1.2.3): slow, not constant time, for published test keys only. */
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
/** Order of the group. */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const GENERATOR: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

/** An affine point; undefined is the point at infinity. */
type Point = { readonly x: bigint; readonly y: bigint };
/** Jacobian coordinates: x = X/Z², y = Y/Z³; Z = 0 is infinity. */
type Jacobian = readonly [bigint, bigint, bigint];
const INFINITY: Jacobian = [1n, 1n, 0n];

function modulo(value: bigint, modulus = P): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function power(base: bigint, exponent: bigint, modulus = P): bigint {
  let result = 1n;
  let square = modulo(base, modulus);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Inverse modulo a prime (Fermat). */
function invert(value: bigint, modulus = P): bigint {
  return power(value, modulus - 2n, modulus);
}

function double([x, y, z]: Jacobian): Jacobian {
  if (z === 0n) return INFINITY;
  const delta = modulo(z * z);
  const gamma = modulo(y * y);
  const beta = modulo(x * gamma);
  const alpha = modulo(3n * (x - delta) * (x + delta));
  const nextX = modulo(alpha * alpha - 8n * beta);
  return [nextX, modulo(alpha * (4n * beta - nextX) - 8n * gamma * gamma), modulo((y + z) * (y + z) - gamma - delta)];
}

function add(left: Jacobian, right: Jacobian): Jacobian {
  if (left[2] === 0n) return right;
  if (right[2] === 0n) return left;
  const leftZ = modulo(left[2] * left[2]);
  const rightZ = modulo(right[2] * right[2]);
  const u1 = modulo(left[0] * rightZ);
  const u2 = modulo(right[0] * leftZ);
  const s1 = modulo(left[1] * right[2] * rightZ);
  const s2 = modulo(right[1] * left[2] * leftZ);
  if (u1 === u2) return s1 === s2 ? double(left) : INFINITY;
  const h = modulo(u2 - u1);
  const r = modulo(s2 - s1);
  const cube = modulo(h * h * h);
  const v = modulo(u1 * h * h);
  const x = modulo(r * r - cube - 2n * v);
  return [x, modulo(r * (v - x) - s1 * cube), modulo(left[2] * right[2] * h)];
}

function multiply(point: Point, scalar: bigint): Jacobian {
  let sum = INFINITY;
  let addend: Jacobian = [point.x, point.y, 1n];
  for (let rest = modulo(scalar, ORDER); rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(sum, addend);
    addend = double(addend);
  }
  return sum;
}

function affine([x, y, z]: Jacobian): Point {
  if (z === 0n) throw new RangeError("the point at infinity has no coordinates");
  const inverse = invert(z);
  const square = modulo(inverse * inverse);
  return { x: modulo(x * square), y: modulo(y * square * inverse) };
}

function compressed({ x, y }: Point): Uint8Array {
  return Uint8Array.of((y & 1n) === 1n ? 3 : 2, ...toBytes(x));
}

/** 32 bytes, big-endian. */
export function toBytes(value: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, "0"), "hex"));
}

/** A number from big-endian bytes. */
export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

/** 33-byte compressed public key of a private scalar. */
export function publicKeyOf(secret: bigint): Uint8Array {
  return compressed(affine(multiply(GENERATOR, secret)));
}

function digest(message: Uint8Array): Uint8Array {
  return createHash("sha256").update(message).digest();
}

function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** The nonces of RFC 6979 §3.2 for SHA-256, one after another. */
function* nonces(secret: bigint, hash: Uint8Array): Generator<bigint, never> {
  const seed = [toBytes(secret), toBytes(modulo(toNumber(hash), ORDER))];
  let key: Uint8Array = new Uint8Array(32);
  let value: Uint8Array = new Uint8Array(32).fill(1);
  for (const step of [0, 1]) {
    key = hmac(key, value, Uint8Array.of(step), ...seed);
    value = hmac(key, value);
  }
  for (;;) {
    value = hmac(key, value);
    const nonce = toNumber(value);
    if (nonce > 0n && nonce < ORDER) yield nonce;
    key = hmac(key, value, Uint8Array.of(0));
    value = hmac(key, value);
  }
}

/** ECDSA with SHA-256 and the nonce of RFC 6979: the same 64 bytes r‖s each time. */
export function signDeterministically(secret: bigint, message: Uint8Array): Uint8Array {
  const hash = digest(message);
  for (const nonce of nonces(secret, hash)) {
    const r = modulo(affine(multiply(GENERATOR, nonce)).x, ORDER);
    const s = modulo(invert(nonce, ORDER) * (toNumber(hash) + r * secret), ORDER);
    if (r !== 0n && s !== 0n) return Uint8Array.from([...toBytes(r), ...toBytes(s)]);
  }
  throw new Error("the nonces do not end");
}

/** The same signature with s replaced by n − s, which every ECDSA verifier accepts too. */
export function withOtherS(signature: Uint8Array): Uint8Array {
  return Uint8Array.from([...signature.subarray(0, 32), ...toBytes(ORDER - toNumber(signature.subarray(32)))]);
}

/**
 * The two keys under which a signature over a message holds (SEC 1 §4.1.6): Q = r⁻¹(sR − eG) for R and −R.
 * One of them is the signer's; nobody knows the private half of the other.
 */
export function recoverKeys(signature: Uint8Array, message: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const r = toNumber(signature.subarray(0, 32));
  const s = toNumber(signature.subarray(32));
  const y = power(r * r * r - 3n * r + B, (P + 1n) / 4n);
  const inverse = invert(r, ORDER);
  const base = multiply(GENERATOR, modulo(-toNumber(digest(message)) * inverse, ORDER));
  const keyFor = (point: Point) => compressed(affine(add(multiply(point, modulo(s * inverse, ORDER)), base)));
  return [keyFor({ x: r, y }), keyFor({ x: r, y: P - y })];
}
