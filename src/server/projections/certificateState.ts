import { WITHDRAWN_STATES, type WithdrawnState } from "../../core/certificate/withdrawal.ts";

/** State of a registered certificate. */
export type CertificateState = "active" | WithdrawnState;

/** States by gravity, the mildest first; the index is what is stored. */
export const STATES: readonly CertificateState[] = ["active", ...[...WITHDRAWN_STATES].reverse()];

/** A statement with effect that takes a certificate back. */
export type TakenBack = { readonly state: WithdrawnState; readonly position: number };

/**
 * State of a certificate under everything that takes it back: the gravest counts, whatever came first; among equals the
 * first in the log is named as the cause.
 */
export function stateUnder(takenBack: readonly TakenBack[]): { readonly state: CertificateState; readonly cause?: number } {
  const [gravest] = [...takenBack].sort(
    (left, right) => WITHDRAWN_STATES.indexOf(left.state) - WITHDRAWN_STATES.indexOf(right.state) || left.position - right.position,
  );
  return gravest === undefined ? { state: "active" } : { state: gravest.state, cause: gravest.position };
}
