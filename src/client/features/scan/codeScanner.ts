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
  /** Neither the worker nor the fallback could be started. */
  readonly onBroken: () => void;
};

/** Reads codes from a camera and from pictures; our worker first, the page's own fallback when that breaks. */
export type CodeScanner = {
  /** @returns stops the scan; the camera stays open */
  readonly scan: (camera: Camera, video: HTMLVideoElement, listener: ScanListener) => () => void;
  /** @throws when neither the worker nor the fallback could be started */
  readonly readPicture: (picture: ImageBitmap | HTMLImageElement) => Promise<readonly string[]>;
  /** Starts the worker, so that its wasm is there when the camera is. */
  readonly open: () => void;
  /** Ends the worker; the next use starts another one. */
  readonly close: () => void;
};

/** Widest picture that is looked at: a photo of 50 megapixels would not fit into a cheap phone's memory twice. */
const PICTURE_WIDTH = 2400;

/** Makes a scanner. */
export function createCodeScanner(parts: ScannerParts): CodeScanner {
  const worker = keptWorker(parts);
  const fallback = retried(parts.loadFallback);
  const grab = createFrameGrabber();
  return {
    scan(camera, video, listener) {
      const scanning = new AbortController();
      const toFallback = () =>
        scanWithFallback({ camera, video, listener, fallback }, scanning.signal).catch(() => listener.onBroken());
      const started = worker.get();
      if (started === undefined) void toFallback();
      else {
        const stop = scanWithWorker({ worker: started, parts, video, listener }, () => {
          // What failed for want of a network may start the next time.
          worker.close();
          if (!scanning.signal.aborted) void toFallback();
        });
        scanning.signal.addEventListener("abort", stop);
      }
      return () => scanning.abort();
    },
    async readPicture(picture) {
      const frame = await grab(picture, { asBitmap: false, maxWidth: PICTURE_WIDTH });
      const started = worker.get();
      if (frame !== undefined && started !== undefined) {
        try {
          return await started.decode(frame, { maxCodes: MAX_CODES, denoise: true, maxWidth: PICTURE_WIDTH });
        } catch (cause) {
          if (!(cause instanceof DecoderError)) throw cause;
          worker.close();
        }
      }
      return (await fallback()).readPicture(picture, picture.width, picture.height);
    },
    open: () => void worker.get(),
    close: () => worker.close(),
  };
}

/** One worker at a time, started when it is first needed. */
function keptWorker({ newWorker }: ScannerParts) {
  let worker: FrameDecoder | undefined;
  return {
    get(): FrameDecoder | undefined {
      try {
        worker ??= createWorkerDecoder(newWorker);
      } catch {
        // No workers here (some web views): the fallback runs on the page.
      }
      return worker;
    },
    close() {
      worker?.close();
      worker = undefined;
    },
  };
}

type FallbackRun = {
  readonly camera: Camera;
  readonly video: HTMLVideoElement;
  readonly listener: ScanListener;
  readonly fallback: () => Promise<FallbackScanner>;
};

async function scanWithFallback(
  { camera, video, listener, fallback }: FallbackRun,
  signal: AbortSignal,
): Promise<void> {
  const scanner = await fallback();
  if (signal.aborted) return;
  const stop = await scanner.scanStream(camera.stream, video, (text) => listener.onTexts([text]));
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop);
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

/** One load for all; one that failed is tried again. */
function retried<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((failure: unknown) => {
      loading = undefined;
      throw failure;
    });
    return loading;
  };
}
