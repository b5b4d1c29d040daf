import type { ReactNode } from "react";
import type { CalendarDay } from "../../../core/date.ts";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { DiaryEntry } from "../../../core/record/diary.ts";
import type { FieldRecord } from "../../../core/record/fieldRecord.ts";
import type { GateRules } from "../../../core/record/gate.ts";
import type { Treated } from "../../../core/record/inputTargets.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Result } from "../../../core/result.ts";

/** An entry of the diary: what was last said of an act. */
export type Entry = DiaryEntry & {
  /** Unix seconds of the statement that last said it. */
  readonly iat: number;
  /** The record was altogether wrong and counts no more. */
  readonly takenBack: boolean;
};

/** One statement of an entry's story. */
export type Said = {
  /** Hexadecimal. */
  readonly id: string;
  readonly iat: number;
  /** Absent where it took the record back. */
  readonly record?: FieldRecord;
  /** Why it corrects the one before. */
  readonly reason?: string;
  readonly upload: { readonly state: "waiting" | "sending" | "acknowledged" | "uploaded" | "refused" };
};

/** What is written into the diary. */
export type Order =
  | { readonly record: FieldRecord }
  | { readonly corrects: string; readonly reason: string; readonly replacement?: FieldRecord };

/** Why nothing was written. */
export type WriteFailure = "keyLocked" | "roleMissing" | "alreadyCorrected" | "storageFull" | "storageFailed";

/** A table for paper, already in words. */
export type TableInWords = {
  readonly title: string;
  readonly lines: readonly string[];
  /** `share` in parts of the sum of all. */
  readonly columns: readonly { readonly heading: string; readonly share: number }[];
  /** As many cells as columns. */
  readonly rows: readonly (readonly string[])[];
  /** Foot of a page, with `{page}` and `{pages}` in it. */
  readonly foot: string;
};

/** Listens to speech. @returns the way to stop */
export type Dictation = (heard: (text: string) => void, ended: () => void) => () => void;

/** What the diary's screens need from the app. */
export type DiaryDeps = {
  /** Name of the operator whose diary it is; undefined on a phone that has not joined as a producer. */
  readonly self: () => Promise<string | undefined>;
  /** All of it, newest act first. */
  readonly entries: () => Promise<readonly Entry[]>;
  readonly story: (id: string) => Promise<readonly Said[] | undefined>;
  /**
   * Signed and stored on this phone with the photos that it names, sent when there is a network; gives its hexadecimal
   * id.
   */
  readonly write: (order: Order, photos: readonly Uint8Array[]) => Promise<Result<string, WriteFailure>>;
  /** A photo of an entry, from this phone or the endpoint; undefined when neither gives it now. */
  readonly photo: (hash: string) => Promise<Uint8Array | undefined>;
  /** Opens a wrapped key until it is locked again. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  /** Plots that the register or this phone's certificates name. */
  readonly plots: () => Promise<readonly string[]>;
  /** Products that were certified here. */
  readonly products: () => Promise<readonly Treated[]>;
  readonly searchProducts: (query: string) => Promise<readonly { readonly code: number; readonly name: string }[]>;
  /** Calls back whenever the diary or an upload changed; gives the way to stop. */
  readonly watch: (changed: () => void) => () => void;
  /** Current time, Unix seconds, corrected by what the endpoint said. */
  readonly now: () => number;
  readonly rules: GateRules;
  readonly units: readonly UnitName[];
  /** Hands a file to the browser's downloads. */
  readonly saveFile: (file: { readonly name: string; readonly content: Blob }) => void;
  /** Makes a table into a PDF on a tap; `name` without its ending. */
  readonly pdfOf: (table: TableInWords, name: string) => ReactNode;
  /** Absent where the browser listens to nobody. */
  readonly dictate?: Dictation;
};

/** A day and what it is for: prefilled into a form. */
export type Today = { readonly day: CalendarDay; readonly minute: number };
