/** Seeded chance: the invented county tells the same story at each start. */
export type Dice = {
  /** A number from 0 up to, not including, 1. */
  readonly next: () => number;
  /** A whole number between two, both included. */
  readonly between: (low: number, high: number) => number;
  /** One of the entries. @throws RangeError for an empty list */
  readonly oneOf: <T>(entries: readonly T[]) => T;
};

/** Dice that fall the same way for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    oneOf: (entries) => {
      const chosen = entries[between(0, entries.length - 1)];
      if (chosen === undefined) throw new RangeError("nothing to choose from");
      return chosen;
    },
  };
}
