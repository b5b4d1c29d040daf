import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "./bytes.ts";

/**
 * SHA-256 (FIPS 180-4) over the parts one after another: 32 bytes.
 * Synchronous, unlike WebCrypto's, so that ids and tree hashes are plain functions on every platform.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  return nobleSha256(parts.length === 1 && only !== undefined ? only : concatBytes(...parts));
}
