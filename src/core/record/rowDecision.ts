import { toHex } from "../bytes.ts";
import type { CborMap } from "../cbor.ts";
import { regionContains, regionField } from "../operator/region.ts";
import { oneOf, presentFields, readBody, text } from "../statement/fields.ts";
import type { RowDecision } from "./bans.ts";

/** `row.decided`: an officer confirms or strikes a row of the lists that is not verified (待核实), for a region. */
export type RowDecided = {
  /** Division code; the decision holds there and in everything below. */
  readonly region: string;
  /** Id of the row in its pack. */
  readonly row: string;
  readonly decision: RowDecision;
  /** What it rests on: the announcement that was looked up. */
  readonly reason: string;
};

/** A decision with the statement that took it. */
export type DatedDecision = RowDecided & { readonly id: Uint8Array; readonly iat: number };

/** Code points of what a decision rests on. */
const DECISION_REASON = { min: 1, max: 200 } as const;

const FIELDS = {
  region: regionField,
  row: text(1, 60),
  decision: oneOf("confirmed", "struck"),
  reason: text(DECISION_REASON.min, DECISION_REASON.max),
};

/** Body of a `row.decided` statement. */
export function encodeRowDecided(decided: RowDecided): CborMap {
  return presentFields({ ...decided, region: Number(decided.region) });
}

/** Reads a `row.decided` body; undefined when it is not of its form. */
export function parseRowDecided(body: CborMap): RowDecided | undefined {
  return readBody(body, FIELDS);
}

/** What holds, of decisions about rows: of several about one row the newest, whatever order they came in. */
export function latestDecisions(
  decided: readonly {
    readonly id: string;
    readonly row: string;
    readonly decision: RowDecision;
    readonly at: number;
  }[],
): ReadonlyMap<string, RowDecision> {
  const inOrder = [...decided].sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
  return new Map(inOrder.map(({ row, decision }) => [row, decision]));
}

/**
 * What holds in a region: the newest decision about a row, also of a wider region.
 */
export function decisionsIn(decided: readonly DatedDecision[], region: string): ReadonlyMap<string, RowDecision> {
  const here = decided.filter((one) => regionContains(one.region, region));
  return latestDecisions(here.map(({ id, iat, ...said }) => ({ ...said, id: toHex(id), at: iat })));
}
