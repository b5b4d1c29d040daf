import type { AskNames } from "../data/heldRegistry.ts";
import type { NamesOrder, NamesReply } from "../data/namesMessages.ts";
import NamesWorker from "../data/namesWorker.ts?worker";

type Waiting = (rows: NamesReply["rows"]) => void;

/** A way to ask the searching worker, which starts with the first question and keeps what it has read. */
export function namesAsker(): AskNames {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let asked = 0;
  const settle = ({ ticket, rows }: NamesReply) => {
    waiting.get(ticket)?.(rows);
    waiting.delete(ticket);
  };
  const start = () => {
    const started = new NamesWorker();
    started.onmessage = ({ data }: MessageEvent<NamesReply>) => settle(data);
    started.onerror = () => {
      // It did not start, or ran out of memory: nothing that it was asked will be answered.
      started.terminate();
      worker = undefined;
      for (const ticket of waiting.keys()) settle({ ticket, rows: undefined });
    };
    return started;
  };
  return (held, question) =>
    new Promise((resolve) => {
      worker ??= start();
      const order: NamesOrder = { ticket: ++asked, held, question };
      waiting.set(order.ticket, resolve);
      worker.postMessage(order);
    });
}
