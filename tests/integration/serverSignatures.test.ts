import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { verifySignature as verifyByWebCrypto } from "../../src/crypto/verifySignature.ts";
import { verifySignature } from "../../src/server/es256.ts";
import { newPen } from "../contract/storeWorld.ts";

/** Order of P-256 (FIPS 186-4 D.1.2.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function half(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, "0"), "hex"));
}

test("low and high s hold, whatever zeros a signature begins with, and WebCrypto agrees", async () => {
  const pen = newPen();
  let short = 0;
  for (let round = 0; round < 1500; round++) {
    const message = new Uint8Array(randomBytes(round % 200));
    const signature = await pen.sign(message);
    const [r, s] = [signature.slice(0, 32), signature.slice(32)];
    if (r[0] === 0 || s[0] === 0) short++;
    const other = Uint8Array.from([...r, ...half(ORDER - toNumber(s))]);
    expect(await verifySignature(pen.key, signature, message)).toBe(true);
    expect(await verifySignature(pen.key, other, message)).toBe(true);
    if (round % 100 === 0) expect(await verifyByWebCrypto(pen.key, other, message)).toBe(true);
  }
  expect(short).toBeGreaterThan(0);
});

test("r or s of 0 or n, another message, another key and a key off the curve do not hold (F18)", async () => {
  const pen = newPen();
  const message = Uint8Array.of(1, 2, 3);
  const signature = await pen.sign(message);
  const [r, s] = [signature.slice(0, 32), signature.slice(32)];
  const altered = [
    [...half(0n), ...s],
    [...r, ...half(0n)],
    [...half(ORDER), ...s],
    [...r, ...half(ORDER)],
    [...half(0n), ...half(0n)],
    [...s, ...r],
  ];
  for (const bytes of altered) expect(await verifySignature(pen.key, Uint8Array.from(bytes), message)).toBe(false);
  expect(await verifySignature(pen.key, signature, Uint8Array.of(1, 2, 4))).toBe(false);
  expect(await verifySignature(newPen().key, signature, message)).toBe(false);
  expect(await verifySignature(new Uint8Array(33).fill(2), signature, message)).toBe(false);
  expect(await verifySignature(Uint8Array.from([2, ...half(5n)]), signature, message)).toBe(false);
});
