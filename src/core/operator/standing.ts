import type { Cbor, CborMap } from "../cbor.ts";
import { KEY_BYTES } from "../key/publicKey.ts";
import { bytes, oneOf, readBody, text, uint } from "../statement/fields.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";

/** Whether an operator may issue; `closed` when it has given up (主体注销). */
export const STANDING_STATES = ["normal", "suspended", "closed"] as const;
/** One of {@link STANDING_STATES}. */
export type StandingState = (typeof STANDING_STATES)[number];

/** `standing.set`: an authority suspends an operator from a date on, or lifts that. */
export type StandingSet = {
  readonly operator: Uint8Array;
  readonly standing: Exclude<StandingState, "closed">;
  /** Unix seconds from which it holds. */
  readonly from: number;
  readonly reason: string;
};

/** Why a key's rights ended. */
export type EndReason = "left" | "lost" | "compromised";

/** `grant.ended`: a key signs no more from a moment on. */
export type GrantEnded = {
  readonly key: Uint8Array;
  /** Unix seconds. */
  readonly from: number;
  readonly reason: EndReason;
};

const moment = uint(0, Number.MAX_SAFE_INTEGER);
const STANDING = {
  operator: bytes(OPERATOR_ID_BYTES),
  standing: oneOf("normal", "suspended"),
  from: moment,
  reason: text(1, 200),
};
const ENDED = { key: bytes(KEY_BYTES), from: moment, reason: oneOf("left", "lost", "compromised") };

/** Body of a `standing.set` statement. */
export function encodeStandingSet(set: StandingSet): CborMap {
  const { operator, standing, from, reason } = set;
  return new Map<string, Cbor>(Object.entries({ operator, standing, from, reason }));
}

/** Reads a `standing.set` body; undefined when it is not of its form. */
export function parseStandingSet(body: CborMap): StandingSet | undefined {
  return readBody(body, STANDING);
}

/** Body of a `grant.ended` statement. */
export function encodeGrantEnded(ended: GrantEnded): CborMap {
  const { key, from, reason } = ended;
  return new Map<string, Cbor>(Object.entries({ key, from, reason }));
}

/** Reads a `grant.ended` body; undefined when it is not of its form. */
export function parseGrantEnded(body: CborMap): GrantEnded | undefined {
  return readBody(body, ENDED);
}

/** One step of an operator's standing; later steps come later in a history. */
export type StandingStep = { readonly from: number; readonly state: StandingState };

/**
 * Standing at `time`: that of the last step in force, `normal` before any. A suspension forbids from its date on;
 * what must go back further is recalled. A closed operator that is set to normal again may issue from then on.
 */
export function standingAt(history: readonly StandingStep[], time: number): StandingState {
  let state: StandingState = "normal";
  let since = Number.NEGATIVE_INFINITY;
  for (const step of history) {
    if (step.from > time || step.from < since) continue;
    state = step.state;
    since = step.from;
  }
  return state;
}
