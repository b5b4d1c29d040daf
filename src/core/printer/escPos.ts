import { concatBytes } from "../bytes.ts";
import type { Raster } from "../label/raster.ts";
import { type LabelPrint, type LanguageRules, type PrinterState, stateOf } from "./labelPrint.ts";

/* ESC/POS, the language of receipt printers, after Epson's "ESC/POS Application Programming Guide". */

const ESC = 0x1b;
const GS = 0x1d;
const DLE_EOT = [0x10, 0x04] as const;

/** Rows a picture is cut into: cheap printers hold no more than a few kilobytes. */
const BAND = 48;

/** GS v 0 m xL xH yL yH data: a picture of rows, width in bytes, a set bit prints. */
function band({ bytesPerRow, bits, height }: Raster, top: number): Uint8Array {
  const rows = Math.min(BAND, height - top);
  return concatBytes(
    Uint8Array.of(GS, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, rows, 0),
    bits.subarray(top * bytesPerRow, (top + rows) * bytesPerRow),
  );
}

/** ESC @ sets back what was set, GS v 0 prints band after band, GS FF feeds to the next label, ESC d 4 plain paper. */
function encode({ raster, gap, copies }: LabelPrint): Uint8Array {
  const bands: Uint8Array[] = [Uint8Array.of(ESC, 0x40)];
  for (let top = 0; top < raster.height; top += BAND) bands.push(band(raster, top));
  bands.push(gap > 0 ? Uint8Array.of(GS, 0x0c) : Uint8Array.of(ESC, 0x64, 4));
  const label = concatBytes(...bands);
  return concatBytes(...Array.from({ length: copies }, () => label));
}

/** Zeros fill a band that waits for more and mean nothing between commands; then the paper is fed past what is torn. */
function recover(pictureBytes: number, gap: number): Uint8Array {
  const feed = gap > 0 ? Uint8Array.of(GS, 0x0c) : Uint8Array.of(ESC, 0x64, 4);
  return concatBytes(new Uint8Array(pictureBytes + 8), Uint8Array.of(ESC, 0x40), feed);
}

/** DLE EOT 2 tells the cover, the end of paper and errors; DLE EOT 4 the paper's sensors. Both at any time. */
const STATUS = Uint8Array.of(...DLE_EOT, 2, ...DLE_EOT, 4);

const OFFLINE_CAUSES: readonly (readonly [number, PrinterState])[] = [
  [0x04, "coverOpen"],
  [0x20, "paperOut"],
  [0x40, "faulty"],
];
const PAPER_END: readonly (readonly [number, PrinterState])[] = [[0x60, "paperOut"]];

/** Bits 0 and 7 of each answer to DLE EOT are 0, bits 1 and 4 are 1. */
function isRealTime(byte: number | undefined): byte is number {
  return byte !== undefined && (byte & 0x93) === 0x12;
}

function readStatus(answer: Uint8Array): PrinterState | undefined {
  const [causes, paper] = answer;
  if (answer.length !== 2 || !isRealTime(causes) || !isRealTime(paper)) return undefined;
  const state = stateOf(causes, OFFLINE_CAUSES, "ready");
  return state === "ready" ? stateOf(paper, PAPER_END, "ready") : state;
}

/** GS r 1, answered in turn: bits 4 and 7 are 0, bits 2 and 3 say that the paper is out. */
function readPaper(answer: Uint8Array): PrinterState | undefined {
  const [bits] = answer;
  if (bits === undefined || answer.length !== 1 || (bits & 0x90) !== 0) return undefined;
  return stateOf(bits, [[0x0c, "paperOut"]], "ready");
}

/** How ESC/POS is spoken. Its paper moves with every band, so a broken link can leave half a label. */
export const ESC_POS: LanguageRules = {
  encode,
  wholeLabels: false,
  recover,
  statusQuery: STATUS,
  statusLength: 2,
  readStatus,
  outcome: { query: Uint8Array.of(GS, 0x72, 1), length: 1, read: readPaper, answered: "inTurn" },
};
