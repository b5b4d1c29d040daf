import type { CertificateFlag } from "../../wire/certificates.ts";
import { CERTIFICATE_FLAGS } from "../../wire/certificates.ts";

/** Seconds by which iat may fall as seq grows before it is noted. */
const IAT_TOLERANCE = 600;
/** Seconds after iat from which an arrival counts as late. */
const LATE_AFTER = 7 * 86_400;
/** Seconds that iat may lie ahead of the arrival. */
const AHEAD_LIMIT = 86_400;

/** Bit of a flag in a stored set of flags. */
export function flagBit(flag: CertificateFlag): number {
  return 1 << CERTIFICATE_FLAGS.indexOf(flag);
}

/** Bits of several flags. */
export function flagBits(flags: readonly CertificateFlag[]): number {
  return flags.reduce((bits, flag) => bits | flagBit(flag), 0);
}

/** Flags of stored bits. */
export function flagsOf(bits: number): readonly CertificateFlag[] {
  return CERTIFICATE_FLAGS.filter((flag) => (bits & flagBit(flag)) !== 0);
}

/** Flags that follow from when a statement says it was made and when it arrived. */
export function arrivalFlags(iat: number, receivedAt: number): readonly CertificateFlag[] {
  if (receivedAt - iat > LATE_AFTER) return ["lateUpload"];
  return iat - receivedAt > AHEAD_LIMIT ? ["clockAhead"] : [];
}

/** One statement of a key, as far as its place in the key's sequence goes. */
export type SequenceEntry = { readonly seq: number; readonly iat: number };

/**
 * Flags that follow from a statement's place among the others of its key.
 * @param sameSeq how many other statements have this seq
 * @param before the statements of the nearest lower seq
 */
export function sequenceFlags(
  entry: SequenceEntry,
  sameSeq: number,
  before: readonly SequenceEntry[],
): readonly CertificateFlag[] {
  const flags: CertificateFlag[] = [];
  if (sameSeq > 0) flags.push("seqReused");
  if (before.some((other) => other.iat - entry.iat > IAT_TOLERANCE)) flags.push("iatFell");
  return flags;
}
