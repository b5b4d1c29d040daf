/** What a ratio has to be. */
export type BenchGoal = { readonly min: number } | { readonly max: number };

/** One line of a benchmark: ours beside a baseline measured in the same run. */
export type BenchRow = {
  readonly name: string;
  readonly ours: number;
  readonly baseline: number;
  /** ours / baseline; it alone is compared with the goal, since these machines are noisy. */
  readonly ratio: number;
  /** Unit of `ours` and `baseline`. */
  readonly unit: string;
  /** Absent for rows that are only reported. */
  readonly goal?: BenchGoal;
  readonly met?: boolean;
};

/** A named benchmark; `npm run bench -- --only NAME` runs one. */
export type Bench = { readonly name: string; readonly run: () => Promise<readonly BenchRow[]> };

/** Makes a row from two measurements of one run. */
export function benchRow(
  name: string,
  measured: { readonly ours: number; readonly baseline: number; readonly unit: string },
  goal?: BenchGoal,
): BenchRow {
  const ratio = measured.ours / measured.baseline;
  if (goal === undefined) return { name, ...measured, ratio };
  return { name, ...measured, ratio, goal, met: "min" in goal ? ratio >= goal.min : ratio <= goal.max };
}

/** Middle value; of an even number the mean of the middle two. @throws RangeError for none */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("median of nothing");
  return (upper + lower) / 2;
}

/** Value below which `share` (0 to 1) of the values lie. @throws RangeError for none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (found === undefined) throw new RangeError("quantile of nothing");
  return found;
}
