import type { Raster } from "../../../src/core/label/raster.ts";
import type { PrinterLanguage } from "../../../src/core/printer/language.ts";
import { cpclParser } from "./cpclParser.ts";
import { escPosParser } from "./escPosParser.ts";
import { tsplParser } from "./tsplParser.ts";

/** One piece of paper that came out; not `whole` when the paper moved on before its picture was complete. */
export type Paper = { readonly raster: Raster; readonly whole: boolean };

/** What can be wrong with the printer itself. */
export type Condition = "fine" | "paperOut" | "coverOpen";

/** What the parsers share with the machine. */
export type Machine = {
  readonly condition: () => Condition;
  /** True while it says that it prints. */
  readonly busy: () => boolean;
  readonly print: (paper: Paper, copies: number) => void;
  readonly answer: (...bytes: readonly number[]) => void;
};

/** Takes bytes one by one, in any pieces. */
export type Parser = (byte: number) => void;

/** A printer on the other side of a link. */
export type EmulatedPrinter = {
  readonly receive: (bytes: Uint8Array) => void;
  readonly papers: readonly Paper[];
  readonly onAnswer: (listener: (bytes: Uint8Array) => void) => void;
  condition: Condition;
  /** Prints this many papers before the roll is empty. */
  roll: number;
};

const PARSERS: Readonly<Record<PrinterLanguage, (machine: Machine) => Parser>> = {
  tspl: tsplParser,
  cpcl: cpclParser,
  escPos: escPosParser,
};

/** A printer of one language that says that it is busy for some questions after each label. */
export function emulatedPrinter(language: PrinterLanguage, busyFor = 1): EmulatedPrinter {
  const papers: Paper[] = [];
  const listeners = new Set<(bytes: Uint8Array) => void>();
  let busy = 0;
  const printer: EmulatedPrinter = {
    papers,
    condition: "fine",
    roll: Number.POSITIVE_INFINITY,
    receive: (bytes) => {
      for (const byte of bytes) parse(byte);
    },
    onAnswer: (listener) => listeners.add(listener),
  };
  const parse = PARSERS[language]({
    condition: () => printer.condition,
    busy: () => busy > 0 && busy-- > 0,
    print: (paper, copies) => {
      for (let copy = 0; copy < copies; copy++) {
        if (printer.roll <= 0) printer.condition = "paperOut";
        if (printer.condition !== "fine") return;
        printer.roll -= 1;
        papers.push(paper);
      }
      busy = busyFor;
    },
    answer: (...bytes) => {
      for (const listener of listeners) listener(Uint8Array.from(bytes));
    },
  });
  return printer;
}
