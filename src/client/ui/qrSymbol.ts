import { create } from "qrcode/lib/core/qrcode.js";
import type { QrModules } from "../../core/label/box.ts";

/** The light margin a reader needs, in modules. Source: ISO/IEC 18004 §9.1. */
const QUIET_ZONE = 4;

/**
 * Texts from this length on are digits of signatures, on which no mask does better than another but by chance, and
 * trying all eight takes nine tenths of the time that a symbol takes. Every mask makes a valid symbol (ISO/IEC 18004 §7.8).
 */
const LONG = 400;
const MASK_OF_LONG = { maskPattern: 0 };

/** A symbol as one SVG path, margin included. */
export type QrPath = { readonly d: string; readonly width: number; readonly version: number };

/**
 * Draws a QR symbol at error correction level M, one path command for each run of dark modules; digits go in numeric mode.
 * @throws Error when the text does not fit into version 40
 */
export function qrPath(text: string): QrPath {
  if (last?.text !== text) last = { text, path: drawPath(text) };
  return last.path;
}

/** The code that was just drawn is drawn again when its own screen takes over. */
let last: { readonly text: string; readonly path: QrPath } | undefined;

function drawPath(text: string): QrPath {
  const { modules, version } = create(text, {
    errorCorrectionLevel: "M",
    ...(text.length < LONG ? {} : MASK_OF_LONG),
  });
  let d = "";
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const start = x;
      while (x < modules.size && modules.data[y * modules.size + x] === 1) x++;
      if (x > start) d += `M${start + QUIET_ZONE} ${y + QUIET_ZONE}h${x - start}v1h${start - x}z`;
    }
  }
  return { d, width: modules.size + 2 * QUIET_ZONE, version };
}

/**
 * The modules of a QR symbol at error correction level M; digits go in numeric mode.
 * @throws Error when the text does not fit into version 40
 */
export function qrModules(text: string): QrModules {
  const { modules } = create(text, {
    errorCorrectionLevel: "M",
    ...(text.length < LONG ? {} : MASK_OF_LONG),
  });
  return { size: modules.size, data: modules.data };
}

/** The largest edge in CSS pixels, within `room`, at which every module is a whole number of device pixels. */
export function crispEdge(room: number, modules: number, pixelRatio: number): number {
  return (Math.max(1, Math.floor((room * pixelRatio) / modules)) * modules) / pixelRatio;
}
