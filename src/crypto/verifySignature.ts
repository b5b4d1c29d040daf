import { toHex } from "../core/bytes.ts";
import { decompressPoint } from "../core/key/publicKey.ts";
import { SIGNATURE_BYTES, type VerifySignature } from "../core/key/sign1.ts";
import { ownBytes } from "./ownBytes.ts";

/** Imported keys kept: importing one costs more than checking a signature with it. */
const KEPT_KEYS = 256;
const imported = new Map<string, Promise<CryptoKey | undefined>>();

async function importKey(key: Uint8Array): Promise<CryptoKey | undefined> {
  // Not every browser takes the compressed form, and none checks it as strictly as this.
  const point = decompressPoint(key);
  if (!point.ok) return undefined;
  try {
    return await crypto.subtle.importKey("raw", ownBytes(point.value), { name: "ECDSA", namedCurve: "P-256" }, false, [
      "verify",
    ]);
  } catch {
    return undefined;
  }
}

/** The key from the cache, least recently used first out. */
function keptKey(key: Uint8Array): Promise<CryptoKey | undefined> {
  const name = toHex(key);
  const kept = imported.get(name) ?? importKey(key);
  imported.delete(name);
  imported.set(name, kept);
  const [oldest] = imported.keys();
  if (imported.size > KEPT_KEYS && oldest !== undefined) imported.delete(oldest);
  return kept;
}

/** Checks an ES256 signature (RFC 9053 §2.1, raw r‖s) under a compressed P-256 key. False for every bad input, never a throw. */
export const verifySignature: VerifySignature = async (key, signature, message) => {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const publicKey = await keptKey(key);
  if (publicKey === undefined) return false;
  try {
    return await crypto.subtle.verify(
      { name: "ECDSA", hash: "SHA-256" },
      publicKey,
      ownBytes(signature),
      ownBytes(message),
    );
  } catch {
    return false;
  }
};
