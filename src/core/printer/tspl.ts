import { concatBytes } from "../bytes.ts";
import type { Raster } from "../label/raster.ts";
import { ascii, type LabelPrint, type LanguageRules, line, type PrinterState, stateOf } from "./labelPrint.ts";

/*
 * TSPL, the language of label printers after TSC's manual "TSPL/TSPL2 Programming Language"; Gprinter's and HPRT's manuals
 * name the same commands and bits.
 */

/** `<ESC>!?`, answered at any time, also by a printer with an error, with one byte. */
const STATUS = Uint8Array.of(0x1b, 0x21, 0x3f);

/** Bits of the answer to `<ESC>!?`, the worst first. */
const STATES: readonly (readonly [number, PrinterState])[] = [
  [0x01, "coverOpen"],
  [0x40, "coverOpen"],
  [0x04, "paperOut"],
  [0x02, "paperJam"],
  [0x08, "ribbonOut"],
  [0x80, "overheated"],
  [0x10, "paused"],
  [0x20, "busy"],
];

/** In a picture of TSPL a set bit stays white, also the bits that fill up a row. */
function whiteIsOne({ bits, width, bytesPerRow }: Raster): Uint8Array {
  const inverted = bits.map((byte) => byte ^ 0xff);
  const spare = bytesPerRow * 8 - width;
  if (spare > 0)
    for (let at = bytesPerRow - 1; at < inverted.length; at += bytesPerRow) {
      inverted[at] = (inverted[at] ?? 0) | ((1 << spare) - 1);
    }
  return inverted;
}

/**
 * SIZE, GAP, DENSITY, DIRECTION, REFERENCE, CLS, then BITMAP x, y, width in bytes, height in dots, mode 0 (overwrite),
 * data; PRINT sets, copies comes last: nothing prints before it.
 */
function encode({ raster, width, height, gap, density, copies }: LabelPrint): Uint8Array {
  return concatBytes(
    // Ends what a question that was cut off may have begun.
    line(""),
    line(`SIZE ${width} mm,${height} mm`),
    line(`GAP ${gap} mm,0 mm`),
    line(`DENSITY ${density}`),
    line("DIRECTION 0"),
    line("REFERENCE 0,0"),
    line("CLS"),
    ascii(`BITMAP 0,0,${raster.bytesPerRow},${raster.height},0,`),
    whiteIsOne(raster),
    line(""),
    line(`PRINT 1,${copies}`),
  );
}

/** Line ends are data to a picture that waits for more and empty lines to everything else; CLS drops the picture. */
function recover(pictureBytes: number): Uint8Array {
  const ends = new Uint8Array(pictureBytes + (pictureBytes % 2) + 2);
  for (let at = 0; at < ends.length; at++) ends[at] = at % 2 === 0 ? 0x0d : 0x0a;
  return concatBytes(ends, line("CLS"));
}

function readStatus(answer: Uint8Array): PrinterState | undefined {
  const [bits] = answer;
  return bits === undefined || answer.length !== 1 ? undefined : stateOf(bits, STATES, "ready");
}

/** How TSPL is spoken. */
export const TSPL: LanguageRules = {
  encode,
  wholeLabels: true,
  recover,
  statusQuery: STATUS,
  statusLength: 1,
  readStatus,
  outcome: { query: STATUS, length: 1, read: readStatus, answered: "atOnce" },
};
