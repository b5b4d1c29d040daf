import { afterEach, expect, test, vi } from "vitest";
import type { Camera } from "../../src/client/features/scan/cameraSource.ts";
import { createCodeScanner } from "../../src/client/features/scan/codeScanner.ts";
import { findNativeDetector } from "../../src/client/features/scan/nativeDecoder.ts";
import { newDecodeWorker } from "../../src/client/features/scan/newDecodeWorker.ts";
import { loadFallbackScanner } from "../../src/client/features/scan/zxingFallback.ts";
import { blankImage, drawQr, frameOfCodes, type GreyImage, paste, toRgba } from "../support/qrImages.ts";

const SHORT = "https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6";
const LABEL = `${SHORT}#1${"27182818284590452".repeat(24)}`;

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
  vi.unstubAllGlobals();
});

/** A camera that films one picture, and the video that plays it. */
async function filming(image: GreyImage): Promise<{ readonly camera: Camera; readonly video: HTMLVideoElement }> {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const pixels = new ImageData(toRgba(image), image.width, image.height);
  const draw = () => canvas.getContext("2d")?.putImageData(pixels, 0, 0);
  draw();
  const timer = setInterval(draw, 100);
  const stream = canvas.captureStream(10);
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  await video.play();
  closing.push(() => {
    clearInterval(timer);
    video.remove();
  });
  const camera: Camera = {
    stream,
    id: undefined,
    hasTorch: false,
    setTorch: () => Promise.resolve(false),
    onLost: () => undefined,
    stop: () => undefined,
  };
  return { camera, video };
}

function scanWith(newWorker: () => Worker) {
  const scanner = createCodeScanner({
    newWorker,
    native: findNativeDetector(undefined),
    loadFallback: loadFallbackScanner,
    now: () => performance.now(),
  });
  closing.push(scanner.close);
  return scanner;
}

/** The first texts that a running scan reports. */
async function firstSeen(image: GreyImage, newWorker: () => Worker): Promise<readonly string[]> {
  const { camera, video } = await filming(image);
  return new Promise((resolve, reject) => {
    const stop = scanWith(newWorker).scan(camera, video, {
      several: () => true,
      onTexts: resolve,
      onBroken: () => reject(new Error("nothing could be started")),
    });
    closing.push(stop);
  });
}

test("a playing video is read by the worker", async () => {
  await expect(firstSeen(frameOfCodes([LABEL]), newDecodeWorker)).resolves.toEqual([LABEL]);
});

test("a playing video is read where frames have to be waited for by animation frames", async () => {
  const callback = Reflect.get(HTMLVideoElement.prototype, "requestVideoFrameCallback") as unknown;
  Reflect.set(HTMLVideoElement.prototype, "requestVideoFrameCallback", undefined);
  try {
    await expect(firstSeen(frameOfCodes([LABEL]), newDecodeWorker)).resolves.toEqual([LABEL]);
  } finally {
    Reflect.set(HTMLVideoElement.prototype, "requestVideoFrameCallback", callback);
  }
});

test("a playing video is read by the fallback where workers do not start", async () => {
  const image = blankImage(1280, 720, 255);
  paste(image, drawQr(SHORT, 10), 300, 100);
  const noWorker = () => {
    throw new DOMException("no workers here", "SecurityError");
  };
  await expect(firstSeen(image, noWorker)).resolves.toEqual([SHORT]);
});
