import { compareBytes } from "../bytes.ts";
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

/**
 * What holds in a region: of several decisions about one row the newest, also of a wider region. The order in which
 * they came does not matter.
 */
export function decisionsIn(decided: readonly DatedDecision[], region: string): ReadonlyMap<string, RowDecision> {
  const here = decided.filter((one) => regionContains(one.region, region));
  const inOrder = [...here].sort((left, right) => left.iat - right.iat || compareBytes(left.id, right.id));
  return new Map(inOrder.map(({ row, decision }) => [row, decision]));
}
