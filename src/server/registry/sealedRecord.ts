import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { concatBytes } from "../../core/bytes.ts";
import { type PrivateRecord, RECORD_SALT_BYTES, readSaltedRecord } from "../../core/operator/privateRecord.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";
/** First byte of a record of the first version: JSON. A CBOR map never begins with it. */
const JSON_START = 0x7b;

/** Seals a salted record: salt ‖ nonce ‖ tag ‖ AES-256-GCM of the record. */
export function sealRecord(salted: Uint8Array, key: KeyObject): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce);
  const body = Buffer.concat([cipher.update(salted.subarray(RECORD_SALT_BYTES)), cipher.final()]);
  return concatBytes(salted.slice(0, RECORD_SALT_BYTES), nonce, cipher.getAuthTag(), body);
}

function readFirstVersion(text: string): PrivateRecord | undefined {
  const contact: unknown = JSON.parse(text);
  const isContact = typeof contact === "object" && contact !== null && "phone" in contact;
  return isContact && typeof contact.phone === "string" ? { phone: contact.phone } : undefined;
}

/** Opens a sealed record. @throws Error when it was sealed under another key or has been changed */
export function openSealedRecord(sealed: Uint8Array, key: KeyObject): PrivateRecord {
  const nonceEnd = RECORD_SALT_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(RECORD_SALT_BYTES, nonceEnd));
  decipher.setAuthTag(sealed.subarray(nonceEnd, nonceEnd + TAG_BYTES));
  const body = Buffer.concat([decipher.update(sealed.subarray(nonceEnd + TAG_BYTES)), decipher.final()]);
  const record =
    body[0] === JSON_START
      ? readFirstVersion(body.toString("utf8"))
      : readSaltedRecord(concatBytes(sealed.subarray(0, RECORD_SALT_BYTES), body));
  if (record === undefined) throw new TypeError("a sealed record is not of its form");
  return record;
}
