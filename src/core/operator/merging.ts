import { STANDING_STATES, type StandingState, type StandingStep, standingAt } from "./standing.ts";

/** That one operator is a duplicate of another, both named as the caller likes (hex ids, row numbers). */
export type MergeEdge<T> = { readonly kept: T; readonly duplicate: T };

/**
 * The one operator to which each merged one leads. Operators that merges connect are one; the one kept is the one that
 * no merge calls a duplicate. Where merges contradict each other (two are kept, or none in a circle), the first by
 * `order` is, so that the same merges lead to the same operator in whatever order they came.
 *
 * @returns every operator that a merge names, with the one kept of its group
 */
export function resolveMerges<T>(
  merges: readonly MergeEdge<T>[],
  order: (left: T, right: T) => number,
): ReadonlyMap<T, T> {
  const leader = new Map<T, T>();
  const find = (member: T): T => {
    const next = leader.get(member) ?? member;
    return next === member ? member : find(next);
  };
  for (const { kept, duplicate } of merges) {
    const [one, other] = [find(kept), find(duplicate)];
    leader.set(one, one);
    leader.set(other, one);
  }
  const duplicates = new Set(merges.map(({ duplicate }) => duplicate));
  const members = new Map<T, T[]>();
  for (const member of leader.keys()) {
    const group = find(member);
    members.set(group, [...(members.get(group) ?? []), member]);
  }
  const keptOf = new Map<T, T>();
  for (const group of members.values()) {
    const roots = group.filter((member) => !duplicates.has(member));
    const [kept] = [...(roots.length > 0 ? roots : group)].sort(order);
    if (kept !== undefined) for (const member of group) keptOf.set(member, kept);
  }
  return keptOf;
}

/** The graver of two states: they are listed by gravity. */
function graver(left: StandingState, right: StandingState): StandingState {
  return STANDING_STATES.indexOf(left) >= STANDING_STATES.indexOf(right) ? left : right;
}

/**
 * Standing of an operator in a group of merged ones: a suspension of any of them holds for all, so that nobody gets
 * around one by being merged; closing closes only the entry itself, and with the entry kept all of them.
 *
 * @param own the operator's own steps
 * @param others steps of the other members; `kept` for the entry that is kept
 */
export function groupStanding(
  own: readonly StandingStep[],
  others: readonly { readonly steps: readonly StandingStep[]; readonly kept: boolean }[],
): readonly StandingStep[] {
  if (others.every(({ steps }) => steps.length === 0)) return own;
  const times = [...new Set([own, ...others.map(({ steps }) => steps)].flat().map(({ from }) => from))];
  let last: StandingState = "normal";
  return times
    .sort((left, right) => left - right)
    .flatMap((from) => {
      const state = others.reduce(
        (held, { steps, kept }) => {
          const theirs = standingAt(steps, from);
          return graver(held, theirs === "closed" && !kept ? "normal" : theirs);
        },
        standingAt(own, from),
      );
      if (state === last) return [];
      last = state;
      return [{ from, state }];
    });
}
