import { afterEach, expect, test } from "vitest";
import { type Frame, MAX_CODES } from "../../src/client/features/scan/frameDecoder.ts";
import { createFrameGrabber } from "../../src/client/features/scan/frameGrabber.ts";
import { newDecodeWorker } from "../../src/client/features/scan/newDecodeWorker.ts";
import { createWorkerDecoder } from "../../src/client/features/scan/workerDecoder.ts";
import { loadFallbackScanner } from "../../src/client/features/scan/zxingFallback.ts";
import { blankImage, drawQr, frameOfCodes, type GreyImage, paste, toRgba } from "../support/qrImages.ts";

const NUMBER = "7K2M9QX4TB8W1CZ6";
const SHORT = `https://hgz.jcagri.cn/c/${NUMBER}`;
/** As long as a chain code: version 16. */
const CHAIN = `${SHORT}#1${"31415926535897932".repeat(54)}`;
const LOOK = { maxCodes: 1, denoise: false, maxWidth: 1920 };

let closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing) close();
  closing = [];
});

function openDecoder() {
  const decoder = createWorkerDecoder(newDecodeWorker);
  closing.push(decoder.close);
  return decoder;
}

function canvasOf(image: GreyImage): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(new ImageData(toRgba(image), image.width, image.height), 0, 0);
  return canvas;
}

async function frameOf(image: GreyImage, asBitmap: boolean): Promise<Frame> {
  const frame = await createFrameGrabber()(canvasOf(image), { asBitmap, maxWidth: 1920 });
  if (frame === undefined) throw new Error("the canvas gave no frame");
  return frame;
}

test("the worker starts with our own wasm and reads bitmaps", async () => {
  await expect(openDecoder().ready).resolves.toEqual({ takesBitmaps: true });
  const fetched = performance.getEntriesByType("resource").map(({ name }) => new URL(name).origin);
  expect([...new Set(fetched)]).toEqual([window.location.origin]);
});

test.each([
  ["a bitmap", true],
  ["pixels grabbed on the page, where a worker cannot draw", false],
])("reads a full chain code from %s", async (_, asBitmap) => {
  const decoder = openDecoder();
  await decoder.ready;
  await expect(decoder.decode(await frameOf(frameOfCodes([CHAIN]), asBitmap), LOOK)).resolves.toEqual([CHAIN]);
});

test("a frame without a code is an empty answer", async () => {
  await expect(openDecoder().decode(await frameOf(blankImage(1280, 720), true), LOOK)).resolves.toEqual([]);
});

test("reads six codes in one frame when several are wanted, one otherwise", async () => {
  const texts = ["1", "2", "3", "4", "5", "6"].map((digit) => `${SHORT}#1${digit.repeat(400)}`);
  const decoder = openDecoder();
  const crowd = frameOfCodes(texts, 1920, 1080);
  const all = await decoder.decode(await frameOf(crowd, true), { ...LOOK, maxCodes: MAX_CODES });
  expect([...all].sort()).toEqual(texts);
  expect(await decoder.decode(await frameOf(crowd, true), LOOK)).toHaveLength(1);
});

test("a frame reduced for a slow phone is still read", async () => {
  const frame = await frameOf(frameOfCodes([CHAIN], 1920, 1080), true);
  await expect(openDecoder().decode(frame, { ...LOOK, maxWidth: 1280 })).resolves.toEqual([CHAIN]);
});

test("a picture that is no image breaks one answer's decoder, and says so", async () => {
  const decoder = openDecoder();
  await decoder.ready;
  const image = { width: 0, height: 0, data: { buffer: new ArrayBuffer(0) } } as unknown as ImageData;
  await expect(decoder.decode({ kind: "pixels", image }, LOOK)).rejects.toMatchObject({ code: "workerFailed" });
});

test("the fallback reads a short code on the page, and nothing from an empty picture", async () => {
  const fallback = await loadFallbackScanner();
  const image = blankImage(640, 480, 255);
  paste(image, drawQr(SHORT, 8), 40, 40);
  expect(fallback.readPicture(canvasOf(image), 640, 480)).toEqual([SHORT]);
  expect(fallback.readPicture(canvasOf(blankImage(640, 480)), 640, 480)).toEqual([]);
});
