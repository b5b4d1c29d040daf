/** From how many seconds on a phone is told that its clock is wrong. */
const CLOCK_WARNING = 600;

/**
 * Seconds to add to this device's clock, learned from one contact with the endpoint. The server's time was true at
 * some moment between sending and receiving; the middle is the best guess.
 */
export function clockOffset(contact: {
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly serverTime: number;
}): number {
  return Math.round(contact.serverTime - (contact.sentAt + contact.receivedAt) / 2);
}

/** True when the offset is large enough to be told; nothing is ever blocked by it. */
export function isClockWrong(offset: number): boolean {
  return Math.abs(offset) > CLOCK_WARNING;
}

/** Time of a new statement: the corrected clock, but never before the key's previous statement. Unix seconds. */
export function statementTime(deviceNow: number, offset: number, lastIat: number): number {
  return Math.max(Math.floor(deviceNow) + offset, lastIat);
}
