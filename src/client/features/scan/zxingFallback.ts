import type { IScannerControls } from "@zxing/browser";
import type { PictureSource } from "./frameGrabber.ts";
import { reducedSize } from "./frameSize.ts";

/** The library's own default of 500 ms would make the scanner feel dead. */
const BETWEEN_ATTEMPTS_MS = 60;

/** Wider pictures cost this decoder time and read no better. */
const MAX_WIDTH = 1280;

/** The decoder for browsers where our worker or WebAssembly does not run: one code a picture, on the page's thread. */
export type FallbackScanner = {
  /** Plays the stream and reports what it reads until stopped; stopping also stops the stream. */
  readonly scanStream: (
    stream: MediaStream,
    video: HTMLVideoElement,
    onText: (text: string) => void,
  ) => Promise<() => void>;
  readonly readPicture: (picture: PictureSource, width: number, height: number) => readonly string[];
};

/**
 * Loads @zxing/browser, which is not part of the first load.
 * @throws when its chunk cannot be fetched
 */
export async function loadFallbackScanner(): Promise<FallbackScanner> {
  const { BrowserQRCodeReader } = await import("@zxing/browser");
  const reader = new BrowserQRCodeReader(undefined, {
    delayBetweenScanAttempts: BETWEEN_ATTEMPTS_MS,
    delayBetweenScanSuccess: BETWEEN_ATTEMPTS_MS,
  });
  return {
    async scanStream(stream, video, onText) {
      const controls: IScannerControls = await reader.decodeFromStream(stream, video, (result) => {
        if (result !== undefined) onText(result.getText());
      });
      return () => controls.stop();
    },
    readPicture(picture, width, height) {
      const size = reducedSize(width, height, MAX_WIDTH);
      const canvas = document.createElement("canvas");
      canvas.width = size.width;
      canvas.height = size.height;
      canvas.getContext("2d")?.drawImage(picture, 0, 0, size.width, size.height);
      try {
        return [reader.decodeFromCanvas(canvas).getText()];
      } catch {
        // The library throws NotFoundException, ChecksumException or FormatException for a picture without a code.
        return [];
      }
    },
  };
}
