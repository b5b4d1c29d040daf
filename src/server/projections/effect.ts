import { type KeyRecord, keyTiming, termsAt } from "../../core/operator/rights.ts";
import type { StandingState } from "../../core/operator/standing.ts";
import { type Act, refusalForAuthority, refusalForKey } from "../../core/statement/whoMaySign.ts";
import type { NoEffectCode } from "../../wire/statements.ts";

/** Who signed: an authority by its grants key, with its regions, or a key that was granted something. */
export type SignerFacts = { readonly regions: readonly string[] } | { readonly record: KeyRecord };

/** When a statement says it was made and when the log took it; Unix seconds. */
export type Moments = { readonly iat: number; readonly receivedAt: number };

/** Whether a statement has effect, and if so whether its date rests on more than the signer's word. */
export type Judgement = { readonly noEffect?: NoEffectCode; readonly notProven?: true };

const REFUSED: { readonly [Code in "wrongRole" | "wrongRegion"]: NoEffectCode } = {
  wrongRole: "wrongRole",
  wrongRegion: "outOfScope",
};

/**
 * Judges whether the signer had the right to do this when it says it did. The same for phone and endpoint through
 * `core`; here the log's own time of arrival stands in for a receipt, so the outcome does not depend on when it is asked.
 */
export function judge(act: Act, signer: SignerFacts, moments: Moments): Judgement {
  if ("regions" in signer) {
    const refusal = refusalForAuthority(act, signer.regions);
    return refusal === undefined ? {} : { noEffect: REFUSED[refusal] };
  }
  const timing = keyTiming(signer.record, moments.iat, Number.MAX_SAFE_INTEGER, moments.receivedAt);
  if (timing === "notGranted") return { noEffect: "notGranted" };
  if (timing === "ended") return { noEffect: "keyEnded" };
  const refusal = refusalForKey(act, termsAt(signer.record, moments.iat));
  if (refusal !== undefined) return { noEffect: REFUSED[refusal] };
  return timing === "notProvenBeforeEnd" ? { notProven: true } : {};
}

/** Adds the operator's standing, which only issuing depends on: a suspended or closed operator may still take a certificate back. */
export function judgeIssuing(judgement: Judgement, standing: StandingState): Judgement {
  if (judgement.noEffect !== undefined || standing === "normal") return judgement;
  return { noEffect: standing === "closed" ? "operatorClosed" : "suspended" };
}
