import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "../../support/e2e/freePort.ts";

const MAIN = join(import.meta.dirname, "../../../src/server/main.ts");
/** How long a start may take, in milliseconds. */
const PATIENCE = 60_000;
/** High enough that no round of a benchmark reaches it within a minute. */
const RATE_LIMIT = 1_000_000_000;

/** The real endpoint in a process of its own. */
export type EndpointProcess = { readonly port: number; readonly stop: () => Promise<void> };

async function untilReady(port: number, child: ChildProcess, printed: readonly string[]): Promise<void> {
  for (const giveUp = performance.now() + PATIENCE; performance.now() < giveUp; ) {
    if (child.exitCode !== null) throw new Error(`the endpoint ended by itself:\n${printed.join("")}`);
    const answered = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answered?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`the endpoint was not ready in time:\n${printed.join("")}`);
}

/** Starts the endpoint on a data folder as `npm start` does, with nothing but the rate limit raised. */
export async function startEndpointProcess(dataDir: string, origin: string): Promise<EndpointProcess> {
  const port = await freePort();
  const env = { PATH: process.env["PATH"], HOST: "127.0.0.1", PORT: String(port), DATA_DIR: dataDir };
  const child = spawn(process.execPath, [...process.execArgv, MAIN], {
    env: { ...env, PUBLIC_ORIGIN: origin, RATE_LIMIT: String(RATE_LIMIT) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  await untilReady(port, child, printed);
  const stop = async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  };
  return { port, stop };
}

/** Value of a gauge of the endpoint. */
async function gauge(port: number, name: string): Promise<number | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const value = new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}

/**
 * Waits until the endpoint's own follower has rendered every answer. It works while nobody asks, so it is asked seldom.
 *
 * @throws Error when that takes more than `limit` milliseconds
 */
export async function untilRendered(port: number, limit: number): Promise<void> {
  const giveUp = performance.now() + limit;
  for (let quiet = 0; quiet < 2; ) {
    if (performance.now() > giveUp) throw new Error("the endpoint did not render its answers in time");
    await new Promise((resolve) => setTimeout(resolve, 2000));
    quiet = (await gauge(port, "liangzheng_answers_to_render")) === 0 ? quiet + 1 : 0;
  }
}
