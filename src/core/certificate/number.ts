import { err, ok, type Result } from "../result.ts";

/** Crockford base 32: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PAYLOAD_LENGTH = 15;
const NUMBER_LENGTH = 16;

/** Signs that people write for one of the alphabet. */
const READ_AS = new Map([
  ["I", "1"],
  ["L", "1"],
  ["O", "0"],
  ["U", "V"],
]);

/** Why a typed number was not accepted; `unknownCharacter` names the first sign that no number has. */
export type NumberError =
  | { readonly code: "wrongLength"; readonly length: number }
  | { readonly code: "unknownCharacter"; readonly character: string }
  | { readonly code: "checkFailed" };

/** First `count` groups of 5 bits, most significant first, as Crockford base 32. */
export function crockford(bytes: Uint8Array, count: number): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  while (text.length < count) {
    if (bits < 5) {
      buffer = ((buffer << 8) | (bytes[offset++] ?? 0)) & 0xffff;
      bits += 8;
    }
    bits -= 5;
    text += ALPHABET.charAt((buffer >> bits) & 31);
  }
  return text;
}

/** Bytes of Crockford text of whole groups, spare low bits dropped; undefined for another sign. */
export function fromCrockford(text: string, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  let buffer = 0;
  let bits = 0;
  let offset = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    buffer = ((buffer << 5) | value) & 0xffff;
    bits += 5;
    if (bits >= 8 && offset < length) {
      bits -= 8;
      bytes[offset++] = (buffer >> bits) & 0xff;
    }
  }
  return offset === length ? bytes : undefined;
}

/**
 * Luhn check character modulo 32 of Crockford text: the rightmost character is doubled first and a carry is folded
 * back (sum of its two base-32 digits).
 */
export function checkCharacter(payload: string): string {
  let sum = 0;
  let doubled = true;
  for (let index = payload.length - 1; index >= 0; index--) {
    const value = ALPHABET.indexOf(payload.charAt(index)) * (doubled ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
    doubled = !doubled;
  }
  return ALPHABET.charAt((32 - (sum % 32)) % 32);
}

/**
 * Certificate number of a statement id: its first 75 bits as 15 characters and a check character.
 * It follows from what was signed, so a label whose text was changed no longer fits its own number.
 */
export function certificateNumber(id: Uint8Array): string {
  const payload = crockford(id, PAYLOAD_LENGTH);
  return payload + checkCharacter(payload);
}

/** The number as it is printed: in fours. */
export function formatNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, "$1-");
}

/** What a person typed, as far as it can be read: upper case, no dashes and spaces, I and L as 1, O as 0, U as V. */
export function tidyNumber(typed: string): string {
  const compact = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, "");
  return Array.from(compact, (character) => READ_AS.get(character) ?? character).join("");
}

/** Reads a number that a person typed or a URL holds. */
export function parseTypedNumber(typed: string): Result<string, NumberError> {
  const number = tidyNumber(typed);
  const unknown = Array.from(number).find((character) => !ALPHABET.includes(character));
  if (unknown !== undefined) return err({ code: "unknownCharacter", character: unknown });
  if (number.length !== NUMBER_LENGTH) return err({ code: "wrongLength", length: number.length });
  return checkCharacter(number.slice(0, PAYLOAD_LENGTH)) === number.charAt(PAYLOAD_LENGTH)
    ? ok(number)
    : err({ code: "checkFailed" });
}
