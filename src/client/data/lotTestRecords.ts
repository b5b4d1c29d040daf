import type { RecordedTest } from "../../core/record/lotTest.ts";
import type { Hex } from "./hex.ts";

/** A test of a lot of one of this phone's operators. */
export type LotTestRow = {
  readonly id: Hex;
  readonly operator: Hex;
  readonly lot: Hex;
  /** Unix seconds. */
  readonly iat: number;
  readonly test: RecordedTest;
};
