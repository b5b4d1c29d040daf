import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { openWriteConnection } from "./connection.ts";
import { Writer } from "./writer.ts";
import type { WriterReply, WriterRequest } from "./writerMessages.ts";

/** Idle time after which the write-ahead log is moved into the database, in milliseconds. */
const IDLE_BEFORE_CHECKPOINT = 2000;

/** Starts the thread that owns the write connection. */
function start(port: MessagePort, dataDir: string): void {
  const send = (reply: WriterReply) => port.postMessage(reply);
  const writer = new Writer(openWriteConnection(dataDir), (touched) => send({ touched }));
  writer.rebuildIfUpgraded();
  let idle: NodeJS.Timeout | undefined;
  port.on("message", (request: WriterRequest) => {
    clearTimeout(idle);
    if (request.name !== "close") idle = setTimeout(() => writer.checkpoint(), IDLE_BEFORE_CHECKPOINT);
    answer(writer, request).then(
      (value) => {
        if (request.name === "rebuild") send({ touched: { certificates: [], operators: true } });
        send({ id: request.id, value });
        if (request.name === "close") port.close();
      },
      (error: unknown) =>
        send({ id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  send({ ready: true });
}

/** Calls the writer's method of that name. */
async function answer(writer: Writer, { name, args }: WriterRequest): Promise<unknown> {
  const outcome: unknown = Reflect.apply(writer[name], writer, args);
  return outcome;
}

const dataDir: unknown = workerData;
if (parentPort !== null && typeof dataDir === "string") start(parentPort, dataDir);
