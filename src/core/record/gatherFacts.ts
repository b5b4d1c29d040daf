import { equalBytes, toHex } from "../bytes.ts";
import type { Quantity } from "../certificate/certificate.ts";
import type { CalendarDay } from "../date.ts";
import type { StatedTest } from "../lot/lot.ts";
import { type OperatorFile, qualityPerson, standingStops } from "../operator/file.ts";
import type { OperatorKind } from "../operator/profile.ts";
import type { GateFacts, InputUse, LotTest, PlainRecord } from "./gateFacts.ts";
import type { Treated } from "./inputTargets.ts";

/** The lot that is certified, existing or made in the same step. */
export type GateLot = {
  /** First 8 bytes of its id; absent while it does not exist. */
  readonly reference?: Uint8Array;
  readonly made: "harvested" | "assembled";
  readonly goods: Treated;
  readonly plots: readonly string[];
  readonly day: CalendarDay;
  readonly quantity: Quantity;
  readonly drawn: readonly Quantity[];
};

/** What is known of an issuing, on a phone or at the endpoint. */
export type KnownFacts = {
  readonly day: CalendarDay;
  readonly kind: OperatorKind;
  readonly suspended: boolean;
  readonly file: OperatorFile;
  readonly lot: GateLot;
  readonly wanted: Quantity;
  readonly uses: readonly InputUse[];
  readonly records: readonly PlainRecord[];
  readonly tests: readonly LotTest[];
};

/** A test that is only stated: what its issuer says was done, by whom, on which day. */
export function statedLotTest(id: string, { basis, date, item }: Pick<StatedTest, "basis" | "date" | "item">): LotTest {
  const test = { id, basis, day: date, items: [item], passed: true };
  // Nobody states until when a lab is accredited; that a test was commissioned is the issuer's word like the rest.
  return basis === "commissionedTest" ? { ...test, accreditedUntil: date } : test;
}

/** Puts the facts for the gate together. Goods that were bought stand on their certificates, not on the buyer's own plots. */
export function gatherFacts(known: KnownFacts): GateFacts {
  const { day, kind, suspended, file, lot, wanted, uses, records, tests } = known;
  const bought = lot.made === "assembled";
  const person = qualityPerson(file);
  const stops = standingStops(file).filter(
    (stop) => stop.lot === undefined || (lot.reference !== undefined && equalBytes(stop.lot, lot.reference)),
  );
  return {
    day,
    producer: {
      kind,
      suspended,
      stopOrders: stops.map(({ id, from, document }) => ({ id: toHex(id), from, document })),
      ...(person === undefined ? {} : { qualityPersonUntil: person.trainedUntil }),
    },
    lot: {
      goods: lot.goods,
      plots: lot.plots,
      harvested: lot.day,
      quantity: lot.quantity,
      drawn: lot.drawn,
      ...(bought ? { bought: true } : {}),
    },
    wanted,
    uses: bought ? uses.filter(({ afterHarvest }) => afterHarvest === true) : uses,
    records: bought ? [] : records,
    tests,
  };
}
