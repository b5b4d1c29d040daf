import { fromBase64Url, toHex } from "../../../core/bytes.ts";
import { keyId } from "../../../core/key/publicKey.ts";

/** Id of a key (33 bytes, base64url) in hexadecimal, as its own phone shows it in the settings. */
export function keyName(key: string): string {
  const bytes = fromBase64Url(key);
  return bytes === undefined ? "—" : toHex(keyId(bytes));
}
