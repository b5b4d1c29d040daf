import { chinaDay, dayNumber, dayOf } from "../../core/date.ts";
import { lotTest } from "../../core/record/diary.ts";
import { testGap } from "../../core/record/testGap.ts";
import { err, ok } from "../../core/result.ts";
import { gateRecords } from "../data/diary.ts";
import { openLots } from "../data/goods.ts";
import { actingIdentity } from "../data/identities.ts";
import { type TestFailure, testOnPhone, testsOfLot } from "../data/lotTests.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import type { LotRecord } from "../data/schema.ts";
import type { LotTests, LotTestsDeps, TestedLot, TestRefusal } from "../features/lotTests/lotTestsDeps.ts";
import { correctedClock } from "./correctedClock.ts";
import { shippedRules } from "./gateRulesHere.ts";
import type { Packs } from "./packs.ts";

function shown({ id, product, quantity, plots, day }: LotRecord): TestedLot {
  return { id, product, quantity, plots, day };
}

function refusalOf(failure: TestFailure): TestRefusal {
  if (failure === "keyLocked" || failure === "wrongRole" || failure === "storageFull") return failure;
  return "notSaved";
}

async function testsOf(phone: Phone, id: string): Promise<LotTests | undefined> {
  const lot = await phone.db.get("lots", id);
  const identity = await actingIdentity(phone.db);
  if (lot === undefined || lot.operator !== identity?.operator) return undefined;
  const { rules } = await shippedRules();
  const since = dayOf((dayNumber(lot.day) ?? 0) - rules.window);
  const [rows, { uses }] = await Promise.all([
    testsOfLot(phone, lot.operator, id),
    gateRecords(phone, { operator: lot.operator, plots: lot.plots, since }),
  ]);
  const before = lot.made === "harvested" ? uses.filter(({ from }) => from <= lot.day) : [];
  const gap = testGap(
    before,
    rows.map((row) => lotTest(row.id, row.test)),
    rules,
  );
  const newest = [...rows].sort((left, right) => right.iat - left.iat);
  return { lot: shown(lot), tests: newest, gap };
}

/** Joins the screens of tests to this phone. */
export function lotTestServices(phone: Phone, packs: Packs): LotTestsDeps {
  const now = correctedClock(phone);
  return {
    async lots() {
      const identity = await actingIdentity(phone.db);
      return (await openLots(phone)).filter(({ operator }) => operator === identity?.operator).map(shown);
    },
    testsOf: (lot) => testsOf(phone, lot),
    async record(lot, test) {
      const recorded = await testOnPhone(phone, { ...test, lot });
      return recorded.ok ? ok(undefined) : err(refusalOf(recorded.error));
    },
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    today: () => chinaDay(now()),
    units: packs.units,
  };
}
