import * as fc from "fast-check";
import { expect, test } from "vitest";
import { groupStanding, type MergeEdge, resolveMerges } from "../../src/core/operator/merging.ts";
import { STANDING_STATES, type StandingStep, standingAt } from "../../src/core/operator/standing.ts";

const OPERATORS = 8;
const operator = fc.integer({ min: 0, max: OPERATORS - 1 });
const merge = fc
  .tuple(operator, operator)
  .filter(([kept, duplicate]) => kept !== duplicate)
  .map(([kept, duplicate]): MergeEdge<number> => ({ kept, duplicate }));
const byNumber = (left: number, right: number) => left - right;
const merges = fc.array(merge, { maxLength: 10 });

test("merges lead to the same operators in whatever order they came", () => {
  const orders = merges.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(orders, ([one, other]) => {
      const sorted = (map: ReadonlyMap<number, number>) => [...map].sort(([left], [right]) => left - right);
      expect(sorted(resolveMerges(one, byNumber))).toEqual(sorted(resolveMerges(other, byNumber)));
    }),
  );
});

test("merging loses no fact: every operator's facts are found once, with the one kept of its group", () => {
  fc.assert(
    fc.property(merges, fc.array(operator, { maxLength: 40 }), (list, facts) => {
      const keptOf = resolveMerges(list, byNumber);
      const found = new Map<number, number[]>();
      facts.forEach((of, fact) => {
        const kept = keptOf.get(of) ?? of;
        found.set(kept, [...(found.get(kept) ?? []), fact]);
      });
      expect([...found.values()].flat().sort(byNumber)).toEqual(facts.map((_, fact) => fact));
      for (const { kept, duplicate } of list) expect(keptOf.get(kept)).toBe(keptOf.get(duplicate));
      for (const kept of keptOf.values()) expect(keptOf.get(kept)).toBe(kept);
    }),
  );
});

test("a merge chain leads to the one that nothing calls a duplicate", () => {
  expect(
    resolveMerges(
      [
        { kept: 3, duplicate: 5 },
        { kept: 5, duplicate: 1 },
      ],
      byNumber,
    ),
  ).toEqual(
    new Map([
      [3, 3],
      [5, 3],
      [1, 3],
    ]),
  );
});

const steps = fc
  .array(fc.record({ from: fc.integer({ min: 0, max: 20 }), state: fc.constantFrom(...STANDING_STATES) }), {
    maxLength: 5,
  })
  .map((list): readonly StandingStep[] => list);

test("at every moment a group's standing is its own, unless another member is suspended or the kept one closed", () => {
  const others = fc.array(fc.record({ steps, kept: fc.boolean() }), { maxLength: 3 });
  fc.assert(
    fc.property(steps, others, fc.integer({ min: 0, max: 25 }), (own, members, time) => {
      const states = members.map((member) => ({ ...member, state: standingAt(member.steps, time) }));
      const mine = standingAt(own, time);
      const isClosed = mine === "closed" || states.some(({ kept, state }) => kept && state === "closed");
      const isSuspended = mine === "suspended" || states.some(({ state }) => state === "suspended");
      const open = isSuspended ? "suspended" : "normal";
      const expected = isClosed ? "closed" : open;
      expect(standingAt(groupStanding(own, members), time)).toBe(expected);
    }),
  );
});
