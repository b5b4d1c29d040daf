import { blankRaster, overprint, type Raster } from "../../../src/core/label/raster.ts";
import type { Machine, Parser } from "./printer.ts";

const DOTS_PER_MM = 8;
const BITMAP = /^BITMAP (\d+),(\d+),(\d+),(\d+),0,$/;

/** Reads TSPL as a printer does: command lines, and pictures of so many bytes in between. */
export function tsplParser(machine: Machine): Parser {
  let text = "";
  let canvas: Raster | undefined;
  let picture: { readonly x: number; readonly y: number; readonly raster: Raster; at: number } | undefined;
  let size = { width: 0, height: 0 };
  let started = false;

  function run(command: string): void {
    const paper = /^SIZE ([\d.]+) mm,([\d.]+) mm$/.exec(command);
    if (paper !== null) {
      size = { width: Number(paper[1]) * DOTS_PER_MM, height: Number(paper[2]) * DOTS_PER_MM };
      return;
    }
    if (command === "CLS") {
      canvas = blankRaster(Math.round(size.width), Math.round(size.height));
      started = false;
      return;
    }
    const print = /^PRINT (\d+),(\d+)$/.exec(command);
    if (print === null || canvas === undefined || !started) return;
    machine.print({ raster: canvas, whole: true }, Number(print[1]) * Number(print[2]));
  }

  function takePicture(byte: number): void {
    if (picture === undefined) return;
    picture.raster.bits[picture.at++] = byte ^ 0xff;
    if (picture.at < picture.raster.bits.length) return;
    if (canvas !== undefined) overprint(canvas, picture.raster, picture.x, picture.y);
    picture = undefined;
    started = true;
  }

  function takeText(byte: number): void {
    text += String.fromCharCode(byte);
    if (text.endsWith("\u001b!?")) {
      text = text.slice(0, -3);
      machine.answer(status(machine));
      return;
    }
    const bitmap = BITMAP.exec(text);
    if (bitmap !== null) {
      const [, x = "", y = "", bytesPerRow = "", height = ""] = bitmap;
      picture = { x: Number(x), y: Number(y), raster: blankRaster(Number(bytesPerRow) * 8, Number(height)), at: 0 };
      text = "";
      return;
    }
    if (!text.endsWith("\r\n")) return;
    run(text.slice(0, -2));
    text = "";
  }

  return (byte) => (picture === undefined ? takeText(byte) : takePicture(byte));
}

function status(machine: Machine): number {
  const condition = machine.condition();
  if (condition === "coverOpen") return 0x01;
  if (condition === "paperOut") return 0x04;
  return machine.busy() ? 0x20 : 0;
}
