import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { expect } from "vitest";
import { toBase64Url } from "../../src/core/bytes.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { signActivation } from "../../src/core/operator/proofs.ts";
import { CONTENT_TYPE } from "../../src/wire/contentTypes.ts";
import { PATH } from "../../src/wire/paths.ts";
import type { BatchAnswer } from "../../src/wire/statements.ts";
import { batchOf, type Pen, type Signed } from "../contract/storeWorld.ts";
import { freePort } from "./serverUnderTest.ts";

/** The script that starts the server. */
export const MAIN = new URL("../../src/server/main.ts", import.meta.url).pathname;
/** The script that invites from the console. */
export const INVITE = new URL("../../src/server/commands/invite.ts", import.meta.url).pathname;

/** A process with everything it has written so far. */
export type Server = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
};

const folders: string[] = [];
const running: Server[] = [];

/** Ends every process that a test left running and removes its folders. */
export async function cleanUp(): Promise<void> {
  for (const server of running.splice(0)) {
    server.process.kill("SIGKILL");
    await server.exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** An empty folder, removed after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-process-"));
  folders.push(folder);
  return folder;
}

/** Starts a script with nothing in its environment but what is given. */
export function run(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Server {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (part: string) => {
      output += part;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const server = { process: child, output: () => output, exited };
  running.push(server);
  return server;
}

/** Runs a command to its end. */
export async function finish(script: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
  const command = run(script, args, environment);
  const code = await command.exited;
  return { code, output: command.output() };
}

/** A server that listens, or has said why it does not. */
export type Listening = Server & {
  readonly origin: string;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Starts a server on a port of its own. */
export async function start(dataDir = newFolder(), more: Readonly<Record<string, string>> = {}): Promise<Listening> {
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const environment = { PORT: port, DATA_DIR: dataDir, PUBLIC_ORIGIN: origin, ...more };
  const server = run(MAIN, [], environment);
  await expect.poll(server.output, { timeout: 30_000, interval: 50 }).toMatch(/Fingerprint of its key|\n.*\.\n$/);
  return { ...server, origin, dataDir, environment };
}

/** The join link in what was written. */
export function linkIn(output: string): string {
  const link = /https?:\S+\/join#\S+/.exec(output)?.[0];
  if (link === undefined) throw new Error(`no link in: ${output}`);
  return link;
}

/** Uses a join link as a phone does. */
export async function useLink(origin: string, link: string, pen: Pen): Promise<{ readonly status: string }> {
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  const { secret } = parsed.value;
  const message = await signActivation({ origin, secret, time: Math.floor(Date.now() / 1000) }, pen);
  const body = JSON.stringify({
    secret: toBase64Url(secret),
    key: toBase64Url(pen.key),
    message: toBase64Url(message),
    storage: "nonExtractable",
  });
  const response = await fetch(origin + PATH.activation, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  return (await response.json()) as { readonly status: string };
}

/** Uploads one batch. */
export async function upload(origin: string, statements: readonly Signed[]): Promise<BatchAnswer> {
  const response = await fetch(origin + PATH.statements, {
    method: "POST",
    body: batchOf(statements),
    headers: { "content-type": CONTENT_TYPE.cborSequence },
  });
  return (await response.json()) as BatchAnswer;
}

/** A cooperative in 陵川县, as options of the invite command. */
export const COOPERATIVE = [
  "--role",
  "producer",
  "--kind",
  "cooperative",
  "--name",
  "惠民合作社",
  "--region",
  "140524102201",
  "--address",
  "岭常村",
  "--phone",
  "13803561234",
];
