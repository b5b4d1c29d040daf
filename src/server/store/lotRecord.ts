import type { AssembledLot, HarvestedLot, StatedTest } from "../../core/lot/lot.ts";
import type { DiaryEntry } from "../../core/record/diary.ts";
import type { RecordedTest } from "../../core/record/lotTest.ts";

/** A lot with what was stated and recorded about it. */
export type LotRecord = {
  readonly id: Uint8Array;
  readonly lot: HarvestedLot | AssembledLot;
  readonly tests: readonly StatedTest[];
  readonly recorded: readonly { readonly id: Uint8Array; readonly iat: number; readonly test: RecordedTest }[];
  /** What counts of its operator's diary, in the order of acts. */
  readonly entries: readonly DiaryEntry[];
};
