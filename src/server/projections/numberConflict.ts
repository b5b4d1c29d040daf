import { certificateNumber } from "../../core/certificate/number.ts";

/** A certificate with effect, as far as sharing a number goes. */
export type Numbered = { readonly id: Uint8Array; readonly operatorRef: number | undefined; readonly position: number };

/**
 * Others with the same number, and whether this certificate is the one to be flagged: two of one operator both are, of
 * two operators the later in the log is.
 * @param numberOf the number of an id; tests cut it short to make two ids meet
 */
export function numberConflicts(
  certificate: Numbered,
  others: readonly Numbered[],
  numberOf: (id: Uint8Array) => string = certificateNumber,
): { readonly same: readonly Numbered[]; readonly flagged: boolean } {
  const number = numberOf(certificate.id);
  const same = others.filter((other) => other.position !== certificate.position && numberOf(other.id) === number);
  const flagged = same.some(
    (other) => other.operatorRef === certificate.operatorRef || other.position < certificate.position,
  );
  return { same, flagged };
}
