import type { PrinterLanguage } from "../../../core/printer/language.ts";

/** A way from this browser to a printer. */
export type Way = "bluetooth" | "usb" | "serial";

/** How far a job is; `sent` only means that it has left the phone. */
export type JobState = "waiting" | "sending" | "sent" | "failed" | "confirmed";

/** Why a job stands still. */
export type JobReason =
  | "linkLost"
  | "stalled"
  | "silent"
  | "stillBusy"
  | "notDrawn"
  | "wrongLanguage"
  | "coverOpen"
  | "paperOut"
  | "paperJam"
  | "ribbonOut"
  | "overheated"
  | "faulty"
  | "paused"
  | "askAgain"
  | "unreachable"
  | "notAPrinter"
  | "stopped"
  | "leftOff"
  | "unknownPrinter"
  | "tooWide";

/** A job of the queue in words and numbers. */
export type ShownJob = {
  readonly job: number;
  /** Unix seconds. */
  readonly madeAt: number;
  readonly product: string;
  readonly labels: number;
  readonly copies: number;
  /** Millimetres: 60×40. */
  readonly size: string;
  readonly state: JobState;
  readonly sent: number;
  readonly interrupted: boolean;
  readonly reason?: JobReason;
  readonly speaks?: PrinterLanguage;
  /** Its printer; absent while none was chosen or it was forgotten. */
  readonly printer?: ShownPrinter;
};

/** A printer that was used here. */
export type ShownPrinter = {
  readonly id: string;
  readonly name: string;
  readonly way: Way;
  readonly language: PrinterLanguage;
  /** Id of its family. */
  readonly family: string;
  readonly gap: number;
  readonly density: number;
};

/** A family of printers to choose from by hand. */
export type PrinterFamily = { readonly id: string; readonly maker: string; readonly models: string };

/** What choosing a printer came to. `makersAppOnly`: it only obeys its maker's own app. */
export type Chosen =
  | { readonly ok: true; readonly printer: ShownPrinter }
  | { readonly ok: false; readonly error: "nothingChosen" | "notAllowed" | "storageFull" | "storageFailed" }
  | { readonly ok: false; readonly error: "makersAppOnly"; readonly app: string };

/** What a person sets for a printer. */
export type PrinterSetting = {
  readonly language?: PrinterLanguage;
  readonly profile?: string;
  readonly gap?: number;
  readonly density?: number;
};

/** What the printing screens need from the app. */
export type PrintingDeps = {
  /** Empty where the browser reaches no printer. */
  readonly ways: readonly Way[];
  /** As the region has them now. */
  readonly families: () => readonly PrinterFamily[];
  readonly jobs: () => Promise<readonly ShownJob[]>;
  readonly printers: () => Promise<readonly ShownPrinter[]>;
  /** Opens the browser's list of devices; only within a tap. */
  readonly choose: (way: Way, everything: boolean) => Promise<Chosen>;
  readonly set: (printer: string, setting: PrinterSetting) => Promise<void>;
  readonly forget: (printer: string) => Promise<void>;
  /** False when another job is being sent, here or in another tab. */
  readonly run: (job: number) => Promise<boolean>;
  readonly stop: (job: number) => void;
  readonly confirm: (job: number) => Promise<void>;
  readonly again: (job: number) => Promise<void>;
  readonly skip: (job: number) => Promise<void>;
  readonly remove: (job: number) => Promise<void>;
  readonly moveTo: (job: number, printer: string) => Promise<void>;
  /** @returns the way to stop being told */
  readonly watch: (changed: () => void) => () => void;
};
