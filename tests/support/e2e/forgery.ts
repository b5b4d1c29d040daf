import { certificateNumber } from "../../../src/core/certificate/number.ts";
import { chainText, labelText } from "../../../src/core/qr/qrText.ts";
import { decodeStatement, statementId } from "../../../src/core/statement/statement.ts";
import type { PaperCertificate } from "./paper.ts";

const SIGNATURE_BYTES = 64;

/** Number that bytes would have under a key: a forger can always print the right one. */
function numberOf(bytes: Uint8Array, key: Uint8Array): string {
  const statement = decodeStatement(bytes);
  if (!statement.ok) throw new Error("a forgery has to be well-formed");
  return certificateNumber(statementId(statement.value, key));
}

/** The same label with another product of as many bytes, and the number that goes with it. */
export function tampered(origin: string, { bytes }: PaperCertificate, key: Uint8Array): string {
  const changed = Buffer.from(bytes);
  const at = changed.indexOf("马铃薯");
  if (at < 0) throw new Error("the certificate is not about potatoes");
  changed.write("猕猴桃", at);
  return labelText(origin, numberOf(changed, key), changed);
}

/** A certificate's label with the signature of another one by the same key. */
export function withSignatureOf(origin: string, certificate: PaperCertificate, other: PaperCertificate): string {
  const copied = Uint8Array.from([
    ...certificate.bytes.subarray(0, -SIGNATURE_BYTES),
    ...other.bytes.subarray(-SIGNATURE_BYTES),
  ]);
  return labelText(origin, certificate.number, copied);
}

/** A certificate's label under the number of another one. */
export function withNumberOf(origin: string, certificate: PaperCertificate, other: PaperCertificate): string {
  return labelText(origin, other.number, certificate.bytes);
}

/** A certificate's chain code with the grant of somebody else. */
export function withGrantOf(origin: string, certificate: PaperCertificate, grant: Uint8Array): string {
  return chainText(origin, certificate.number, certificate.bytes, grant);
}
