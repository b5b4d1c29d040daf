import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Camera } from "../../../src/client/features/scan/cameraSource.ts";
import { createCodeScanner, type ScanListener } from "../../../src/client/features/scan/codeScanner.ts";
import type { WorkerPort } from "../../../src/client/features/scan/workerDecoder.ts";
import type { WorkerReply, WorkerRequest } from "../../../src/client/features/scan/workerMessages.ts";
import type { FallbackScanner } from "../../../src/client/features/scan/zxingFallback.ts";

const CODE = "https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6";
const CAMERA = { stream: {} } as Camera;

/** A worker that answers every frame as told. */
function workerThat(answer: (request: WorkerRequest & { kind: "decode" }) => WorkerReply): WorkerPort {
  const port = {
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage: (request: WorkerRequest) => {
      if (request.kind !== "decode") return;
      queueMicrotask(() => void port.onmessage?.call(port as Worker, { data: answer(request) } as MessageEvent));
    },
  } as WorkerPort;
  return port;
}

/** A video whose frames the test calls for. */
function video() {
  let wanted: (() => void) | undefined;
  const element = {
    videoWidth: 1280,
    videoHeight: 720,
    requestVideoFrameCallback: (callback: () => void) => void (wanted = callback),
  } as unknown as HTMLVideoElement;
  const frame = async () => {
    const callback = wanted;
    wanted = undefined;
    callback?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { element, frame };
}

function listener(): ScanListener & { readonly texts: string[]; readonly broken: () => number } {
  const texts: string[] = [];
  let broken = 0;
  return {
    texts,
    broken: () => broken,
    several: () => false,
    onTexts: (found) => void texts.push(...found),
    onBroken: () => void broken++,
  };
}

function fallbackScanner() {
  const stop = vi.fn<() => void>();
  const scanStream = vi.fn<FallbackScanner["scanStream"]>((_, __, onText) => {
    onText(CODE);
    return Promise.resolve(stop);
  });
  const scanner: FallbackScanner = { scanStream, readPicture: () => [CODE] };
  return { scanner, scanStream, stop };
}

const parts = { native: Promise.resolve(undefined), now: () => 0 };

/** The page's canvas, as far as grabbing pixels goes. */
beforeEach(() => {
  const data = new Uint8ClampedArray(4);
  const context = { drawImage: () => undefined, getImageData: () => ({ data, width: 1, height: 1 }) };
  vi.stubGlobal("document", { createElement: () => ({ width: 0, height: 0, getContext: () => context }) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("frames go to the worker one at a time, and its codes to the listener", async () => {
  const asked: number[] = [];
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () =>
      workerThat(({ id, look }) => {
        asked.push(look.maxCodes);
        return { kind: "decoded", id, texts: [CODE] };
      }),
    loadFallback: () => Promise.reject(new Error("not needed")),
  });
  const film = video();
  const heard = listener();
  const stop = scanner.scan(CAMERA, film.element, heard);
  await film.frame();
  await film.frame();
  stop();
  await film.frame();
  expect(heard.texts).toEqual([CODE, CODE]);
  expect(asked).toEqual([1, 1]);
});

test("a worker that fails hands stream and decoding to the fallback, and a new one is tried the next time", async () => {
  const { scanner: standIn, scanStream, stop: stopped } = fallbackScanner();
  let workers = 0;
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () => {
      workers += 1;
      return workerThat(() => ({ kind: "failed", reason: "CompileError" }));
    },
    loadFallback: () => Promise.resolve(standIn),
  });
  const film = video();
  const heard = listener();
  const stop = scanner.scan(CAMERA, film.element, heard);
  await film.frame();
  expect(scanStream).toHaveBeenCalledWith(CAMERA.stream, film.element, expect.any(Function));
  expect(heard.texts).toEqual([CODE]);
  stop();
  expect(stopped).toHaveBeenCalledTimes(1);
  scanner.scan(CAMERA, film.element, heard);
  expect(workers).toBe(2);
});

test("a browser without workers scans with the fallback from the start", async () => {
  const { scanner: standIn } = fallbackScanner();
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () => {
      throw new DOMException("", "SecurityError");
    },
    loadFallback: () => Promise.resolve(standIn),
  });
  const heard = listener();
  scanner.scan(CAMERA, video().element, heard);
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard.texts).toEqual([CODE]);
});

test("a fallback that arrives after the scan was stopped is stopped too", async () => {
  const { scanner: standIn, scanStream, stop: stopped } = fallbackScanner();
  let arrive: (scanner: FallbackScanner) => void = () => undefined;
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () => {
      throw new DOMException("", "SecurityError");
    },
    loadFallback: () => new Promise((resolve) => (arrive = resolve)),
  });
  scanner.scan(CAMERA, video().element, listener())();
  arrive(standIn);
  await new Promise((resolve) => setTimeout(resolve));
  expect(scanStream.mock.calls.length).toBe(stopped.mock.calls.length);
});

test("when the fallback cannot be fetched either, that is said, and it is fetched again the next time", async () => {
  const { scanner: standIn } = fallbackScanner();
  const load = vi.fn<() => Promise<FallbackScanner>>();
  load.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValueOnce(standIn);
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () => {
      throw new DOMException("", "SecurityError");
    },
    loadFallback: load,
  });
  const heard = listener();
  scanner.scan(CAMERA, video().element, heard);
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard.broken()).toBe(1);
  scanner.scan(CAMERA, video().element, heard);
  await new Promise((resolve) => setTimeout(resolve));
  expect(heard.texts).toEqual([CODE]);
});

test("a photo is read with up to six codes and denoised, and by the fallback when the worker fails", async () => {
  const looks: WorkerRequest[] = [];
  const { scanner: standIn } = fallbackScanner();
  let fails = false;
  const scanner = createCodeScanner({
    ...parts,
    newWorker: () =>
      workerThat((request) => {
        looks.push(request);
        return fails
          ? { kind: "failed", reason: "out of memory" }
          : { kind: "decoded", id: request.id, texts: ["一", "二"] };
      }),
    loadFallback: () => Promise.resolve(standIn),
  });
  const photo = { width: 4000, height: 3000 } as ImageBitmap;
  await expect(scanner.readPicture(photo)).resolves.toEqual(["一", "二"]);
  expect(looks[0]).toMatchObject({ look: { maxCodes: 6, denoise: true } });
  fails = true;
  await expect(scanner.readPicture(photo)).resolves.toEqual([CODE]);
});
