/** Length of a window in milliseconds. */
const WINDOW = 60_000;
/**
 * Addresses counted in a window, about 10 MB. One more begins the next window early: whoever commands so many addresses
 * is not held back by a limit for each of them.
 */
const MOST_ADDRESSES = 100_000;

/** Counts requests by address in windows of a minute. */
export class RateLimit {
  readonly #max: number;
  readonly #counts = new Map<string, number>();
  #windowEnd = 0;

  /** @param max requests of one address in a window */
  constructor(max: number) {
    this.#max = max;
  }

  /**
   * Counts a request. @returns 0 when it is within the limit, else the seconds after which to come back
   * @param now milliseconds of a clock that never goes back
   */
  take(address: string, now: number): number {
    if (now >= this.#windowEnd) this.#begin(now);
    const before = this.#counts.get(address);
    if (before === undefined && this.#counts.size >= MOST_ADDRESSES) this.#begin(now);
    const count = (before ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= this.#max ? 0 : Math.max(1, Math.ceil((this.#windowEnd - now) / 1000));
  }

  /** Addresses that are being counted. */
  get addresses(): number {
    return this.#counts.size;
  }

  #begin(now: number): void {
    this.#counts.clear();
    this.#windowEnd = now + WINDOW;
  }
}
