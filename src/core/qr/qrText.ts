import { concatBytes } from "../bytes.ts";
import { itemLength } from "../cbor.ts";
import { parseTypedNumber } from "../certificate/number.ts";
import { err, ok, type Result } from "../result.ts";

/** Longest text a scanner hands on. */
export const MAX_SCANNED_CHARACTERS = 2048;

const FORMAT_DIGIT = "1";
/** First byte of a code's payload: a tagged COSE_Sign1, or an array of two. */
const FIRST_BYTE = { label: 0xd2, chain: 0x82 } as const;
const BLOCK_BYTES = 7;
/** Digits that 0 to 7 bytes take: the fewest that hold 2^(8k). */
const DIGITS_FOR_BYTES: readonly number[] = [0, 3, 5, 8, 10, 13, 15, 17];

/**
 * Bytes as decimal digits: every 7 bytes become 17 digits, a tail of 1 to 6 bytes 3, 5, 8, 10, 13 or 15.
 * Numeric mode of a QR carries them at 98.8 % and, unlike base 45, digits survive a URL fragment.
 */
export function encodeDigits(bytes: Uint8Array): string {
  let digits = "";
  for (let offset = 0; offset < bytes.length; offset += BLOCK_BYTES) {
    const block = bytes.subarray(offset, offset + BLOCK_BYTES);
    let value = 0n;
    for (const byte of block) value = value * 256n + BigInt(byte);
    digits += value.toString().padStart(DIGITS_FOR_BYTES[block.length] ?? 0, "0");
  }
  return digits;
}

function blockFromDigits(digits: string): Uint8Array | undefined {
  const length = DIGITS_FOR_BYTES.indexOf(digits.length);
  if (length < 1) return undefined;
  let value = BigInt(digits);
  if (value >= 1n << BigInt(8 * length)) return undefined;
  const block = new Uint8Array(length);
  for (let index = length - 1; index >= 0; index--) {
    block[index] = Number(value & 0xffn);
    value >>= 8n;
  }
  return block;
}

/** Bytes of {@link encodeDigits}; undefined for anything that it never writes, so each payload has exactly one text. */
export function decodeDigits(digits: string): Uint8Array | undefined {
  if (!/^[0-9]+$/.test(digits)) return undefined;
  const blocks: Uint8Array[] = [];
  for (let offset = 0; offset < digits.length; offset += 17) {
    const block = blockFromDigits(digits.slice(offset, offset + 17));
    if (block === undefined) return undefined;
    blocks.push(block);
  }
  return concatBytes(...blocks);
}

/** Text of a label code: `{origin}/c/{number}#1{digits}` with the certificate alone. */
export function labelText(origin: string, number: string, certificate: Uint8Array): string {
  return `${shortText(origin, number)}#${FORMAT_DIGIT}${encodeDigits(certificate)}`;
}

/** Text of a chain code: certificate and grant as a CBOR array, for screens and larger paper. */
export function chainText(origin: string, number: string, certificate: Uint8Array, grant: Uint8Array): string {
  const chain = concatBytes(Uint8Array.of(FIRST_BYTE.chain), certificate, grant);
  return `${shortText(origin, number)}#${FORMAT_DIGIT}${encodeDigits(chain)}`;
}

/** Text of a short code, which holds no statement: `{origin}/c/{number}`. */
export function shortText(origin: string, number: string): string {
  return `${origin}/c/${number}`;
}

/** What a scanned or typed text turned out to be. Statements are unverified bytes. */
export type Scanned =
  | { readonly form: "label"; readonly origin?: string; readonly number?: string; readonly certificate: Uint8Array }
  | {
      readonly form: "chain";
      readonly origin?: string;
      readonly number?: string;
      readonly certificate: Uint8Array;
      readonly grant: Uint8Array;
    }
  | { readonly form: "short"; readonly origin?: string; readonly number: string }
  | { readonly form: "tag"; readonly origin: string; readonly tag: string };

/** Why a text is none of ours: another code altogether, one of ours that is damaged, or too long to be looked at. */
export type ScannedError = "foreignCode" | "damagedCode" | "textTooLong" | "wrongNumber";

function readPayload(
  digits: string,
): Result<Pick<Scanned & { form: "label" | "chain" }, "form" | "certificate"> & { grant?: Uint8Array }, "damagedCode"> {
  const payload = digits.startsWith(FORMAT_DIGIT) ? decodeDigits(digits.slice(1)) : undefined;
  if (payload === undefined) return err("damagedCode");
  if (payload[0] === FIRST_BYTE.label) return ok({ form: "label", certificate: payload });
  if (payload[0] !== FIRST_BYTE.chain) return err("damagedCode");
  const rest = payload.subarray(1);
  const first = itemLength(rest);
  if (!first.ok || first.value >= rest.length) return err("damagedCode");
  return ok({ form: "chain", certificate: rest.slice(0, first.value), grant: rest.slice(first.value) });
}

function withPayload(
  digits: string,
  place: { readonly origin?: string; readonly number?: string },
): Result<Scanned, ScannedError> {
  const read = readPayload(digits);
  if (!read.ok) return read;
  const { form, certificate, grant } = read.value;
  if (form === "label") return ok({ form, certificate, ...place });
  return grant === undefined ? err("damagedCode") : ok({ form: "chain", certificate, grant, ...place });
}

const ORIGIN_URL = /^(https?:\/\/[^/?#\s]{1,200})(\/.*)$/i;
const CERTIFICATE_PATH = /^\/c\/([^/?#\s]{1,40})(?:\?[^#\s]*)?(?:#(.*))?$/;
const TAG_PATH = /^\/r\/([^/?#\s]{1,40})$/;

function readUrl(text: string): Result<Scanned, ScannedError> {
  const [, written = "", path = ""] = ORIGIN_URL.exec(text) ?? [];
  // Scheme and host are the same in capitals (RFC 3986 §6.2.2.1), which a code in alphanumeric mode needs.
  const origin = written.toLowerCase();
  const tag = TAG_PATH.exec(path)?.[1];
  if (tag !== undefined) {
    const number = parseTypedNumber(tag);
    return number.ok ? ok({ form: "tag", origin, tag: number.value }) : err("wrongNumber");
  }
  const [, typed, fragment] = CERTIFICATE_PATH.exec(path) ?? [];
  if (typed === undefined) return err("foreignCode");
  const number = parseTypedNumber(typed);
  if (!number.ok) return err("wrongNumber");
  const place = { origin, number: number.value };
  return fragment === undefined ? ok({ form: "short", ...place }) : withPayload(fragment, place);
}

/**
 * Reads the text of a code, a link from an album, the digits alone, or a typed number. Says what it claims to be;
 * nothing in it is trusted and its origin is never opened by itself.
 */
export function parseScanned(text: string): Result<Scanned, ScannedError> {
  if (text.length > MAX_SCANNED_CHARACTERS) return err("textTooLong");
  const trimmed = text.trim();
  if (/^https?:\/\//i.test(trimmed)) return readUrl(trimmed);
  if (/^[0-9]{40,}$/.test(trimmed)) return withPayload(trimmed, {});
  const number = parseTypedNumber(trimmed);
  return number.ok ? ok({ form: "short", number: number.value }) : err("foreignCode");
}
