import {
  type LabelPrint,
  type LanguageRules,
  type PrinterTrouble,
  troubleOf,
} from "../../../core/printer/labelPrint.ts";
import { LANGUAGE_RULES, type PrinterLanguage } from "../../../core/printer/language.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { type LinkFailure, type Patience, type PrinterLink, pause } from "./printerLink.ts";

/** Why sending ended early. */
export type SendFailure =
  | {
      readonly code: LinkFailure | PrinterTrouble | "stillBusy" | "silent" | "notDrawn";
      /** The link broke within this label: before the next one the printer has to be brought back. */
      readonly withinLabel: boolean;
    }
  /** Nothing that the printer answers belongs to its language; `speaks` is the one whose answers it gave instead. */
  | { readonly code: "wrongLanguage"; readonly withinLabel: false; readonly speaks?: PrinterLanguage };

/** True when a printer may have been left in the middle of a command, and has to be brought back before the next. */
export function leavesOwing({ code, withinLabel }: SendFailure): boolean {
  return withinLabel || code === "linkLost" || code === "stalled";
}

/** What a printer's word after a label proves: `confirmed` only where it cannot be mistaken. */
export type LabelOutcome = "sent" | "confirmed";

/** A printer that is connected, and how it is spoken to. */
export type ConnectedPrinter = {
  readonly link: PrinterLink;
  readonly language: PrinterLanguage;
  /** False where no answer is to be expected. */
  readonly answers: boolean;
  readonly patience: Patience;
};

/** What is sent: labels from `first` on, each drawn when it is its turn. */
export type LabelRun = {
  readonly first: number;
  readonly count: number;
  /** Bytes of the picture within which a link to this printer broke before; 0 when it is at the start of a command. */
  readonly owed: number;
  /** White between two labels of its roll in millimetres. */
  readonly gap: number;
  /** Undefined when the label cannot be drawn any more. */
  readonly draw: (index: number) => Promise<LabelPrint | undefined>;
  /** Told of each label that has gone out whole, before the next one. */
  readonly told: (index: number, outcome: LabelOutcome) => Promise<void>;
  readonly signal: AbortSignal;
};

/** Status answers "ready" without "busy" before them after which nothing more is to be learnt. */
const SILENT_READY = 4;

/**
 * Sends labels one after the other. Ends between labels when it is cancelled; a failure names why, and labels already
 * told of are out of it.
 *
 * @returns false when it was cancelled
 */
export async function sendLabels(printer: ConnectedPrinter, run: LabelRun): Promise<Result<boolean, SendFailure>> {
  const rules = LANGUAGE_RULES[printer.language];
  if (run.owed > 0) {
    const recovered = await printer.link.write(rules.recover(run.owed, run.gap));
    if (!recovered.ok) return err({ code: recovered.error, withinLabel: true });
  }
  const greeted = await greet(printer, rules);
  if (!greeted.ok) return err(stillWithin(greeted.error, run));
  for (let index = run.first; index < run.count; index++) {
    if (run.signal.aborted) return ok(false);
    const label = await run.draw(index);
    if (label === undefined) return err({ code: "notDrawn", withinLabel: false });
    const outcome = await sendLabel(printer, rules, label);
    if (!outcome.ok) return outcome;
    await run.told(index, outcome.value);
  }
  return ok(true);
}

/** A link that breaks before the first answer may have lost what was sent to recover as well. */
function stillWithin(failure: SendFailure, { owed }: LabelRun): SendFailure {
  return failure.code === "linkLost" || failure.code === "stalled" ? { ...failure, withinLabel: owed > 0 } : failure;
}

/** Asks how the printer is before it is given anything. */
async function greet(printer: ConnectedPrinter, rules: LanguageRules): Promise<Result<undefined, SendFailure>> {
  const { link, answers, patience } = printer;
  for (let waited = 0; waited <= patience.label; waited += patience.between) {
    const answer = await link.ask(rules.statusQuery, rules.statusLength, patience.answer);
    if (!answer.ok) return err({ code: answer.error, withinLabel: false });
    const state = rules.readStatus(answer.value);
    if (state === undefined) return answers || answer.value.length > 0 ? wrongLanguage(printer) : ok(undefined);
    const trouble = troubleOf(state);
    if (trouble !== undefined) return err({ code: trouble, withinLabel: false });
    if (state !== "busy") return ok(undefined);
    await pause(patience.between);
  }
  return err({ code: "stillBusy", withinLabel: false });
}

async function wrongLanguage({ link, language, patience }: ConnectedPrinter): Promise<Result<never, SendFailure>> {
  const found = await findLanguage(link, patience, language);
  if (!found.ok) return err({ code: found.error, withinLabel: false });
  const { value: speaks } = found;
  return err({ code: "wrongLanguage", withinLabel: false, ...(speaks === undefined ? {} : { speaks }) });
}

/** The strictest answers first: one byte of TSPL could be anything. */
const ASKED: readonly PrinterLanguage[] = ["escPos", "cpcl", "tspl"];

/** Asks in every language but `except`; undefined when none is answered. */
async function findLanguage(
  link: PrinterLink,
  patience: Patience,
  except?: PrinterLanguage,
): Promise<Result<PrinterLanguage | undefined, LinkFailure>> {
  for (const language of ASKED) {
    if (language === except) continue;
    const { statusQuery, statusLength, readStatus } = LANGUAGE_RULES[language];
    const answer = await link.ask(statusQuery, statusLength, patience.answer);
    if (!answer.ok) return answer;
    if (readStatus(answer.value) !== undefined) return ok(language);
  }
  return ok(undefined);
}

async function sendLabel(
  printer: ConnectedPrinter,
  rules: LanguageRules,
  label: LabelPrint,
): Promise<Result<LabelOutcome, SendFailure>> {
  const written = await printer.link.write(rules.encode(label));
  if (!written.ok) return err({ code: written.error, withinLabel: true });
  if (!printer.answers) return ok("sent");
  return watchLabel(printer, rules);
}

/**
 * Asks until the label is out. A printer that answers in between is believed when it was busy first; one whose link does
 * not check what it carries may have printed something else than was sent, so only a person can confirm.
 */
async function watchLabel(
  { link, patience }: ConnectedPrinter,
  { outcome, wholeLabels }: LanguageRules,
): Promise<Result<LabelOutcome, SendFailure>> {
  const proven: LabelOutcome = link.checked ? "confirmed" : "sent";
  const inTurn = outcome.answered === "inTurn";
  let busySeen = inTurn;
  let ready = 0;
  for (let waited = 0; waited <= patience.label; waited += patience.between) {
    const answer = await link.ask(outcome.query, outcome.length, inTurn ? patience.label : patience.answer);
    // Everything was written: whether the printer has it all is not known when the link breaks now.
    if (!answer.ok) return err({ code: answer.error, withinLabel: true });
    // It answered before: now it may still be waiting for what was lost on the way.
    if (answer.value.length === 0) return err({ code: "silent", withinLabel: true });
    const state = outcome.read(answer.value);
    if (state === undefined) return ok("sent");
    const trouble = troubleOf(state);
    if (trouble !== undefined) return err({ code: trouble, withinLabel: !wholeLabels });
    if (state === "busy") busySeen = true;
    else if (busySeen) return ok(proven);
    else if (++ready >= SILENT_READY) return ok("sent");
    await pause(patience.between);
  }
  return err({ code: "stillBusy", withinLabel: true });
}
