import jpeg from "jpeg-js";
import { frameOfCodes, toRgba } from "../qrImages.ts";

/** A photo of codes side by side, as a JPEG file. */
export function photoOf(texts: readonly string[]): Buffer {
  const image = frameOfCodes(texts, 1280, 960);
  return jpeg.encode({ data: toRgba(image), width: image.width, height: image.height }, 90).data;
}
