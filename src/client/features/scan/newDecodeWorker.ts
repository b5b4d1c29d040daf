import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import DecodeWorker from "./decodeWorker.ts?worker";
import type { WorkerRequest } from "./workerMessages.ts";

/**
 * Starts the decoding worker and lets it load its wasm. Made through Vite's `?worker`, whose build gives a
 * classic worker: Firefox runs module workers only from version 114.
 */
export function newDecodeWorker(): Worker {
  const worker = new DecodeWorker();
  worker.postMessage({ kind: "start", wasmUrl } satisfies WorkerRequest);
  return worker;
}
