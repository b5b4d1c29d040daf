import { setImmediate } from "node:timers/promises";
import type { Answers } from "./answers/answers.ts";
import type { GateKeeper } from "./gate/gateKeeper.ts";
import type { Metrics } from "./http/metrics.ts";
import type { TreeHeads } from "./log/treeHeads.ts";
import type { Store } from "./store/port.ts";

/** How often the log's head is looked after, in milliseconds. */
const HEAD_CHECK = 60_000;
/** How long nobody must have asked for anything before answers are made ready, in milliseconds. */
const IDLE = 300;
/** Certificates whose answers are made ready before looking again whether somebody asks. */
const STRIDE = 8;

/** What runs beside the requests. */
export type BackgroundDeps = {
  readonly store: Store;
  readonly answers: Answers;
  readonly gate: GateKeeper;
  readonly treeHeads: TreeHeads;
  readonly metrics: Metrics;
  readonly onFailure: (error: unknown) => void;
};

/**
 * Puts certificates before the gate, makes answers ready while nobody asks for anything, and signs a head at least hourly. An answer that is not ready is
 * made when it is asked for, so nothing waits for this.
 */
export class Background {
  readonly #deps: BackgroundDeps;
  readonly #timers: NodeJS.Timeout[] = [];
  #lastRequest = 0;
  /** All certificates up to here have their answers, or are made when asked for. */
  #done = -1;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: BackgroundDeps) {
    this.#deps = deps;
  }

  /** Notes that somebody asks. */
  noteRequest(): void {
    this.#lastRequest = performance.now();
  }

  start(): void {
    this.#every(HEAD_CHECK, () => this.#deps.treeHeads.keepUp());
    this.#every(IDLE, () => this.#deps.gate.settle());
    this.#every(IDLE, () => this.#makeReady());
  }

  #every(interval: number, work: () => Promise<void>): void {
    const timer = setInterval(() => {
      this.#running = this.#running.then(work).catch(this.#deps.onFailure);
    }, interval);
    timer.unref();
    this.#timers.push(timer);
  }

  #isIdle(): boolean {
    return !this.#stopped && performance.now() - this.#lastRequest >= IDLE;
  }

  async #makeReady(): Promise<void> {
    const { store, answers, metrics } = this.#deps;
    while (this.#isIdle()) {
      const last = (await store.logSize()) - 1;
      metrics.unrendered.set(Math.max(0, last - this.#done));
      if (this.#done >= last) return;
      const { positions, upTo } = await store.unrendered(this.#done, STRIDE);
      if (positions.length > 0) await answers.keepReady(positions);
      this.#done = Math.min(upTo, last);
      // After a start a large register is looked through window by window: whoever asks meanwhile comes first.
      await setImmediate();
    }
  }

  /** Stops, once what is being made is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#running;
  }
}
