import type { Quantity } from "../../../../core/certificate/certificate.ts";
import type { CalendarDay } from "../../../../core/date.ts";
import type { BoardEntry } from "../../../../core/label/board.ts";
import type { LabelSizePack } from "../../../../core/label/labelSize.ts";
import type { PinAnswer } from "../../../../core/operator/pin.ts";
import type { OfficialStyle } from "../../../../core/reference/styles.ts";
import type { UnitName } from "../../../../core/reference/units.ts";
import type { Result } from "../../../../core/result.ts";
import type { PdfOutlet } from "../pdf/usePdf.ts";
import type { PrintChoice, PrintOnPaper } from "../printDeps.ts";

/** Whose papers they are. */
export type PaperOperator = { readonly name: string; readonly contact?: string };

/** A roll of tags. */
export type ShownRoll = {
  readonly id: string;
  /** Unix seconds. */
  readonly at: number;
  /** As printed, in the order of the roll. */
  readonly tags: readonly string[];
  /** How many stand for a certificate. */
  readonly claimed: number;
};

/** Why a roll was not made, or tags were not claimed; nothing was written then. */
export type TagFailure =
  | "notATag"
  | "tagUnknown"
  | "rollEnds"
  | "badCount"
  | "certificateUnknown"
  | "certificateWithdrawn"
  | "notJoined"
  | "keyLocked"
  | "wrongRole"
  | "wrongRegion"
  | "storageFull"
  | "storageFailed"
  | "statementTooLarge"
  | { readonly code: "tagTaken"; readonly tag: string };

/** A certificate that tags are claimed for. */
export type ClaimTarget = {
  readonly product: string;
  readonly quantity: Quantity;
  readonly number: string;
  readonly withdrawn: boolean;
  readonly tags: readonly string[];
};

/** Why there is no camera picture; typing is the way round. */
export type CameraTrouble = "noCamera" | "permissionDenied" | "inUse" | "insecureContext" | "notSupported";

/** What rolls of tags need from the app. */
export type RollDeps = {
  /** Newest first. */
  readonly rolls: () => Promise<readonly ShownRoll[]>;
  readonly makeRoll: (count: number) => Promise<Result<{ readonly id: string }, TagFailure>>;
  /** Text of a tag's code. */
  readonly tagCode: (tag: string) => Promise<string>;
  readonly claimTarget: (certificate: string) => Promise<ClaimTarget | undefined>;
  /** The tag of a scanned or typed text; undefined for anything else. */
  readonly tagIn: (text: string) => string | undefined;
  readonly claim: (order: {
    readonly certificate: string;
    readonly text: string;
    readonly count: number;
  }) => Promise<Result<readonly string[], TagFailure>>;
  /** Plays the camera and tells every code that it sees; what comes back ends it. */
  readonly watchCodes: (
    video: HTMLVideoElement,
    onTexts: (texts: readonly string[]) => void,
  ) => Promise<Result<() => void, CameraTrouble>>;
  /** Opens a key that is wrapped by a PIN; false for a wrong one. */
  readonly unlock: (pin: string) => Promise<PinAnswer>;
};

/** What the screens of further papers need from the app. */
export type PaperDeps = {
  /** Undefined on a phone that has not joined. */
  readonly operator: () => Promise<PaperOperator | undefined>;
  readonly today: () => Promise<CalendarDay>;
  /** Valid certificates of a day, newest first, and the style that their commitment stands in; `limit` at most. */
  readonly ofDay: (
    day: CalendarDay,
    limit: number,
  ) => Promise<readonly { readonly entry: BoardEntry; readonly style: OfficialStyle }[]>;
  /** Styles in which certificates are issued. */
  readonly styles: readonly OfficialStyle[];
  readonly sizes: LabelSizePack;
  readonly units: readonly UnitName[];
  readonly readChoice: () => PrintChoice;
  readonly keepChoice: (choice: PrintChoice) => void;
  readonly pdf: PdfOutlet;
  readonly print: PrintOnPaper;
  readonly rolls: RollDeps;
};
