import type { ReadTable, TableError, TableOrder } from "../../../core/import/readTable.ts";
import { err, type Result } from "../../../core/result.ts";
import type { ImportReply } from "./importMessages.ts";
import ImportWorker from "./importWorker.ts?worker";

/** Reads a table in a worker: the screen stays alive, and a person may stop it at any time. */
export function readInWorker(
  order: TableOrder,
  { done, signal }: { readonly done: (rows: number) => void; readonly signal: AbortSignal },
): Promise<Result<ReadTable, TableError>> {
  const worker = new ImportWorker();
  return new Promise((resolve) => {
    const end = (result: Result<ReadTable, TableError>) => {
      worker.terminate();
      resolve(result);
    };
    signal.addEventListener("abort", () => end(err({ code: "damaged" })));
    worker.onmessage = ({ data }: MessageEvent<ImportReply>) => {
      if (data.kind === "read") done(data.rows);
      else end(data.table);
    };
    // What breaks the reader is a file that nobody's program has written.
    worker.onerror = () => end(err({ code: "damaged" }));
    worker.postMessage(order);
  });
}
