import type { Frame } from "./frameDecoder.ts";

/** How long the browser may take to say what it detects before it counts as unable. */
export const FORMATS_TIMEOUT_MS = 300;

type DetectedBarcode = { readonly rawValue: string };
type Detector = { readonly detect: (image: ImageBitmap | ImageData) => Promise<readonly DetectedBarcode[]> };

/** The Shape Detection API's class, which no TypeScript library declares. */
export type BarcodeDetectorClass = {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

declare global {
  interface Window {
    /** Absent in most browsers. */
    readonly BarcodeDetector?: BarcodeDetectorClass;
  }
}

/** Reads a frame with the browser's own detector; leaves a bitmap open, so that another decoder can follow. */
export type NativeDetect = (frame: Frame) => Promise<readonly string[]>;

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/**
 * The browser's own detector if it says within 300 ms that it reads QR codes, else undefined. Some in-app
 * browsers have the class and support no format, others throw on use or never answer.
 */
export async function findNativeDetector(
  detectorClass: BarcodeDetectorClass | undefined,
): Promise<NativeDetect | undefined> {
  if (detectorClass === undefined) return undefined;
  try {
    const formats = await within(FORMATS_TIMEOUT_MS, detectorClass.getSupportedFormats());
    if (formats?.includes("qr_code") !== true) return undefined;
    const detector = new detectorClass({ formats: ["qr_code"] });
    return async (frame) => {
      const found = await detector.detect(frame.kind === "bitmap" ? frame.bitmap : frame.image);
      return found.map((code) => code.rawValue);
    };
  } catch {
    return undefined;
  }
}
