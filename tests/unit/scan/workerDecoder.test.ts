import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Frame } from "../../../src/client/features/scan/frameDecoder.ts";
import {
  ANSWER_TIMEOUT_MS,
  createWorkerDecoder,
  type WorkerPort,
} from "../../../src/client/features/scan/workerDecoder.ts";
import type { WorkerReply, WorkerRequest } from "../../../src/client/features/scan/workerMessages.ts";

const LOOK = { maxCodes: 1, denoise: false, maxWidth: 1920 };

function frame(): Frame {
  return { kind: "bitmap", bitmap: {} as ImageBitmap };
}

/** A worker whose answers the test gives. */
function scriptedWorker() {
  const asked: WorkerRequest[] = [];
  const terminate = vi.fn<() => void>();
  const port = {
    onmessage: null,
    onerror: null,
    postMessage: (message: WorkerRequest) => void asked.push(message),
    terminate,
  } as WorkerPort;
  const answer = (data: WorkerReply) => void port.onmessage?.call(port as Worker, { data } as MessageEvent);
  const crash = (message: string) => void port.onerror?.call(port as Worker, { message } as ErrorEvent);
  return { port, asked, terminate, answer, crash };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("each frame gets the answer to its own request, whatever the order", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  const first = decoder.decode(frame(), LOOK);
  const second = decoder.decode(frame(), LOOK);
  worker.answer({ kind: "decoded", id: 2, texts: ["二"] });
  worker.answer({ kind: "decoded", id: 1, texts: [] });
  await expect(first).resolves.toEqual([]);
  await expect(second).resolves.toEqual(["二"]);
});

test("says whether the worker can read bitmaps", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  worker.answer({ kind: "ready", takesBitmaps: false });
  await expect(decoder.ready).resolves.toEqual({ takesBitmaps: false });
});

test("WebAssembly that does not start breaks the decoder, and the worker is ended", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  const waiting = decoder.decode(frame(), LOOK);
  worker.answer({ kind: "failed", reason: "CompileError: blocked by CSP" });
  await expect(waiting).rejects.toMatchObject({ code: "workerFailed", message: expect.stringContaining("CSP") });
  await expect(decoder.ready).rejects.toMatchObject({ code: "workerFailed" });
  await expect(decoder.decode(frame(), LOOK)).rejects.toMatchObject({ code: "workerFailed" });
  expect(worker.terminate).toHaveBeenCalledTimes(1);
});

test("a worker whose script cannot be loaded breaks the decoder", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  worker.crash("NetworkError");
  await expect(decoder.ready).rejects.toMatchObject({ code: "workerFailed" });
});

test("a frame without an answer for 5 s breaks the decoder, an answered one does not", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  const answered = decoder.decode(frame(), LOOK);
  worker.answer({ kind: "decoded", id: 1, texts: [] });
  await answered;
  await vi.advanceTimersByTimeAsync(ANSWER_TIMEOUT_MS);
  const waiting = decoder.decode(frame(), LOOK);
  const failure = expect(waiting).rejects.toMatchObject({ code: "noAnswer" });
  await vi.advanceTimersByTimeAsync(ANSWER_TIMEOUT_MS);
  await failure;
});

test("a closed decoder ends its worker and says that it was closed", async () => {
  const worker = scriptedWorker();
  const decoder = createWorkerDecoder(() => worker.port);
  decoder.close();
  await expect(decoder.decode(frame(), LOOK)).rejects.toMatchObject({ code: "closed" });
  expect(worker.terminate).toHaveBeenCalledTimes(1);
});
