import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequest, RawConnection } from "./rawConnection.ts";

/** The answers to send, fetched from the endpoint once: the same bytes and headers. */
export type BareQuestion = { readonly from: number; readonly paths: readonly string[] };

type Kept = { readonly headers: readonly string[]; readonly bytes: Buffer };

/** Headers that Node adds by itself. */
const OWN_HEADERS: ReadonlySet<string> = new Set(["date", "connection", "keep-alive"]);

const answers = new Map<string, Kept>();

/** The headers of an answer as `writeHead` takes them: what is compared is finding an answer, not how long its headers are. */
function headersIn(head: string): readonly string[] {
  const lines = head.split("\r\n").slice(1);
  return lines.flatMap((line) => {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    return OWN_HEADERS.has(name.toLowerCase()) ? [] : [name, line.slice(colon + 1).trim()];
  });
}

async function fetchAnswers({ from, paths }: BareQuestion): Promise<void> {
  const connection = await RawConnection.open(from);
  for (const path of paths) {
    const { status, head, body } = await connection.ask(getRequest(path));
    if (status !== 200 || !/content-encoding: br/i.test(head)) throw new Error(`${path} was answered with:\n${head}`);
    answers.set(path, { headers: headersIn(head), bytes: Buffer.from(body) });
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
  response.writeHead(200, [...kept.headers]).end(kept.bytes);
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
