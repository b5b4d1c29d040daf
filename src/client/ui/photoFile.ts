import { readPhotoNotes } from "../../core/photo/exif.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { BLOB_HEAD_BYTES, blobType, MAX_BLOB_BYTES } from "../../core/statement/blobs.ts";

/** A photo or paper ready to be kept: its bytes, and when it was taken as far as the camera or the file says. */
export type PhotoFile = {
  readonly bytes: Uint8Array;
  /** Unix seconds. */
  readonly takenAt: number;
  /** The camera noted where; those notes are in `bytes` only when the person wanted them kept. */
  readonly hasPlace: boolean;
};

/** Why a file is not taken: not a picture that this browser reads, or, kept as it is, over 10 MB. */
export type PhotoError = "unreadable" | "tooLarge";

/** Longest edge of a kept picture in pixels: small print of a certificate on A4 stays legible. */
const LONGEST_EDGE = 2048;
const QUALITY = 0.82;

function drawn(image: HTMLImageElement): HTMLCanvasElement | undefined {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, LONGEST_EDGE / Math.max(naturalWidth, naturalHeight, 1));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(naturalWidth * scale);
  canvas.height = Math.round(naturalHeight * scale);
  const pen = canvas.getContext("2d", { alpha: false });
  if (pen === null || canvas.width === 0 || canvas.height === 0) return undefined;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/jpeg", QUALITY));
}

/** A picture drawn anew, upright and no larger than need be: nothing of what the camera noted is left in it. */
async function redrawn(file: Blob): Promise<Uint8Array | undefined> {
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    await image.decode();
    const canvas = drawn(image);
    const jpeg = canvas === undefined ? undefined : await jpegOf(canvas);
    return jpeg === undefined ? undefined : new Uint8Array(await jpeg.arrayBuffer());
  } catch {
    // Not a picture, or of a kind that this browser does not know.
    return undefined;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Makes a photo or a paper's scan small enough to keep and send. Where and with what it was taken is left out unless
 * the person keeps it: then the file stays as it is. A PDF stays as it is.
 */
export async function readPhotoFile(
  file: File,
  { keepNotes }: { readonly keepNotes: boolean },
): Promise<Result<PhotoFile, PhotoError>> {
  const original = new Uint8Array(await file.arrayBuffer());
  const type = blobType(original.subarray(0, BLOB_HEAD_BYTES));
  const { takenAt = Math.floor(file.lastModified / 1000), hasPlace } = readPhotoNotes(original);
  const staysAsItIs = type === "application/pdf" || (keepNotes && type !== undefined);
  const bytes = staysAsItIs ? original : await redrawn(file);
  if (bytes === undefined) return err("unreadable");
  return bytes.length > MAX_BLOB_BYTES ? err("tooLarge") : ok({ bytes, takenAt, hasPlace });
}
