import type { Quantity } from "../../../core/certificate/certificate.ts";
import type { CalendarDay } from "../../../core/date.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { RecordedTest } from "../../../core/record/lotTest.ts";
import type { TestGap } from "../../../core/record/testGap.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";

/** A lot of which something is left. */
export type TestedLot = {
  /** Hexadecimal id. */
  readonly id: string;
  readonly product: string;
  readonly quantity: Quantity;
  readonly plots: readonly string[];
  /** Day of harvest or assembly. */
  readonly day: CalendarDay;
};

/** A lot with its tests, and what of the drugs used on it they have not looked for. */
export type LotTests = {
  readonly lot: TestedLot;
  /** Newest first. */
  readonly tests: readonly { readonly id: string; readonly test: RecordedTest }[];
  readonly gap: TestGap;
};

/** Why no test was written down. */
export type TestRefusal = "keyLocked" | "wrongRole" | "storageFull" | "notSaved";

/** What the screens of tests need from the app. */
export type LotTestsDeps = {
  /** Newest first. */
  readonly lots: () => Promise<readonly TestedLot[]>;
  /** Undefined for a lot that is not on this phone. */
  readonly testsOf: (lot: string) => Promise<LotTests | undefined>;
  /** Signed and stored on this phone, sent when there is a network. */
  readonly record: (lot: string, test: Omit<RecordedTest, "lot">) => Promise<Result<undefined, TestRefusal>>;
  /** Opens the key that a PIN wraps. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly today: () => CalendarDay;
  readonly units: readonly UnitName[];
};
