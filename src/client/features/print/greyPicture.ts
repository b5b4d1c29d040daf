import type { GreyPicture } from "../../../core/label/dither.ts";

/** Longest edge of a picture that is kept: more dots than it ever gets on a label. */
const LONGEST_EDGE = 480;

function penOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (pen === null) throw new Error("no canvas for a picture");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.imageSmoothingQuality = "high";
  return pen;
}

function greyOf(pen: CanvasRenderingContext2D, width: number, height: number): GreyPicture {
  const { data } = pen.getImageData(0, 0, width, height);
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3);
    luma[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return { width, height, luma };
}

function penWith(picture: GreyPicture): CanvasRenderingContext2D {
  const pen = penOf(picture.width, picture.height);
  const image = new ImageData(picture.width, picture.height);
  picture.luma.forEach((grey, at) => image.data.set([grey, grey, grey, 255], at * 4));
  pen.putImageData(image, 0, 0);
  return pen;
}

/** A picture as a JPEG, which PDFs hold as it is. */
export function jpegOf(picture: GreyPicture): Promise<Uint8Array> {
  const { canvas } = penWith(picture);
  return new Promise((resolve, reject) => {
    const use = (blob: Blob | null) =>
      blob === null ? reject(new Error("no JPEG of a picture")) : resolve(blob.arrayBuffer().then(asBytes));
    canvas.toBlob(use, "image/jpeg", 0.9);
  });
}

function asBytes(buffer: ArrayBuffer): Uint8Array {
  return new Uint8Array(buffer);
}

/** A picture in as many points as a printer has dots for it. */
export function resized(picture: GreyPicture, width: number, height: number): GreyPicture {
  const source = penWith(picture);
  const pen = penOf(width, height);
  pen.drawImage(source.canvas, 0, 0, width, height);
  return greyOf(pen, width, height);
}

/** Reads a picture that a person chose, in greys on white; undefined when the browser cannot read it as a picture. */
export async function readPicture(file: Blob): Promise<GreyPicture | undefined> {
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    await image.decode();
    const scale = Math.min(1, LONGEST_EDGE / Math.max(image.naturalWidth, image.naturalHeight, 1));
    const width = Math.round(image.naturalWidth * scale);
    const height = Math.round(image.naturalHeight * scale);
    if (width === 0 || height === 0) return undefined;
    const pen = penOf(width, height);
    pen.drawImage(image, 0, 0, width, height);
    return greyOf(pen, width, height);
  } catch {
    // Not a picture, or of a kind that this browser does not know.
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}
