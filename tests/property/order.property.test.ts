import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { graverState, WITHDRAWN_STATES, type WithdrawnState } from "../../src/core/certificate/withdrawal.ts";
import { lotBalance } from "../../src/core/lot/balance.ts";
import { joinPrefixes, listedState } from "../../src/core/operator/directoryRow.ts";
import { DAY } from "../../src/core/operator/grant.ts";
import { type KeyRecord, keyTiming } from "../../src/core/operator/rights.ts";
import { ROLES } from "../../src/core/operator/role.ts";
import { standingAt } from "../../src/core/operator/standing.ts";
import { labelText } from "../../src/core/qr/qrText.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { refusalForKey } from "../../src/core/statement/whoMaySign.ts";
import { verifyScanned } from "../../src/core/verify/verify.ts";
import { testKey } from "../support/testKeys.ts";
import {
  contextOf,
  cooperativeRow,
  directory,
  JINCHENG,
  keyRecord,
  NOW,
  ORIGIN,
  row,
  signedCertificate,
  terms,
} from "../support/world.ts";

/** A list together with the same entries in another order. */
function twoOrders<T>(entry: fc.Arbitrary<T>, maxLength = 8): fc.Arbitrary<readonly [readonly T[], readonly T[]]> {
  return fc
    .array(entry, { maxLength })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
}

const state = fc.constantFrom<WithdrawnState | undefined>(...WITHDRAWN_STATES, undefined);
const grant = fc.record({
  days: fc.integer({ min: -300, max: 100 }),
  life: fc.integer({ min: 1, max: 300 }),
  role: fc.constantFrom(...ROLES),
});

function termsFrom(
  entries: readonly { readonly days: number; readonly life: number; readonly role: (typeof ROLES)[number] }[],
): KeyRecord["grants"] {
  return entries.map(({ days, life, role }) =>
    terms({ notBefore: NOW + days * DAY, notAfter: NOW + (days + life) * DAY, roles: [role] }),
  );
}

test("withdrawals come to the gravest state in whatever order they arrive", () => {
  fc.assert(
    fc.property(twoOrders(state), ([one, other]) => {
      expect(one.reduce(graverState, undefined)).toBe(other.reduce(graverState, undefined));
    }),
  );
});

test("a row lists the same certificates whatever order they were withdrawn in", () => {
  const id = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(twoOrders(id), ([one, other]) => {
      expect(joinPrefixes(one)).toEqual(joinPrefixes(other));
      const voided = { ...cooperativeRow().withdrawn, voided: joinPrefixes(one) };
      for (const voidedId of one) expect(listedState(cooperativeRow({ withdrawn: voided }), voidedId)).toBe("voided");
    }),
  );
});

test("the rights of a key are the union of its grants in whatever order they were given", () => {
  fc.assert(
    fc.property(
      twoOrders(grant),
      fc.integer({ min: -400, max: 400 }),
      fc.constantFrom(1, 2),
      ([one, other], day, style) => {
        const at = (entries: typeof one) => {
          const record = keyRecord(testKey("K1").key, termsFrom(entries));
          const act = { kind: KIND.certificateIssued, style, own: true, behalf: false, region: "140525" };
          return [keyTiming(record, NOW + day * DAY, NOW, undefined), refusalForKey(act, record.grants)];
        };
        expect(at(one)).toEqual(at(other));
      },
    ),
  );
});

test("standing depends on the dates of its steps, not on their order", () => {
  const steps = fc
    .uniqueArray(fc.integer({ min: -50, max: 50 }), { maxLength: 6 })
    .map((days) =>
      days.map((day, index) => ({
        from: NOW + day * DAY,
        state: index % 2 === 0 ? ("suspended" as const) : ("normal" as const),
      })),
    )
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  fc.assert(
    fc.property(steps, fc.integer({ min: -60, max: 60 }), ([one, other], day) => {
      expect(standingAt(one, NOW + day * DAY)).toBe(standingAt(other, NOW + day * DAY));
    }),
  );
});

test("a lot's remainder does not depend on the order of the certificates drawn on it", () => {
  const drawn = fc.record({ thousandths: fc.integer({ min: 1, max: 10 ** 9 }), unit: fc.integer({ min: 1, max: 19 }) });
  fc.assert(
    fc.property(twoOrders(drawn), fc.integer({ min: 1, max: 19 }), ([one, other], unit) => {
      const lot = { thousandths: 10 ** 9, unit };
      expect(lotBalance(lot, one)).toEqual(lotBalance(lot, other));
    }),
  );
});

let text: string;
beforeAll(async () => {
  const { id, bytes } = await signedCertificate();
  text = labelText(ORIGIN, certificateNumber(id), bytes);
});

test("a verdict does not depend on how rows, keys and grants lie in the store", async () => {
  const others = ["陵川县绿源农场", "高平市玉屏果业有限公司"].map((name) =>
    row(name, { keys: [keyRecord(testKey("K2").key)] }),
  );
  await fc.assert(
    fc.asyncProperty(
      twoOrders(grant, 4),
      fc.constantFrom(...WITHDRAWN_STATES, undefined),
      fc.boolean(),
      async ([one, other], withdrawn, lists) => {
        const verdictWith = async (grants: KeyRecord["grants"], isReversed: boolean) => {
          const keys = [keyRecord(testKey("K1").key, grants), keyRecord(testKey("K2").key)];
          const list = withdrawn === undefined ? {} : { [withdrawn]: joinPrefixes(lists ? [new Uint8Array(32)] : []) };
          const mine = cooperativeRow({
            keys: isReversed ? keys.slice().reverse() : keys,
            withdrawn: { ...row("").withdrawn, ...list },
          });
          const rows = isReversed ? [...others, mine] : [mine, ...others];
          return verifyScanned(text, contextOf({ directories: [directory(JINCHENG, rows)] }));
        };
        const [left, right] = [await verdictWith(termsFrom(one), false), await verdictWith(termsFrom(other), true)];
        expect([right.verdict, right.code, right.checks]).toEqual([left.verdict, left.code, left.checks]);
      },
    ),
    { numRuns: 60 },
  );
});
