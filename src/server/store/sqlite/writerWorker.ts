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
      (error: unknown) => send({ id: request.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  send({ ready: true });
}

async function answer(writer: Writer, request: WriterRequest): Promise<unknown> {
  switch (request.name) {
    case "ingest":
      return writer.ingest(...request.args);
    case "rebuild":
      return writer.rebuild();
    case "saveAnswers":
      return writer.saveAnswers(...request.args);
    case "keepAnswersOf":
      return writer.keepAnswersOf(...request.args);
    case "publishDirectory":
      return writer.publishDirectory();
    case "saveTreeHead":
      return writer.saveTreeHead(...request.args);
    case "saveSettings":
      return writer.saveSettings(...request.args);
    case "addAuthority":
      return writer.addAuthority(...request.args);
    case "addInvitation":
      return writer.addInvitation(...request.args);
    case "useLink":
      return writer.useLink(...request.args);
    case "markGranted":
      return writer.markGranted(...request.args);
    case "openSession":
      return writer.openSession(...request.args);
    case "saveContact":
      return writer.saveContact(...request.args);
    case "eraseContact":
      return writer.eraseContact(...request.args);
    case "close":
      return writer.close();
  }
}

const { dataDir } = workerData as { readonly dataDir: string }; // given by openWriterThread, the only starter
if (parentPort !== null) start(parentPort, dataDir);
