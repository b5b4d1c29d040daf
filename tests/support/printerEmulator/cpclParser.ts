import { blankRaster, type Raster } from "../../../src/core/label/raster.ts";
import type { Machine, Parser } from "./printer.ts";

const GRAPHICS = /^CG (\d+) (\d+) 0 0 $/;

type Session = {
  readonly height: number;
  readonly copies: number;
  width: number | undefined;
  raster: Raster | undefined;
};

/** Reads CPCL as a printer does: sessions from "!" to PRINT; outside of them it prints lines, which are waste. */
export function cpclParser(machine: Machine): Parser {
  let text = "";
  let session: Session | undefined;
  let picture: { readonly raster: Raster; at: number } | undefined;

  function begin(line: string): boolean {
    const header = /^! 0 200 200 (\d+) (\d+)$/.exec(line);
    if (header === null) return false;
    session = { height: Number(header[1]), copies: Number(header[2]), width: undefined, raster: undefined };
    return true;
  }

  function waste(words: string): void {
    if (words !== "" && !words.startsWith("!")) machine.print({ raster: blankRaster(8, 8), whole: false }, 1);
  }

  function finish(): void {
    const { raster, copies, height, width } = session ?? {};
    session = undefined;
    if (raster === undefined || raster.height !== height || raster.width !== width) return;
    machine.print({ raster, whole: true }, copies ?? 1);
  }

  function run(line: string): void {
    // Zeros mean nothing between commands, nor does the first half of a question that a broken link cut in two.
    const command = line.replaceAll("\u0000", "").replaceAll("\u001b", "");
    if (begin(command)) return;
    if (session === undefined) return waste(command);
    const width = /^PAGE-WIDTH (\d+)$/.exec(command)?.[1];
    if (width !== undefined) session.width = Number(width);
    if (command === "ABORT") session = undefined;
    if (command === "PRINT") finish();
  }

  function takeText(byte: number): void {
    text += String.fromCharCode(byte);
    if (session === undefined && text.endsWith("\u001bh")) {
      text = text.slice(0, -2);
      machine.answer(status(machine));
      return;
    }
    const graphics = session === undefined ? null : GRAPHICS.exec(text);
    if (graphics !== null) {
      picture = { raster: blankRaster(Number(graphics[1]) * 8, Number(graphics[2])), at: 0 };
      text = "";
      return;
    }
    if (!text.endsWith("\r\n")) return;
    run(text.slice(0, -2));
    text = "";
  }

  return (byte) => {
    if (picture === undefined) return takeText(byte);
    picture.raster.bits[picture.at++] = byte;
    if (picture.at < picture.raster.bits.length) return;
    if (session !== undefined) session.raster = picture.raster;
    picture = undefined;
  };
}

function status(machine: Machine): number {
  const condition = machine.condition();
  if (condition === "coverOpen") return 0x04;
  if (condition === "paperOut") return 0x02;
  return machine.busy() ? 0x01 : 0;
}
