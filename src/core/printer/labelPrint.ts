import type { Raster } from "../label/raster.ts";

/** One label as it goes to a printer. */
export type LabelPrint = {
  readonly raster: Raster;
  /** The paper, in millimetres across and along the feed. */
  readonly width: number;
  readonly height: number;
  /** White between two labels of the roll in millimetres; 0 for paper without labels. */
  readonly gap: number;
  /** How dark to burn, 0 to {@link DARKEST}. */
  readonly density: number;
  /** At least 1. */
  readonly copies: number;
};

/** Largest density; 8 is what printers come with. */
export const DARKEST = 15;

/** What a printer says of itself: the first that applies, the worst first. */
export type PrinterState =
  | "coverOpen"
  | "paperOut"
  | "paperJam"
  | "ribbonOut"
  | "overheated"
  | "lowBattery"
  | "faulty"
  | "paused"
  | "busy"
  | "ready";

/** What stops a printer until somebody helps it. */
export type PrinterTrouble = Exclude<PrinterState, "ready" | "busy" | "lowBattery">;

/** What is in a printer's way; undefined while it prints or waits for more. */
export function troubleOf(state: PrinterState): PrinterTrouble | undefined {
  return state === "ready" || state === "busy" || state === "lowBattery" ? undefined : state;
}

/** How one printer language is spoken. Every function is pure; bytes go out as they are. */
export type LanguageRules = {
  /** One label with its copies. What makes it print comes last, so that half of it prints nothing; see `wholeLabels`. */
  readonly encode: (print: LabelPrint) => Uint8Array;
  /** False where paper moves while data is still arriving: a link that breaks can leave half a label. */
  readonly wholeLabels: boolean;
  /**
   * Brings a printer back to the start of a command after a link broke within a picture of so many bytes: feeds what it
   * may still wait for, then drops what was not printed.
   */
  readonly recover: (pictureBytes: number, gap: number) => Uint8Array;
  /** Asks for the state now. */
  readonly statusQuery: Uint8Array;
  /** Bytes of its answer. */
  readonly statusLength: number;
  /** Reads the answer; undefined when it cannot be one of this language. */
  readonly readStatus: (answer: Uint8Array) => PrinterState | undefined;
  /** Asked after a label: its answer says that the label is out. */
  readonly outcome: {
    readonly query: Uint8Array;
    readonly length: number;
    readonly read: (answer: Uint8Array) => PrinterState | undefined;
    /**
     * `inTurn`: answered only when everything sent before is done. `atOnce`: answered in between, so that "ready" proves
     * something only after "busy" was seen.
     */
    readonly answered: "inTurn" | "atOnce";
  };
};

const NOTHING = new Uint8Array();

/** Text of a command with its line end, as ASCII. */
export function line(text: string): Uint8Array {
  return ascii(`${text}\r\n`);
}

/** Bytes of an ASCII text. @throws RangeError for anything else: a bug */
export function ascii(text: string): Uint8Array {
  if (text === "") return NOTHING;
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 127) throw new RangeError("printer commands are ASCII");
    return code;
  });
}

/** `bits` spread over states: the first whose mask is set, else `otherwise`. */
export function stateOf(
  bits: number,
  masks: readonly (readonly [mask: number, state: PrinterState])[],
  otherwise: PrinterState,
): PrinterState {
  return masks.find(([mask]) => (bits & mask) !== 0)?.[1] ?? otherwise;
}
