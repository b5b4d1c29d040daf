import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequest, RawConnection } from "./rawConnection.ts";

/** The answers to send: fetched from the endpoint once, as they are. */
export type BareQuestion = { readonly from: number; readonly paths: readonly string[] };

type Kept = { readonly type: string; readonly bytes: Buffer };

const answers = new Map<string, Kept>();

async function fetchAnswers({ from, paths }: BareQuestion): Promise<void> {
  const connection = await RawConnection.open(from);
  for (const path of paths) {
    const { status, head, body } = await connection.ask(getRequest(path));
    if (status !== 200 || !/content-encoding: br/i.test(head)) throw new Error(`${path} was answered with:\n${head}`);
    answers.set(path, { type: /content-type: (.*)/i.exec(head)?.[1] ?? "", bytes: Buffer.from(body) });
  }
  connection.close();
}

/** The least that HTTP in Node costs: finds the bytes in memory and sends them. */
const server = createServer((request, response) => {
  const kept = answers.get(request.url ?? "");
  if (kept === undefined) {
    response.writeHead(404, { "content-length": 0 }).end();
    return;
  }
  const { type, bytes } = kept;
  response
    .writeHead(200, { "content-type": type, "content-encoding": "br", "content-length": bytes.length })
    .end(bytes);
});

process.on("message", (question: BareQuestion) => {
  fetchAnswers(question).then(
    () => {
      if (server.listening) return void process.send?.({ value: (server.address() as AddressInfo).port });
      server.listen(0, "127.0.0.1", () => process.send?.({ value: (server.address() as AddressInfo).port }));
    },
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
