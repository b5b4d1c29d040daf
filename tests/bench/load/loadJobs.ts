/** Each path once, in its order, by so many connections; `limit` in milliseconds ends it earlier. */
export type ThroughputJob = {
  readonly job: "throughput";
  readonly port: number;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly limit: number;
};
/** What came of a {@link ThroughputJob}. */
export type Throughput = { readonly requests: number; readonly seconds: number };

/** One request at a time, in turn to each server: what one waits for disturbs none of them. */
export type InTurnJob = {
  readonly job: "inTurn";
  readonly servers: readonly { readonly port: number; readonly paths: readonly string[]; readonly token?: string }[];
};
/** Microseconds of each answer, by server. */
export type InTurnTimes = readonly (readonly number[])[];

/** So many requests a second, whether or not earlier ones have been answered. */
export type PacedJob = {
  readonly job: "paced";
  readonly port: number;
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
};
/** Milliseconds from when each request was due to its answer, and requests a second that were answered. */
export type PacedTimes = { readonly times: readonly number[]; readonly perSecond: number };

/** What the process that makes the load can be asked for. */
export type LoadJob = ThroughputJob | InTurnJob | PacedJob;
/** What it answers. */
export type LoadAnswer = { readonly value: unknown } | { readonly error: string };
