import { hash } from "node:crypto";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join, relative, resolve } from "node:path";
import { err, ok, type Result } from "../../core/result.ts";

/** Longest request or answer in characters. */
const MAX_LINE = 65_536;

/** Answers one request; both are JSON values. */
export type ControlRequests = (request: unknown) => Promise<unknown>;

/** The server's own door for commands on the same machine; whoever holds it holds the data folder. */
export type Control = { readonly close: () => Promise<void> };

/**
 * Address of the door of a data folder: a socket file in it that only its owner may open, on Windows a pipe. A socket's
 * path is limited to about 100 bytes, so the shorter of its two spellings is taken.
 */
export function controlAddress(dataDir: string): string {
  if (process.platform === "win32")
    return `\\\\.\\pipe\\liangzheng-${hash("sha256", resolve(dataDir), "hex").slice(0, 16)}`;
  const absolute = join(resolve(dataDir), "control.sock");
  const fromHere = relative(process.cwd(), absolute);
  return fromHere.length < absolute.length ? fromHere : absolute;
}

/** Sends a request to the server that has a data folder open; undefined when none has. */
export function askServer(dataDir: string, request: unknown): Promise<unknown> {
  return new Promise((resolveAnswer, reject) => {
    const socket = connect(controlAddress(dataDir));
    let text = "";
    socket.setEncoding("utf8");
    socket.on("connect", () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on("data", (part: string) => {
      text += part;
    });
    socket.on("end", () => resolveAnswer(JSON.parse(text)));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ECONNREFUSED") resolveAnswer(undefined);
      else reject(error);
    });
  });
}

function serve(socket: Socket, requests: ControlRequests): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.on("data", (part: string) => {
    text += part;
    if (text.length > MAX_LINE) socket.destroy();
    if (!text.includes("\n")) return;
    socket.removeAllListeners("data");
    answer(text, requests).then(
      (reply) => socket.end(JSON.stringify(reply)),
      () => socket.destroy(),
    );
  });
}

async function answer(text: string, requests: ControlRequests): Promise<unknown> {
  return requests(JSON.parse(text));
}

function listen(server: Server, address: string): Promise<Result<void, NodeJS.ErrnoException>> {
  return new Promise((resolveListening) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolveListening(err(error)));
    server.listen(address, () => resolveListening(ok(undefined)));
  });
}

/**
 * Takes the door of a data folder. `inUse` when another process has it; a socket file that nobody answers was left by
 * one that was killed and is replaced.
 */
export async function openControl(dataDir: string, requests: ControlRequests): Promise<Result<Control, "inUse">> {
  mkdirSync(dataDir, { recursive: true });
  const address = controlAddress(dataDir);
  const server = createServer((socket) => serve(socket, requests));
  const first = await listen(server, address);
  if (!first.ok) {
    if (first.error.code !== "EADDRINUSE") throw first.error;
    if (await isAnswered(address)) return err("inUse");
    rmSync(address, { force: true });
    const second = await listen(server, address);
    if (!second.ok) return err("inUse");
  }
  if (process.platform !== "win32") chmodSync(address, 0o600);
  return ok({ close: () => new Promise((closed) => server.close(() => closed())) });
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolveAnswered) => {
    const socket = connect(address);
    socket.on("connect", () => {
      socket.destroy();
      resolveAnswered(true);
    });
    socket.on("error", () => resolveAnswered(false));
  });
}
