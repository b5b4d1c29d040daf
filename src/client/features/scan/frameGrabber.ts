import type { Frame } from "./frameDecoder.ts";
import { reducedSize } from "./frameSize.ts";

/** A picture that can be drawn: a playing video, a loaded image, a canvas. */
export type PictureSource = HTMLVideoElement | HTMLCanvasElement | HTMLImageElement | ImageBitmap;

function sizeOf(source: PictureSource): { readonly width: number; readonly height: number } {
  if ("videoWidth" in source) return { width: source.videoWidth, height: source.videoHeight };
  if ("naturalWidth" in source) return { width: source.naturalWidth, height: source.naturalHeight };
  return { width: source.width, height: source.height };
}

/**
 * Takes single frames, through one canvas that is kept: a bitmap when the decoder takes bitmaps, else RGBA
 * pixels read here. undefined while the source has no picture yet.
 */
export function createFrameGrabber(): (
  source: PictureSource,
  options: { readonly asBitmap: boolean; readonly maxWidth: number },
) => Promise<Frame | undefined> {
  let canvas: HTMLCanvasElement | undefined;

  function pixels(source: PictureSource, maxWidth: number): Frame | undefined {
    const { width, height } = reducedSize(sizeOf(source).width, sizeOf(source).height, maxWidth);
    canvas ??= document.createElement("canvas");
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
    if (context === null) return undefined;
    context.drawImage(source, 0, 0, width, height);
    return { kind: "pixels", image: context.getImageData(0, 0, width, height) };
  }

  return async (source, { asBitmap, maxWidth }) => {
    if (sizeOf(source).width === 0) return undefined;
    if (!asBitmap || typeof createImageBitmap !== "function") return pixels(source, maxWidth);
    try {
      return { kind: "bitmap", bitmap: await createImageBitmap(source) };
    } catch {
      // A video can lose its frame between the callback and this call (camera switched, tab hidden).
      return undefined;
    }
  };
}
