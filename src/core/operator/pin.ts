/** Digits of a PIN that wraps a key. */
export const PIN_LENGTH = { min: 6, max: 64 } as const;
/** So many wrong PINs in a row erase the key; a new invitation is the way back. */
export const MAX_WRONG_PINS = 10;

/** Seconds to wait after so many wrong PINs in a row: slips cost nothing, trying in earnest takes hours. */
const WAITS: readonly number[] = [0, 0, 0, 30, 60, 300, 900, 1800, 3600, 7200];

/** Wrong PINs in a row, and when the last one was tried (Unix seconds). */
export type WrongPins = { readonly wrong: number; readonly at: number };

/** What came of a PIN. `wait` is in seconds, until the next one is looked at. */
export type PinAnswer =
  | { readonly result: "opened" }
  | { readonly result: "wrong"; readonly left: number; readonly wait: number }
  | { readonly result: "tooSoon"; readonly wait: number }
  /** The key is gone from this phone. */
  | { readonly result: "erased" }
  /** The phone could not count the try, so none was made. */
  | { readonly result: "notStored" };

/** True for a text that may be a PIN: digits, as a keypad gives them. */
export function isPin(text: string): boolean {
  return /^[0-9]+$/.test(text) && text.length >= PIN_LENGTH.min && text.length <= PIN_LENGTH.max;
}

/** Seconds until the next PIN is looked at. A clock that was set back waits no longer than it would have. */
export function pinWait({ wrong, at }: WrongPins, now: number): number {
  const wait = WAITS[Math.min(wrong, WAITS.length - 1)] ?? 0;
  return Math.ceil(Math.min(wait, Math.max(0, at + wait - now)));
}
