import { createCipheriv, createDecipheriv, hash, type KeyObject, randomBytes } from "node:crypto";

/** What is sealed about an operator and never stands in a statement. */
export type Contact = { readonly phone: string };

const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";

/** A sealed contact, and the hash by which a statement names it. */
export type SealedContact = { readonly hash: Uint8Array; readonly sealed: Uint8Array };

/**
 * Seals a contact: 16 random bytes ‖ nonce ‖ tag ‖ AES-256-GCM. The statement holds only SHA-256 of all of it, so that
 * nobody can try phone numbers against it and erasing the blob erases the number.
 */
export function sealContact(contact: Contact, key: KeyObject): SealedContact {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify({ phone: contact.phone }), "utf8"), cipher.final()]);
  const sealed = Buffer.concat([randomBytes(SALT_BYTES), nonce, cipher.getAuthTag(), body]);
  return { hash: new Uint8Array(hash("sha256", sealed, "buffer")), sealed: new Uint8Array(sealed) };
}

/** Opens a sealed contact. @throws Error when it was sealed under another key or has been changed */
export function openContact(sealed: Uint8Array, key: KeyObject): Contact {
  const nonceEnd = SALT_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(SALT_BYTES, nonceEnd));
  decipher.setAuthTag(sealed.subarray(nonceEnd, nonceEnd + TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(nonceEnd + TAG_BYTES)), decipher.final()]).toString(
    "utf8",
  );
  const contact: unknown = JSON.parse(text);
  if (typeof contact !== "object" || contact === null || !("phone" in contact) || typeof contact.phone !== "string") {
    throw new TypeError("a sealed contact does not hold a phone number");
  }
  return { phone: contact.phone };
}
