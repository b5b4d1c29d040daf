const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Characters of a number that stand for bits of the id; the last one checks them. */
const PAYLOAD_LENGTH = 15;
const ID_BITS = 256;
const ID_DIGITS = 64;

/**
 * Keys of the certificates whose number starts so (tidied). A number is the first bits of its statement's id, so the
 * ids themselves are in the order of the numbers and no index is needed. Undefined when no number starts so.
 */
export function numberRange(start: string): IDBKeyRange | undefined {
  const payload = start.slice(0, PAYLOAD_LENGTH);
  let value = 0n;
  for (const character of payload) {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 32n + BigInt(digit);
  }
  const rest = BigInt(ID_BITS - 5 * payload.length);
  const hex = (bound: bigint) => bound.toString(16).padStart(ID_DIGITS, "0");
  return IDBKeyRange.bound(hex(value << rest), hex(((value + 1n) << rest) - 1n));
}
