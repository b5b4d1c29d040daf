import { _SHA256 as Sha256 } from "@noble/hashes/sha2.js";

/**
 * SHA-256 (FIPS 180-4) over the parts one after another: 32 bytes.
 * Synchronous, unlike WebCrypto's, so that ids and tree hashes are plain functions on every platform.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  // The class and not the library's function, whose wrapper calls Object.hasOwn (Chrome 93) while it loads.
  const hash = new Sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}
