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

/**
 * Really signed lots and certificates without end, each key's in the order of its seq. Signing is slow, so threads sign
 * ahead of what is asked for.
 */
export class SignedBatches {
  readonly #threads: readonly { readonly worker: Worker; readonly waiting: ((batch: SignedBatch) => void)[] }[];
  #turn = 0;

  constructor({ members, ...order }: SigningOrder) {
    this.#threads = Array.from({ length: THREADS }, (_, thread) => {
      const own = members.filter((_member, index) => index % THREADS === thread);
      const workerData: SigningOrder = { ...order, members: own };
      const worker = new Worker(new URL("./signingThread.ts", import.meta.url), { workerData });
      const waiting: ((batch: SignedBatch) => void)[] = [];
      worker.on("message", (batch: SignedBatch) => waiting.shift()?.(batch));
      return { worker, waiting };
    });
  }

  /** The next batch; asking for several at once lets the threads run ahead. */
  next(): Promise<SignedBatch> {
    const thread = this.#threads[this.#turn++ % this.#threads.length];
    if (thread === undefined) return Promise.reject(new Error("nobody signs"));
    return new Promise((resolve, reject) => {
      thread.worker.once("error", reject);
      thread.waiting.push((batch) => {
        thread.worker.off("error", reject);
        resolve(batch);
      });
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
