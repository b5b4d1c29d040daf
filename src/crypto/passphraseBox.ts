import { err, ok, type Result } from "../core/result.ts";
import { ownBytes } from "./ownBytes.ts";
import { randomBytes } from "./randomBytes.ts";

/** PBKDF2 iterations of new boxes; OWASP's figure of 2023 for SHA-256, and the least that is accepted. */
export const MIN_ITERATIONS = 600_000;
/** Most iterations that are tried, so that a made-up file cannot keep a phone busy for hours. */
export const MAX_ITERATIONS = 10_000_000;
/** Random bytes of the salt. */
const SALT_BYTES = 16;
/** Bytes of the AES-GCM nonce (NIST SP 800-38D §8.2). */
const NONCE_BYTES = 12;

/** Bytes sealed by a passphrase: PBKDF2-SHA-256 (RFC 8018 §5.2) and AES-256-GCM. */
export type PassphraseBox = {
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
};

async function boxKey(passphrase: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  // The same words typed with another input method are the same passphrase.
  const bytes = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const pbkdf2 = { name: "PBKDF2", hash: "SHA-256", salt: ownBytes(salt), iterations };
  return crypto.subtle.deriveKey(pbkdf2, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/**
 * Seals bytes under a passphrase or PIN with fresh salt and nonce.
 * @param purpose authenticated with it: a box made for one purpose does not open for another
 */
export async function sealWithPassphrase(
  plain: Uint8Array,
  passphrase: string,
  purpose: Uint8Array,
): Promise<PassphraseBox> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const key = await boxKey(passphrase, salt, MIN_ITERATIONS);
  const gcm = { name: "AES-GCM", iv: nonce, additionalData: ownBytes(purpose) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm, key, ownBytes(plain)));
  return { iterations: MIN_ITERATIONS, salt, nonce, sealed };
}

/**
 * Opens a box. `badBox` when its parameters are out of bounds; `wrongPassphrase` when the seal does not open, which
 * a damaged box cannot be told from.
 */
export async function openWithPassphrase(
  box: PassphraseBox,
  passphrase: string,
  purpose: Uint8Array,
): Promise<Result<Uint8Array, "badBox" | "wrongPassphrase">> {
  const { iterations, salt, nonce, sealed } = box;
  const inBounds = Number.isSafeInteger(iterations) && iterations >= MIN_ITERATIONS && iterations <= MAX_ITERATIONS;
  if (!inBounds || salt.length !== SALT_BYTES || nonce.length !== NONCE_BYTES) return err("badBox");
  const key = await boxKey(passphrase, salt, iterations);
  const gcm = { name: "AES-GCM", iv: ownBytes(nonce), additionalData: ownBytes(purpose) };
  try {
    return ok(new Uint8Array(await crypto.subtle.decrypt(gcm, key, ownBytes(sealed))));
  } catch {
    return err("wrongPassphrase");
  }
}
