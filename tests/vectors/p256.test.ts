import { expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { publicKeyOf, recoverKeys, signDeterministically, withOtherS } from "../support/p256.ts";

/** RFC 6979 A.2.5, P-256 with SHA-256, message "sample". */
const SECRET = 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n;
const SAMPLE = new TextEncoder().encode("sample");
const SIGNATURE =
  "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" +
  "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

test("the signature of RFC 6979 A.2.5 comes out", () => {
  expect(toHex(publicKeyOf(SECRET))).toBe("0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
  expect(toHex(signDeterministically(SECRET, SAMPLE))).toBe(SIGNATURE);
});

test("WebCrypto accepts the signature with either s", async () => {
  const signature = signDeterministically(SECRET, SAMPLE);
  expect(await verifySignature(publicKeyOf(SECRET), signature, SAMPLE)).toBe(true);
  expect(await verifySignature(publicKeyOf(SECRET), withOtherS(signature), SAMPLE)).toBe(true);
});

test("a signature holds under the signer's key and under one other, which it gives away", async () => {
  const signature = signDeterministically(SECRET, SAMPLE);
  const keys = recoverKeys(signature, SAMPLE);
  expect(keys.map(toHex)).toContain(toHex(publicKeyOf(SECRET)));
  expect(toHex(keys[0])).not.toBe(toHex(keys[1]));
  for (const key of keys) expect(await verifySignature(key, signature, SAMPLE)).toBe(true);
});
