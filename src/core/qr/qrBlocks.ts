/*
 * How level M guards a QR code: data in blocks, each with its own error-correction codewords. Source: ISO/IEC 18004:2015,
 * Table 9; one entry for each version from 1.
 */

/** Error-correction codewords of each block; half as many damaged codewords are repaired. */
const GUARDS: readonly number[] = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS: readonly number[] = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
];

/** Blocks of a code at level M. */
export type QrBlocks = {
  readonly count: number;
  /** Damaged codewords that each block survives. */
  readonly repairs: number;
  /** Block of a codeword, counted in the order in which codewords are placed. */
  readonly blockOf: (codeword: number) => number;
};

/** Blocks of a code of so many modules a side and so many codewords; undefined for a side that no version has. */
export function qrBlocks(size: number, codewords: number): QrBlocks | undefined {
  const version = (size - 17) / 4;
  const count = BLOCKS[version - 1];
  const guards = GUARDS[version - 1];
  if (count === undefined || guards === undefined) return undefined;
  // The last blocks hold one data codeword more where they cannot all be equal; it comes after everybody's others.
  const short = count - (codewords % count);
  const even = (Math.floor(codewords / count) - guards) * count;
  const data = codewords - guards * count;
  return {
    count,
    repairs: Math.floor(guards / 2),
    blockOf(codeword) {
      if (codeword < even) return codeword % count;
      return codeword < data ? short + (codeword - even) : (codeword - data) % count;
    },
  };
}
