import { concatBytes } from "../bytes.ts";
import { ascii, DARKEST, type LabelPrint, type LanguageRules, line, type PrinterState, stateOf } from "./labelPrint.ts";

/*
 * CPCL, the language of portable label printers, after Zebra's "CPCL Programming Manual" and the manuals of HPRT, QIRUI
 * and Zicox, which name the same commands.
 */

/** `ESC h`, Get Printer Status: answered with one byte once the label before it is finished, never within a session. */
const STATUS = Uint8Array.of(0x1b, 0x68);

/** Bits 0 to 3 of the answer to `ESC h`, the worst first; bit 4 says that it was switched on, 5 to 7 are 0. */
const STATES: readonly (readonly [number, PrinterState])[] = [
  [0x04, "coverOpen"],
  [0x02, "paperOut"],
  [0x01, "busy"],
  [0x08, "lowBattery"],
];

/**
 * A session `! offset 200 200 height quantity` with PAGE-WIDTH, GAP-SENSE where the roll has labels, CONTRAST 0 to 3 and
 * CG (compressed graphics: width in bytes, height, x, y, data); FORM feeds to the next label and PRINT comes last.
 */
function encode({ raster, gap, density, copies }: LabelPrint): Uint8Array {
  return concatBytes(
    line(`! 0 200 200 ${raster.height} ${copies}`),
    line(`PAGE-WIDTH ${raster.bytesPerRow * 8}`),
    gap > 0 ? line("GAP-SENSE") : ascii(""),
    line(`CONTRAST ${Math.round((density / DARKEST) * 3)}`),
    ascii(`CG ${raster.bytesPerRow} ${raster.height} 0 0 `),
    raster.bits,
    line(""),
    gap > 0 ? line("FORM") : ascii(""),
    line("PRINT"),
  );
}

/**
 * Zeros fill a picture that waits for more and mean nothing between commands. ABORT ends a session without printing; it
 * is sent within a session of its own, because the line mode outside would print the word.
 */
function recover(pictureBytes: number): Uint8Array {
  return concatBytes(new Uint8Array(pictureBytes), line(""), line("! 0 200 200 1 1"), line("ABORT"));
}

function readStatus(answer: Uint8Array): PrinterState | undefined {
  const [bits] = answer;
  if (bits === undefined || answer.length !== 1 || (bits & 0xe0) !== 0) return undefined;
  return stateOf(bits, STATES, "ready");
}

/** How CPCL is spoken. */
export const CPCL: LanguageRules = {
  encode,
  wholeLabels: true,
  recover,
  statusQuery: STATUS,
  statusLength: 1,
  readStatus,
  outcome: { query: STATUS, length: 1, read: readStatus, answered: "inTurn" },
};
