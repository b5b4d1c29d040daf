import { createHash } from "node:crypto";
import { ES256 } from "../../src/core/key/publicKey.ts";
import type { Signer } from "../../src/core/key/sign1.ts";
import { ORDER, publicKeyOf, signDeterministically, toNumber } from "./p256.ts";

/** A published key pair: whoever reads this can sign with it, so nothing real may ever trust it. */
export type TestKey = Signer & { readonly name: string; readonly secret: bigint };

const made = new Map<string, TestKey>();

/**
 * The test key of a name. Its private scalar is SHA-256("liangzheng test key " ‖ name) mod (n − 1) + 1 and it signs by
 * RFC 6979, so that everything made with it is the same on every machine.
 */
export function testKey(name: string): TestKey {
  const kept = made.get(name);
  if (kept !== undefined) return kept;
  const seed = createHash("sha256").update(`liangzheng test key ${name}`).digest();
  const secret = (toNumber(seed) % (ORDER - 1n)) + 1n;
  const sign = (message: Uint8Array) => Promise.resolve(signDeterministically(secret, message));
  const key: TestKey = { name, secret, key: publicKeyOf(secret), alg: ES256, sign };
  made.set(name, key);
  return key;
}
