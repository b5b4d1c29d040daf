import type { Quantity } from "../../core/certificate/certificate.ts";
import type { Finding } from "../../core/record/gateFindings.ts";
import type { DatedDecision } from "../../core/record/rowDecision.ts";

/** What the gate found about a certificate, as long as the record that it was judged from still holds. */
export type GateVerdict = {
  readonly position: number;
  /** Of the record that was judged. */
  readonly revision: number;
  /** What refuses, and what warns and was not acknowledged when it was issued. */
  readonly findings: readonly Finding[];
};

/** A certificate with what the gate found about it on arrival or later. */
export type FlaggedCertificate = {
  readonly number: string;
  /** Unix seconds. */
  readonly iat: number;
  readonly quantity: Quantity;
  readonly findings: readonly Finding[];
};

/** What a store tells about, and keeps of, the gate. */
export type GatePort = {
  /** Positions of certificates that are to be judged, after one of them, in log order. */
  readonly gateDue: (after: number, limit: number) => Promise<readonly number[]>;
  /** Keeps verdicts; one whose certificate has changed meanwhile is dropped and judged again. */
  readonly saveGateVerdicts: (verdicts: readonly GateVerdict[]) => Promise<void>;
  /** Everything that officers have decided about rows of the lists, with effect. */
  readonly rowDecisions: () => Promise<readonly DatedDecision[]>;
};
