import type { DiaryEntry } from "../../core/record/diary.ts";
import type { FieldRecord } from "../../core/record/fieldRecord.ts";
import type { Hex } from "./hex.ts";

/** Place in the index of plots: operator, plot and order by the act's last day; an empty plot for a record of all of them. */
export type PlotKey = [operator: Hex, plot: string, order: number];
/** Place in the index of inputs: operator, name and order. */
export type InputKey = [operator: Hex, name: string, order: number];

/** A record of the field diary or the correction of one, as its statement says it. */
export type DiaryRow = {
  readonly id: Hex;
  readonly operator: Hex;
  /** Key id of the key that signed. */
  readonly kid: Hex;
  /** Unix seconds. */
  readonly iat: number;
  /** Absent in a correction that takes a record back altogether. */
  readonly record?: FieldRecord;
  /** The statement that this one corrects, and why. */
  readonly corrects?: { readonly record: Hex; readonly reason: string };
  /** Its place in the list while nothing has replaced it, newest act first. */
  readonly order?: number;
  /** Its places in the other indexes while it counts. */
  readonly onPlots?: readonly PlotKey[];
  readonly ofInput?: InputKey;
};

/** An entry of the diary: what was last said of an act. */
export type KeptEntry = DiaryEntry & {
  /** Unix seconds of the statement that last said it. */
  readonly iat: number;
  /** The record was altogether wrong and counts no more; what it said stays visible. */
  readonly takenBack: boolean;
};

/** The entries of one operator, newest act first, as they were last read. */
export type KeptDiary = { readonly operator: Hex; readonly entries: readonly KeptEntry[] };
