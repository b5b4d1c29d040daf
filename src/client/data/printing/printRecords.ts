import type { LabelSize } from "../../../core/label/labelSize.ts";
import type { PrinterLanguage } from "../../../core/printer/language.ts";
import type { Hex } from "../hex.ts";
import type { SendFailure } from "./sendLabels.ts";
import type { ChosenDevice, OpenFailure } from "./transport.ts";

/** A printer that was used here, and how it is spoken to. */
export type PrinterRecord = ChosenDevice & {
  /** Transport and device: the same printer by cable and by radio are two. */
  readonly id: string;
  /** Id of its family in the pack of printers. */
  readonly profile: string;
  readonly language: PrinterLanguage;
  /** White between two labels of its roll in millimetres, and how dark it burns, 0 to 15. */
  readonly gap: number;
  readonly density: number;
  /**
   * Bytes of the picture within which a link to it may have broken: it has to be brought back before anything else.
   * Set before a job begins, so that a closed tab or an empty battery leaves it standing.
   */
  readonly owed: number;
  /** Unix seconds. */
  readonly usedAt: number;
};

/** One label of a job: a certificate, and which of several boxes it is for (一箱一证). */
export type QueuedLabel = {
  readonly certificate: Hex;
  readonly box?: { readonly number: number; readonly of: number };
};

/** Labels that are wanted on paper. */
export type PrintOrder = {
  readonly labels: readonly QueuedLabel[];
  readonly size: LabelSize;
  /** Of each label. */
  readonly copies: number;
  readonly printer: string;
};

/**
 * How far a job is. `sent`: everything has left the phone and nobody has said that it came out. `confirmed`: the printer
 * said so in a way that cannot be mistaken, or a person did.
 */
export type PrintState = "waiting" | "sending" | "sent" | "failed" | "confirmed";

/** Why a job stands still. `tooWide`: what the label says reaches beyond the printer's head. */
export type PrintReason = SendFailure["code"] | OpenFailure | "stopped" | "leftOff" | "unknownPrinter" | "tooWide";

/** A job in the queue. */
export type PrintJobRecord = PrintOrder & {
  /** Given by the store. */
  readonly job?: number;
  /** Unix seconds. */
  readonly madeAt: number;
  readonly state: PrintState;
  /** Labels that have gone out whole; the next one is where it goes on. */
  readonly sent: number;
  /** Of these, how many the printer has confirmed. */
  readonly confirmed: number;
  /** It broke off within the label that comes next, which may have come out all the same. */
  readonly interrupted: boolean;
  readonly reason?: PrintReason;
  /** The language that the printer answered in instead of the one it was spoken to in. */
  readonly speaks?: PrinterLanguage;
};
