/// <reference types="emscripten" />
import type { ReaderOptions } from "zxing-wasm/reader";
import type { LookOptions } from "./frameDecoder.ts";

/**
 * Options for zxing-wasm. Rotated and inverted copies are left out: the QR detector turns with the code,
 * and our codes are dark on light, so they cost time and read nothing more.
 */
export function readerOptions(look: LookOptions): ReaderOptions {
  return {
    formats: ["QRCode"],
    textMode: "Plain",
    maxNumberOfSymbols: look.maxCodes,
    tryHarder: true,
    tryDownscale: true,
    tryRotate: false,
    tryInvert: false,
    tryDenoise: look.denoise,
  };
}
