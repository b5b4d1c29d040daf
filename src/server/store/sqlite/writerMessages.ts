import type { Touched } from "../port.ts";
import type { Writer } from "./writer.ts";

/** What the main thread may ask of the writer. */
export type WriterCalls = Pick<
  Writer,
  | "ingest"
  | "rebuild"
  | "saveAnswers"
  | "saveGateVerdicts"
  | "keepAnswersOf"
  | "publishDirectory"
  | "saveTreeHead"
  | "keepLogFork"
  | "saveSettings"
  | "addAuthority"
  | "addInvitation"
  | "useLink"
  | "markGranted"
  | "openSession"
  | "savePrivateRecord"
  | "forgetPersons"
  | "savePrivateRecords"
  | "erasePrivateRecords"
  | "noteRecordAct"
  | "close"
>;
/** Name of a call. */
export type WriterCallName = keyof WriterCalls;

/** A call with its arguments, numbered by whoever asks. */
export type WriterRequest = {
  [Name in WriterCallName]: { readonly id: number; readonly name: Name; readonly args: Parameters<WriterCalls[Name]> };
}[WriterCallName];

/** What the writer sends back: that it is open, what changed (before the call that changed it is answered), and answers. */
export type WriterReply =
  | { readonly ready: true }
  | { readonly touched: Touched }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
