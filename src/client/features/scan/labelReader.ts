import type { CodeCorners } from "../../../core/label/labelPhoto.ts";
import { ANSWER_TIMEOUT_MS, type WorkerPort } from "./workerDecoder.ts";
import type { WorkerReply, WorkerRequest } from "./workerMessages.ts";

/** A code that was read, and where it lies in its picture. */
export type LocatedCode = { readonly text: string; readonly corners: CodeCorners };

/** Reads one code at a time with the place where it lies. */
export type LabelReader = {
  /** Undefined without a code, and when the worker is broken or too slow. The picture stays with the caller. */
  readonly read: (picture: ImageData) => Promise<LocatedCode | undefined>;
  readonly close: () => void;
};

/** Starts a reader on the scanner's worker. @throws what `newWorker` throws, where there are no workers */
export function createLabelReader(newWorker: () => WorkerPort): LabelReader {
  const worker = newWorker();
  let lastId = 0;
  let answer: (found: LocatedCode | undefined) => void = () => undefined;
  worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
    if (data.kind === "failed") answer(undefined);
    if (data.kind !== "decoded" || data.id !== lastId) return;
    const [text] = data.texts;
    const [corners] = data.corners ?? [];
    answer(text === undefined || corners === undefined ? undefined : { text, corners });
  };
  return {
    read(picture) {
      lastId += 1;
      const id = lastId;
      const copy = new ImageData(picture.data.slice(), picture.width, picture.height);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(undefined), ANSWER_TIMEOUT_MS);
        answer = (found) => {
          clearTimeout(timer);
          resolve(found);
        };
        const look = { maxCodes: 1, denoise: false, maxWidth: picture.width };
        const request: WorkerRequest = { kind: "decode", id, frame: { kind: "pixels", image: copy }, look };
        worker.postMessage(request, [copy.data.buffer]);
      });
    },
    close: () => worker.terminate(),
  };
}
