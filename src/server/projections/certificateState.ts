import { WITHDRAWN_STATES, type WithdrawnState } from "../../core/certificate/withdrawal.ts";

/** State of a registered certificate. */
export type CertificateState = "active" | WithdrawnState;

/** States by gravity, the mildest first; the index is what is stored. */
export const STATES: readonly CertificateState[] = ["active", ...[...WITHDRAWN_STATES].reverse()];

/** A statement with effect that takes a certificate back; `reasoned` when it says why. */
export type TakenBack = { readonly state: WithdrawnState; readonly position: number; readonly reasoned: boolean };

/**
 * State of a certificate under everything that takes it back: the gravest counts, whatever came first. Among equals
 * the cause named is one that gives a reason, and of those the first in the log.
 */
export function stateUnder(takenBack: readonly TakenBack[]): {
  readonly state: CertificateState;
  readonly cause?: number;
} {
  const gravity = ({ state }: TakenBack) => WITHDRAWN_STATES.indexOf(state);
  const [gravest] = [...takenBack].sort(
    (left, right) =>
      gravity(left) - gravity(right) ||
      Number(right.reasoned) - Number(left.reasoned) ||
      left.position - right.position,
  );
  return gravest === undefined ? { state: "active" } : { state: gravest.state, cause: gravest.position };
}
