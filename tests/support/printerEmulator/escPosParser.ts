import { concatBytes } from "../../../src/core/bytes.ts";
import type { Condition, Machine, Parser } from "./printer.ts";

/** Commands by their first bytes: how many bytes they are long, and what they do. */
type Command = {
  readonly start: readonly number[];
  readonly length: number;
  readonly run: (bytes: readonly number[]) => void;
};

/** Reads ESC/POS as a printer does: the paper moves with every band, so what is fed out early is half a label. */
export function escPosParser(machine: Machine): Parser {
  let pending: number[] = [];
  let band: { readonly bytesPerRow: number; left: number } | undefined;
  let rows: Uint8Array[] = [];
  let bytesPerRow = 0;
  let cut = false;

  function feed(): void {
    if (rows.length > 0) {
      const bits = concatBytes(...rows);
      const raster = { width: bytesPerRow * 8, height: bits.length / bytesPerRow, bytesPerRow, bits };
      machine.print({ raster, whole: !cut }, 1);
    }
    rows = [];
    cut = false;
  }

  const COMMANDS: readonly Command[] = [
    ...questions(machine),
    // Set back with a picture on the paper: what was printed so far is all that it will ever be.
    {
      start: [0x1b, 0x40],
      length: 2,
      run: () => {
        if (rows.length > 0) cut = true;
      },
    },
    { start: [0x1b, 0x64], length: 3, run: feed },
    { start: [0x1d, 0x0c], length: 2, run: feed },
    {
      start: [0x1d, 0x76, 0x30],
      length: 8,
      run: (bytes) => {
        bytesPerRow = (bytes[4] ?? 0) + (bytes[5] ?? 0) * 256;
        const left = bytesPerRow * ((bytes[6] ?? 0) + (bytes[7] ?? 0) * 256);
        if (left > 0) band = { bytesPerRow, left };
      },
    },
  ];

  return (byte) => {
    if (band !== undefined) {
      rows.push(Uint8Array.of(byte));
      if (--band.left === 0) band = undefined;
      return;
    }
    pending.push(byte);
    const fits = COMMANDS.find(({ start }) => pending.every((each, at) => at >= start.length || each === start[at]));
    if (fits === undefined) pending = [];
    else if (pending.length === fits.length) {
      const bytes = pending;
      pending = [];
      fits.run(bytes);
    }
  };
}

/** What it answers: DLE EOT 2 and 4 at any time, GS r 1 in turn. */
function questions({ condition, answer }: Machine): readonly Command[] {
  const says = (wanted: Condition, bits: number) => (condition() === wanted ? bits : 0);
  return [
    { start: [0x10, 0x04, 2], length: 3, run: () => answer(0x12 | says("coverOpen", 4)) },
    { start: [0x10, 0x04, 4], length: 3, run: () => answer(0x12 | says("paperOut", 0x60)) },
    { start: [0x1d, 0x72, 1], length: 3, run: () => answer(says("paperOut", 0x0c)) },
  ];
}
