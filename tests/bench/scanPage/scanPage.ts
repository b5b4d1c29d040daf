import { verifyOnPhone } from "../../../src/client/data/verifyOnPhone.ts";
import { createLiveDecoder, DENOISE_EVERY } from "../../../src/client/features/scan/decoder.ts";
import { MAX_CODES } from "../../../src/client/features/scan/frameDecoder.ts";
import { createFrameGrabber } from "../../../src/client/features/scan/frameGrabber.ts";
import { newDecodeWorker } from "../../../src/client/features/scan/newDecodeWorker.ts";
import { createWorkerDecoder } from "../../../src/client/features/scan/workerDecoder.ts";
import { frameOfCodes, type GreyImage, toRgba } from "../../support/qrImages.ts";
import { phoneWithDirectory } from "./phoneWithDirectory.ts";
import { startPlainDecoder } from "./plainDecoder.ts";
import { soloDecoders } from "./soloDecoders.ts";

const MAX_WIDTH = 1920;
const OPERATORS = 2000;
const FRAMES = 80;
const WARM_UP = 10;

/** Milliseconds of every measured frame. */
export type FrameTimes = { readonly ours: readonly number[]; readonly baseline: readonly number[] };

/** What was read of one shot of the corpus, by the name of the decoder. */
export type ShotReadings = Readonly<Record<string, boolean>>;

function imageOf(image: GreyImage): ImageData {
  return new ImageData(toRgba(image), image.width, image.height);
}

/** A playing video of one picture, as a camera would give it. */
async function filmOf(image: GreyImage): Promise<HTMLVideoElement> {
  const canvas = document.createElement("canvas");
  canvas.width = image.width;
  canvas.height = image.height;
  const picture = imageOf(image);
  canvas.getContext("2d")?.putImageData(picture, 0, 0);
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = canvas.captureStream(10);
  // A canvas gives a frame only when it is drawn on.
  setInterval(() => canvas.getContext("2d")?.putImageData(picture, 0, 0), 100);
  document.body.append(video);
  await video.play();
  return video;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function openOurs() {
  const worker = createWorkerDecoder(newDecodeWorker);
  const { takesBitmaps } = await worker.ready;
  const live = createLiveDecoder({ worker, native: Promise.resolve(undefined), now: () => performance.now() });
  const grab = createFrameGrabber();
  return async (source: HTMLVideoElement | HTMLCanvasElement, maxCodes: number): Promise<readonly string[]> => {
    const frame = await grab(source, { asBitmap: takesBitmaps, maxWidth: MAX_WIDTH });
    return frame === undefined ? [] : live.decode(frame, { maxCodes, maxWidth: MAX_WIDTH });
  };
}

/** From a video's frame to a verdict, beside the decoder alone from the same video's frame to the text. */
export async function frameToVerdict(width: number, height: number): Promise<FrameTimes> {
  const { phone, text } = await phoneWithDirectory(OPERATORS);
  const video = await filmOf(frameOfCodes([text], width, height));
  const read = await openOurs();
  const readPlain = await startPlainDecoder();
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let count = -WARM_UP; count < FRAMES; count++) {
    const first = await timed(async () => {
      const [found = ""] = await read(video, 1);
      const { verdict } = await verifyOnPhone(phone, found);
      if (verdict !== "authentic") throw new Error(`the code was judged ${verdict}`);
    });
    const denoise = count % DENOISE_EVERY === 0;
    const second = await timed(async () => {
      const [found] = await readPlain(video, { maxCodes: 1, denoise, maxWidth: MAX_WIDTH });
      if (found !== text) throw new Error("the decoder alone read something else");
    });
    if (count < 0) continue;
    ours.push(first);
    baseline.push(second);
  }
  return { ours, baseline };
}

/** Looking for six codes beside looking for one, in a frame that shows `shown` codes. */
export async function sixAgainstOne(shown: number): Promise<FrameTimes> {
  const texts = Array.from(
    { length: shown },
    (_, index) => `https://hgz.jcagri.cn/c/7K2M9QX4TB8W1CZ6#1${`${index + 1}`.repeat(400)}`,
  );
  const video = await filmOf(frameOfCodes(texts, 1920, 1080));
  const read = await openOurs();
  const ours: number[] = [];
  const baseline: number[] = [];
  for (let count = -WARM_UP; count < FRAMES / 2; count++) {
    const six = await timed(async () => {
      const found = await read(video, MAX_CODES);
      if (found.length !== shown) throw new Error(`${found.length} of ${shown} codes were read`);
    });
    const one = await timed(async () => void (await read(video, 1)));
    if (count < 0) continue;
    ours.push(six);
    baseline.push(one);
  }
  return { ours, baseline };
}

/** What each decoder reads of `count` shots, which the server photographs one by one. */
export async function readCorpus(count: number): Promise<readonly ShotReadings[]> {
  const read = await openOurs();
  const solo = await soloDecoders();
  const canvas = document.createElement("canvas");
  const readings: ShotReadings[] = [];
  for (let shot = 0; shot < count; shot++) {
    const answer = await fetch(`/shots/${shot}`);
    const text = decodeURIComponent(answer.headers.get("x-text") ?? "");
    const [width, height] = [Number(answer.headers.get("x-width")), Number(answer.headers.get("x-height"))];
    const image = imageOf({ width, height, luma: new Uint8ClampedArray(await answer.arrayBuffer()) });
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    const judged = (name: string, found: string | undefined): boolean => {
      if (found !== undefined && found !== text) throw new Error(`${name} read a wrong text`);
      return found !== undefined;
    };
    const reading: Record<string, boolean> = { ours: false };
    for (let look = 0; look < DENOISE_EVERY; look++) {
      const hit = judged("ours", (await read(canvas, 1))[0]);
      reading["ours"] = reading["ours"] === true || hit;
    }
    for (const [name, decode] of Object.entries(solo)) reading[name] = judged(name, await decode(image));
    readings.push(reading);
  }
  return readings;
}

declare global {
  interface Window {
    readonly scanBench: {
      readonly frameToVerdict: typeof frameToVerdict;
      readonly sixAgainstOne: typeof sixAgainstOne;
      readonly readCorpus: typeof readCorpus;
    };
  }
}
Object.assign(window, { scanBench: { frameToVerdict, sixAgainstOne, readCorpus } });
