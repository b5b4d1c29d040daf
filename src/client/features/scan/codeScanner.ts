import type { Camera } from "./cameraSource.ts";
import { createDecodePace } from "./decodePace.ts";
import { createLiveDecoder } from "./decoder.ts";
import { DecoderError, type Frame, type FrameDecoder, MAX_CODES } from "./frameDecoder.ts";
import { createFrameGrabber } from "./frameGrabber.ts";
import { eachFrame } from "./frameLoop.ts";
import type { NativeDetect } from "./nativeDecoder.ts";
import { createWorkerDecoder, type WorkerPort } from "./workerDecoder.ts";
import type { FallbackScanner } from "./zxingFallback.ts";

/** What the scanner takes from the browser. */
export type ScannerParts = {
  /** @throws where there are no workers */
  readonly newWorker: () => WorkerPort;
  readonly native: Promise<NativeDetect | undefined>;
  /** @throws when its chunk cannot be fetched */
  readonly loadFallback: () => Promise<FallbackScanner>;
  /** Milliseconds that only run forward. */
  readonly now: () => number;
};

/** What a running scan reports. */
export type ScanListener = {
  /** Up to six codes of one picture wanted instead of one; asked before each picture. */
  readonly several: () => boolean;
  readonly onTexts: (texts: readonly string[]) => void;
};

/** Reads codes from a camera and from pictures; our worker first, the page's own fallback when that breaks. */
export type CodeScanner = {
  /** @returns stops the scan; the camera stays open */
  readonly scan: (camera: Camera, video: HTMLVideoElement, listener: ScanListener) => () => void;
  readonly readPicture: (picture: ImageBitmap | HTMLImageElement) => Promise<readonly string[]>;
  readonly close: () => void;
};

/** Widest picture that is looked at: a photo of 50 megapixels would not fit into a cheap phone's memory twice. */
const PICTURE_WIDTH = 2400;

/** Makes a scanner; the worker starts at once, so that its wasm is there when the camera is. */
export function createCodeScanner(parts: ScannerParts): CodeScanner {
  const worker = startWorker(parts);
  const fallback = once(parts.loadFallback);
  const grab = createFrameGrabber();
  return {
    scan(camera, video, listener) {
      let stop: () => void = () => undefined;
      let stopped = false;
      const toFallback = async () => {
        const scanner = await fallback();
        if (!stopped) stop = await scanner.scanStream(camera.stream, video, (text) => listener.onTexts([text]));
      };
      if (worker === undefined) void toFallback();
      else stop = scanWithWorker({ worker, parts, video, listener }, () => void toFallback());
      return () => {
        stopped = true;
        stop();
      };
    },
    async readPicture(picture) {
      try {
        const frame = await grab(picture, { asBitmap: false, maxWidth: PICTURE_WIDTH });
        if (frame !== undefined && worker !== undefined)
          return await worker.decode(frame, { maxCodes: MAX_CODES, denoise: true, maxWidth: PICTURE_WIDTH });
      } catch (cause) {
        if (!(cause instanceof DecoderError)) throw cause;
      }
      return (await fallback()).readPicture(picture, picture.width, picture.height);
    },
    close: () => worker?.close(),
  };
}

function startWorker({ newWorker }: ScannerParts): FrameDecoder | undefined {
  try {
    return createWorkerDecoder(newWorker);
  } catch {
    // No workers here (some web views): the fallback runs on the page.
    return undefined;
  }
}

type Running = {
  readonly worker: FrameDecoder;
  readonly parts: ScannerParts;
  readonly video: HTMLVideoElement;
  readonly listener: ScanListener;
};

function scanWithWorker({ worker, parts, video, listener }: Running, onBroken: () => void): () => void {
  const live = createLiveDecoder({ worker, native: parts.native, now: parts.now });
  const pace = createDecodePace();
  const grab = createFrameGrabber();
  let takesBitmaps = false;
  worker.ready.then(
    (ready) => {
      takesBitmaps = ready.takesBitmaps;
    },
    () => undefined, // decode() says so as well
  );
  const look = async (frame: Frame): Promise<void> => {
    const started = parts.now();
    const texts = await live.decode(frame, { maxCodes: listener.several() ? MAX_CODES : 1, maxWidth: pace.maxWidth() });
    pace.took(parts.now() - started);
    if (texts.length > 0) listener.onTexts(texts);
  };
  const stop = eachFrame(video, async () => {
    try {
      const frame = await grab(video, { asBitmap: takesBitmaps, maxWidth: pace.maxWidth() });
      if (frame !== undefined) await look(frame);
    } catch (cause) {
      if (!(cause instanceof DecoderError)) throw cause;
      stop();
      if (cause.code !== "closed") onBroken();
    }
  });
  return stop;
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
