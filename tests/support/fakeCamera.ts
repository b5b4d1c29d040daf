import { closeSync, openSync, writeSync } from "node:fs";
import jpeg from "jpeg-js";
import { blankImage, blurred, frameOfCodes, type GreyImage, toRgba } from "./qrImages.ts";

/** What the fake camera shows of each code. */
export type FakeCameraOptions = {
  readonly width?: number;
  readonly height?: number;
  /** Frames in a row that show one code. */
  readonly perCode?: number;
  /** Empty frames before each code, so that the scanner sees it come and go. */
  readonly blank?: number;
  /** Gaussian blur in pixels. */
  readonly blur?: number;
  /** All codes in one picture instead of one after the other. */
  readonly together?: boolean;
};

const USUAL = { width: 1280, height: 720, perCode: 30, blank: 5, blur: 0, together: false } as const;

function jpegOf(image: GreyImage): Uint8Array {
  return jpeg.encode({ data: toRgba(image), width: image.width, height: image.height }, 85).data;
}

/**
 * Writes an endless film of real codes for Chromium's fake camera: JPEG files one after the other, played at
 * 30 frames a second again and again. The file's name must end in `.mjpeg`. No text gives a film without a code.
 * A film that is written anew while the camera is closed is what the next opening plays, in the same browser.
 */
export function writeFakeCamera(path: string, texts: readonly string[], options: FakeCameraOptions = {}): void {
  const { width, height, perCode, blank, blur, together } = { ...USUAL, ...options };
  const pictures = together ? [texts] : texts.map((text) => [text]);
  const nothing = jpegOf(blankImage(width, height));
  const file = openSync(path, "w");
  try {
    for (const shown of pictures.length > 0 ? pictures : [[]]) {
      for (let frame = 0; frame < blank; frame++) writeSync(file, nothing);
      const bytes = jpegOf(blurred(frameOfCodes(shown, width, height), blur));
      for (let frame = 0; frame < perCode; frame++) writeSync(file, bytes);
    }
  } finally {
    closeSync(file);
  }
}

/** Flags that make Chromium play such a film as its only camera and allow it without asking. */
export function fakeCameraArguments(path: string): readonly string[] {
  return [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${path}`,
  ];
}
