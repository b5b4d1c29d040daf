import { Worker } from "node:worker_threads";

/** A key that signs in a thread of the benchmark. */
export type SigningMember = { readonly pem: string; readonly region: string };

/** What one thread signs: batches of `size` statements, dated from `iat` on (Unix seconds). */
export type SigningOrder = { readonly members: readonly SigningMember[]; readonly iat: number; readonly size: number };

/** An upload's body, in a buffer that may be handed over, with the numbers of its certificates. */
export type SignedBatch = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly statements: number;
  readonly numbers: readonly string[];
};

/** Certificates that draw on one lot. */
export const ON_LOT = 19;
const THREADS = 2;

type Waiting = { readonly resolve: (batch: SignedBatch) => void; readonly reject: (error: Error) => void };
type Thread = { readonly worker: Worker; readonly waiting: Waiting[] };

function startThread(workerData: SigningOrder): Thread {
  const worker = new Worker(new URL("./signingThread.ts", import.meta.url), { workerData });
  const waiting: Waiting[] = [];
  worker.on("message", (batch: SignedBatch) => waiting.shift()?.resolve(batch));
  worker.on("error", (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return { worker, waiting };
}

/**
 * Really signed lots and certificates without end, each key's in the order of its seq. Signing is slow, so threads sign
 * ahead of what is asked for.
 */
export class SignedBatches {
  readonly #threads: readonly Thread[];
  #turn = 0;

  constructor({ members, ...order }: SigningOrder) {
    this.#threads = Array.from({ length: THREADS }, (_, thread) => {
      const own = members.filter((_member, index) => index % THREADS === thread);
      return startThread({ ...order, members: own });
    });
  }

  /** The next batch; asking for several at once lets the threads run ahead. */
  next(): Promise<SignedBatch> {
    const thread = this.#threads[this.#turn++ % this.#threads.length];
    if (thread === undefined) return Promise.reject(new Error("nobody signs"));
    return new Promise((resolve, reject) => {
      thread.waiting.push({ resolve, reject });
      thread.worker.postMessage("next");
    });
  }

  /** So many batches, signed before anything is measured. */
  async take(count: number): Promise<readonly SignedBatch[]> {
    return Promise.all(Array.from({ length: count }, () => this.next()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}
