import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * What lies between the phones and the endpoint: `open`; `down` = every connection breaks; `held` = requests wait until
 * the weather changes; `failing` = a gateway's 500; `portal` = a wireless network that answers everything with its
 * sign-in page.
 */
export type Weather = "open" | "down" | "held" | "failing" | "portal";

const SIGN_IN = "<!doctype html><html lang=zh-CN><title>欢迎使用免费无线网</title><p>请先登录</p></html>";

/** A network in front of an endpoint. Phones know only its port, as they would know only a public address. */
export type Network = {
  readonly port: number;
  readonly weather: (weather: Weather) => void;
  /** Changes the text of answers whose path fits: another version of a file, or an older browser's worker. */
  readonly rewrite: (path: RegExp, change: (text: string) => string) => void;
  /** Good weather, nothing rewritten. */
  readonly clear: () => void;
  /** Paths asked for since the last call of this. */
  readonly takePaths: () => readonly string[];
  readonly close: () => Promise<void>;
};

/** Opens a network on `port` that leads to the endpoint on `endpointPort`. */
export async function openNetwork(port: number, endpointPort: number): Promise<Network> {
  let now: Weather = "open";
  let paths: string[] = [];
  let rewriting: Rewriting | undefined;
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    paths.push(incoming.url ?? "");
    const go = () => answer(now, { incoming, outgoing, endpointPort, rewriting });
    if (now === "held") waiting.add(go);
    else go();
  };
  const server = createServer(pass);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await listen(server, port);
  const weather = (next: Weather) => {
    now = next;
    if (next === "down") for (const socket of sockets) socket.destroy();
    if (next === "held") return;
    for (const go of waiting) go();
    waiting.clear();
  };
  return {
    port,
    weather,
    rewrite: (path, change) => {
      rewriting = { path, change };
    },
    clear: () => {
      rewriting = undefined;
      weather("open");
    },
    takePaths: () => {
      const taken = paths;
      paths = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => resolve());
  });
}

type Rewriting = { readonly path: RegExp; readonly change: (text: string) => string };

type Exchange = {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly endpointPort: number;
  readonly rewriting: Rewriting | undefined;
};

function answer(weather: Weather, exchange: Exchange): void {
  const { incoming, outgoing } = exchange;
  switch (weather) {
    case "down":
    case "held":
      incoming.socket.destroy();
      break;
    case "failing":
      outgoing.writeHead(500, { "content-type": "text/plain" }).end("upstream failed");
      break;
    case "portal":
      outgoing.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(SIGN_IN);
      break;
    case "open":
      forward(exchange);
  }
}

function forward({ incoming, outgoing, endpointPort, rewriting }: Exchange): void {
  const { method, url = "/", headers } = incoming;
  const change = rewriting?.path.test(url) === true ? rewriting.change : undefined;
  const asked = change === undefined ? headers : { ...headers, "accept-encoding": "identity" };
  const onward = request(
    { host: "127.0.0.1", port: endpointPort, method, path: url, headers: asked, agent: false },
    (answered) => {
      if (change === undefined) {
        outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
        answered.pipe(outgoing);
      } else void passChanged(answered, outgoing, change);
    },
  );
  // The endpoint was killed: to the phone the network is down.
  onward.on("error", () => incoming.socket.destroy());
  incoming.pipe(onward);
}

async function passChanged(
  answered: IncomingMessage,
  outgoing: ServerResponse,
  change: (text: string) => string,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of answered) chunks.push(chunk as Buffer); // a stream without an encoding gives buffers
  const body = Buffer.from(change(Buffer.concat(chunks).toString()));
  const { "content-length": _, etag: __, ...headers } = answered.headers;
  outgoing.writeHead(answered.statusCode ?? 502, { ...headers, "content-length": body.length }).end(body);
}
