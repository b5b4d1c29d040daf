import type { KeyEnd } from "../../core/operator/rights.ts";
import type { EndReason } from "../../core/operator/standing.ts";

const GRAVITY: readonly EndReason[] = ["left", "lost", "compromised"];

/**
 * What several ends of one key come to, in whatever order they were logged: it ends at the earliest moment named, for
 * the gravest reason, which was known when an end of that reason was first logged.
 */
export function combineEnds(ends: readonly KeyEnd[]): KeyEnd | undefined {
  const [first] = ends;
  if (first === undefined) return undefined;
  const reason = GRAVITY[Math.max(...ends.map((end) => GRAVITY.indexOf(end.reason)))] ?? first.reason;
  const ofReason = ends.filter((end) => end.reason === reason);
  return {
    from: Math.min(...ends.map((end) => end.from)),
    reason,
    highestSeq: Math.min(...ofReason.map((end) => end.highestSeq)),
    loggedAt: Math.min(...ofReason.map((end) => end.loggedAt)),
  };
}
