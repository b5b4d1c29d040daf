import { Worker } from "node:worker_threads";
import type { Touched } from "../port.ts";
import type { WriterCallName, WriterCalls, WriterReply } from "./writerMessages.ts";

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** The writer thread as the main thread sees it. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onTouched: (touched: Touched) => void;
  #nextId = 1;
  #failure: Error | undefined;

  private constructor(worker: Worker, onTouched: (touched: Touched) => void) {
    this.#worker = worker;
    this.#onTouched = onTouched;
  }

  /** Starts the thread; resolves once the database is open and its schema up to date. */
  static open(dataDir: string, onTouched: (touched: Touched) => void): Promise<WriterThread> {
    const worker = new Worker(new URL("./writerWorker.ts", import.meta.url), { workerData: dataDir });
    const thread = new WriterThread(worker, onTouched);
    return new Promise((resolve, reject) => {
      worker.on("message", (reply: WriterReply) => {
        if ("ready" in reply) resolve(thread);
        else thread.#receive(reply);
      });
      worker.on("error", (error: Error) => {
        thread.#fail(error);
        reject(error);
      });
      worker.on("exit", () => thread.#fail(new Error("the writer thread has ended")));
    });
  }

  /** Asks the writer. Rejects when the thread has ended or the database refused. */
  call<Name extends WriterCallName>(
    name: Name,
    ...args: Parameters<WriterCalls[Name]>
  ): Promise<Awaited<ReturnType<WriterCalls[Name]>>> {
    return this.#ask(name, args, []);
  }

  /** {@link call} with a buffer that is handed over instead of copied. */
  ingest(...args: [batch: Uint8Array<ArrayBuffer>, receivedAt: number]): ReturnType<WriterCalls["ingest"]> {
    return this.#ask("ingest", args, [args[0].buffer]);
  }

  #ask<Name extends WriterCallName>(
    name: Name,
    args: Parameters<WriterCalls[Name]>,
    transfer: readonly ArrayBuffer[],
  ): Promise<Awaited<ReturnType<WriterCalls[Name]>>> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const answered = (value: unknown) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker answers each call by the method of that name
        resolve(value as Awaited<ReturnType<WriterCalls[Name]>>);
      };
      this.#waiting.set(id, { resolve: answered, reject });
      this.#worker.postMessage({ id, name, args }, [...transfer]);
    });
  }

  #receive(reply: Exclude<WriterReply, { readonly ready: true }>): void {
    if ("touched" in reply) return this.#onTouched(reply.touched);
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ("error" in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
