import type { CborMap } from "../../../core/cbor.ts";
import { parseOperatorClosed } from "../../../core/operator/closing.ts";
import { parseProfile } from "../../../core/operator/profile.ts";
import { parseStandingSet } from "../../../core/operator/standing.ts";
import { KIND } from "../../../core/statement/kind.ts";

/** Names of the kinds of statement, as the words for them are called. */
export type SaidName = keyof typeof KIND;

const NAMES = new Map<number, string>(Object.entries(KIND).map(([name, kind]) => [kind, name]));

/** Name of a kind of statement; undefined for one that this version does not know. */
export function saidName(kind: number): SaidName | undefined {
  const name = NAMES.get(kind);
  return name !== undefined && isSaidName(name) ? name : undefined;
}

function isSaidName(name: string): name is SaidName {
  return name in KIND;
}

/** What of a statement is shown in its own words: the name registered, the reason given; undefined where there is none. */
export function saidInWords(kind: number, body: CborMap): string | undefined {
  if (kind === KIND.operatorProfile) return parseProfile(body)?.name;
  if (kind === KIND.standingSet) return parseStandingSet(body)?.reason;
  if (kind === KIND.operatorClosed) return parseOperatorClosed(body)?.reason;
  return undefined;
}
