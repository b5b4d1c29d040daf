import * as v from "valibot";
import { fromBase64Url, fromHex } from "../core/bytes.ts";
import { err, ok, type Result } from "../core/result.ts";

/** Lower-case hex of exactly `bytes` bytes. */
export function hexField(bytes: number) {
  return v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));
}

/** Unpadded base64url of `min` to `max` bytes. */
export function base64UrlField(min: number, max: number) {
  return v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]+$/),
    v.minLength(Math.ceil((min * 4) / 3)),
    v.maxLength(Math.ceil((max * 4) / 3)),
  );
}

/** Unix seconds. */
export const secondsField = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A count, a log position or a version. */
export const countField = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Division code of 2 to 12 digits. */
export const regionField = v.pipe(v.string(), v.regex(/^[1-9][0-9]{1,11}$/));

/** A signed COSE structure, at most 64 KiB. */
export const signedField = base64UrlField(70, 65_536);

/** Reads an answer of the endpoint. `unexpectedAnswer` when it does not have the agreed shape, as from a captive portal. */
export function parseAnswer<const S extends v.GenericSchema>(
  schema: S,
  answer: unknown,
): Result<v.InferOutput<S>, "unexpectedAnswer"> {
  const parsed = v.safeParse(schema, answer);
  return parsed.success ? ok(parsed.output) : err("unexpectedAnswer");
}

/** Bytes of a field that its schema already checked to be hex. @throws TypeError when it is not: a caller's bug */
export function hexBytes(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new TypeError("not hex");
  return bytes;
}

/** Bytes of base64url text; `malformed` for spare bits or a length that no bytes have. */
export function base64UrlBytes(text: string): Result<Uint8Array, "malformed"> {
  const bytes = fromBase64Url(text);
  return bytes === undefined ? err("malformed") : ok(bytes);
}
