import { DecoderError, type Frame, type FrameDecoder, type LookOptions } from "./frameDecoder.ts";
import type { WorkerReply, WorkerRequest } from "./workerMessages.ts";

/** A decoder that has not answered for this long is given up. */
export const ANSWER_TIMEOUT_MS = 5000;

/** The part of a Worker that is used here. */
export type WorkerPort = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

type Waiting = {
  readonly resolve: (texts: readonly string[]) => void;
  readonly reject: (error: DecoderError) => void;
};

function transferOf(frame: Frame): Transferable {
  return frame.kind === "bitmap" ? frame.bitmap : frame.image.data.buffer;
}

/**
 * A decoder in a worker. After its first failure, and after one frame without an answer for `timeoutMs`,
 * it is closed and every call rejects.
 * @throws what `newWorker` throws, where there are no workers
 */
export function createWorkerDecoder(newWorker: () => WorkerPort, timeoutMs = ANSWER_TIMEOUT_MS): FrameDecoder {
  const worker = newWorker();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let broken: DecoderError | undefined;
  let settleReady: { resolve: (value: { takesBitmaps: boolean }) => void; reject: (error: DecoderError) => void };
  const ready = new Promise<{ readonly takesBitmaps: boolean }>((resolve, reject) => {
    settleReady = { resolve, reject };
  });
  // Whoever only decodes learns of the failure from decode(); an unread rejection must not reach the console.
  ready.catch(() => undefined);

  function fail(error: DecoderError): void {
    broken ??= error;
    worker.terminate();
    settleReady.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.onmessage = (event: MessageEvent<WorkerReply>) => {
    const message = event.data;
    if (message.kind === "ready") settleReady.resolve({ takesBitmaps: message.takesBitmaps });
    else if (message.kind === "failed") fail(new DecoderError("workerFailed", message.reason));
    else {
      waiting.get(message.id)?.resolve(message.texts);
      waiting.delete(message.id);
    }
  };
  worker.onerror = (event) => fail(new DecoderError("workerFailed", event.message));

  function decode(frame: Frame, look: LookOptions): Promise<readonly string[]> {
    if (broken !== undefined) return Promise.reject(broken);
    lastId += 1;
    const id = lastId;
    return new Promise<readonly string[]>((resolve, reject) => {
      const timer = setTimeout(() => fail(new DecoderError("noAnswer")), timeoutMs);
      waiting.set(id, {
        resolve: (texts) => {
          clearTimeout(timer);
          resolve(texts);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      worker.postMessage({ kind: "decode", id, frame, look } satisfies WorkerRequest, [transferOf(frame)]);
    });
  }

  return { ready, decode, close: () => fail(new DecoderError("closed")) };
}
