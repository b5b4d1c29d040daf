import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLiveDecoder, NATIVE_PATIENCE_MS } from "../../../src/client/features/scan/decoder.ts";
import type { Frame, FrameDecoder, LookOptions } from "../../../src/client/features/scan/frameDecoder.ts";
import {
  type BarcodeDetectorClass,
  FORMATS_TIMEOUT_MS,
  findNativeDetector,
} from "../../../src/client/features/scan/nativeDecoder.ts";

const CODE = "https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6";
const LOOK = { maxCodes: 1, maxWidth: 1920 };

/** A detector class as browsers have it, with its answers. */
function detectorClass(answers: {
  readonly formats: () => Promise<readonly string[]>;
  readonly detect?: () => Promise<readonly { readonly rawValue: string }[]>;
}): BarcodeDetectorClass {
  return class {
    static readonly getSupportedFormats = answers.formats;
    readonly detect = answers.detect ?? (() => Promise.resolve([]));
  };
}

function frame(): Frame & { readonly closed: () => boolean } {
  let closed = false;
  const bitmap = { width: 1280, height: 720, close: () => (closed = true) } as unknown as ImageBitmap;
  return { kind: "bitmap", bitmap, closed: () => closed };
}

/** A worker decoder that remembers what it was asked and reads nothing. */
function recordingWorker(): FrameDecoder & { readonly looks: LookOptions[] } {
  const looks: LookOptions[] = [];
  return {
    looks,
    ready: Promise.resolve({ takesBitmaps: true }),
    decode: (_, look) => {
      looks.push(look);
      return Promise.resolve([]);
    },
    close: () => undefined,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("a browser without the class has no detector of its own", async () => {
  await expect(findNativeDetector(undefined)).resolves.toBeUndefined();
});

test("a class that supports no format is not used, as in Alipay's browser", async () => {
  await expect(findNativeDetector(detectorClass({ formats: () => Promise.resolve([]) }))).resolves.toBeUndefined();
});

test("a class that throws when asked is not used, as in the browsers of QQ and WeChat", async () => {
  const formats = () => Promise.reject(new DOMException("Barcode detection service unavailable", "NotSupportedError"));
  await expect(findNativeDetector(detectorClass({ formats }))).resolves.toBeUndefined();
});

test("a class that has not answered after 300 ms is not used", async () => {
  const found = findNativeDetector(detectorClass({ formats: () => new Promise(() => undefined) }));
  await vi.advanceTimersByTimeAsync(FORMATS_TIMEOUT_MS);
  await expect(found).resolves.toBeUndefined();
});

test("a class that reads QR codes in time is used and gives their texts", async () => {
  const formats = () => Promise.resolve(["ean_13", "qr_code"]);
  const detect = await findNativeDetector(
    detectorClass({ formats, detect: () => Promise.resolve([{ rawValue: CODE }]) }),
  );
  await expect(detect?.(frame())).resolves.toEqual([CODE]);
});

test("frames go to the browser's detector while it reads, and their bitmaps are closed", async () => {
  const worker = recordingWorker();
  const decoder = createLiveDecoder({ worker, native: Promise.resolve(() => Promise.resolve([CODE])), now: () => 0 });
  await Promise.resolve();
  const shown = frame();
  await expect(decoder.decode(shown, LOOK)).resolves.toEqual([CODE]);
  expect(decoder.inUse()).toBe("native");
  expect(shown.closed()).toBe(true);
  expect(worker.looks).toEqual([]);
});

test("the worker takes over for good after 3 s without a hit", async () => {
  const worker = recordingWorker();
  let nowMs = 1000;
  const native = vi.fn<() => Promise<readonly string[]>>(() => Promise.resolve([]));
  const decoder = createLiveDecoder({ worker, native: Promise.resolve(native), now: () => nowMs });
  await Promise.resolve();
  await decoder.decode(frame(), LOOK);
  nowMs += NATIVE_PATIENCE_MS - 1;
  await decoder.decode(frame(), LOOK);
  expect(decoder.inUse()).toBe("native");
  expect(worker.looks).toHaveLength(0);
  nowMs += 1;
  await decoder.decode(frame(), LOOK);
  expect(decoder.inUse()).toBe("worker");
  expect(worker.looks).toHaveLength(1);
  await decoder.decode(frame(), LOOK);
  expect(native).toHaveBeenCalledTimes(3);
});

test("a hit gives the browser's detector another 3 s", async () => {
  const worker = recordingWorker();
  let nowMs = 0;
  let texts: readonly string[] = [];
  const decoder = createLiveDecoder({
    worker,
    native: Promise.resolve(() => Promise.resolve(texts)),
    now: () => nowMs,
  });
  await Promise.resolve();
  await decoder.decode(frame(), LOOK);
  nowMs = 2900;
  texts = [CODE];
  await decoder.decode(frame(), LOOK);
  texts = [];
  nowMs = 5800;
  await decoder.decode(frame(), LOOK);
  expect(decoder.inUse()).toBe("native");
});

test("a detector that throws hands the same frame to the worker", async () => {
  const worker = recordingWorker();
  const decoder = createLiveDecoder({
    worker,
    native: Promise.resolve(() => Promise.reject(new DOMException("gone", "InvalidStateError"))),
    now: () => 0,
  });
  await Promise.resolve();
  const shown = frame();
  await decoder.decode(shown, LOOK);
  expect(worker.looks).toHaveLength(1);
  expect(shown.closed()).toBe(false);
  expect(decoder.inUse()).toBe("worker");
});

test("every fourth frame is also looked at denoised", async () => {
  const worker = recordingWorker();
  const decoder = createLiveDecoder({ worker, native: Promise.resolve(undefined), now: () => 0 });
  for (let count = 0; count < 8; count++) await decoder.decode(frame(), LOOK);
  expect(worker.looks.map(({ denoise }) => denoise)).toEqual([false, false, false, true, false, false, false, true]);
});
