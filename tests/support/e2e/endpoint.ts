import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const SERVER = join(import.meta.dirname, "../../../src/server");
/** An endpoint that has not come up by then never will (milliseconds). */
const PATIENCE = 30_000;

/** What it prints at its start, each time. */
const INTRODUCED = "Fingerprint";

/** A running endpoint: the real one, in a process of its own, serving what the build left in `dist`. */
export type Endpoint = {
  /** Everything that it has printed. */
  readonly printed: () => string;
  /** Ends it at once, as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop and waits until it has. */
  readonly stop: () => Promise<number | null>;
};

/** What the environment of an endpoint says. */
export type EndpointSettings = {
  readonly port: number;
  readonly dataDir: string;
  readonly origin: string;
  /** Seconds by which its clock is ahead of this machine's. */
  readonly ahead?: number;
};

/** Lets a process live in the future. */
function clockAhead(seconds: number): string {
  const program = `const now=Date.now;Date.now=()=>now()+${seconds * 1000}`;
  return `--import=data:text/javascript,${encodeURIComponent(program)}`;
}

function environmentOf({ port, dataDir, origin, ahead = 0 }: EndpointSettings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: ahead === 0 ? "" : clockAhead(ahead),
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_ORIGIN: origin,
    AUTHORITY_NAME: "陵川县农业农村局",
    AUTHORITY_REGION: "140524",
    RATE_LIMIT: "1000000",
  };
}

/** Starts the endpoint and returns once it is ready. */
export async function startEndpoint(settings: EndpointSettings): Promise<Endpoint> {
  const child = spawn(process.execPath, [join(SERVER, "main.ts")], {
    env: environmentOf(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  await untilReady(settings, child, printed);
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  return {
    printed: () => printed.join(""),
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}

async function untilReady({ port }: EndpointSettings, child: ChildProcess, printed: readonly string[]): Promise<void> {
  const giveUp = Date.now() + PATIENCE;
  while (Date.now() < giveUp) {
    if (child.exitCode !== null) throw new Error(`the endpoint ended by itself:\n${printed.join("")}`);
    const answered = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    // It says who it is once it listens.
    if (answered?.ok === true && printed.join("").includes(INTRODUCED)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`the endpoint was not ready in time:\n${printed.join("")}`);
}

/** What `npm run invite` is given. */
export type Invitee = {
  readonly role: string;
  readonly kind: string;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly phone: string;
};

/** Registers an operator with the invite command and gives the join link that it prints. */
export async function invite(settings: EndpointSettings, invitee: Invitee): Promise<string> {
  const printed = await inviteCommand(
    settings,
    Object.entries(invitee).flatMap(([name, value]) => [`--${name}`, value]),
  );
  const link = joinLinkIn(printed);
  if (link === undefined) throw new Error(`no join link in:\n${printed}`);
  return link;
}

/** Runs the invite command with these flags and gives what it prints. */
export async function inviteCommand(settings: EndpointSettings, flags: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(SERVER, "commands/invite.ts"), ...flags], {
    env: environmentOf(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`the invite command failed:\n${printed.join("")}`);
  return printed.join("");
}

/** The first join link in what a command printed. */
export function joinLinkIn(printed: string): string | undefined {
  return /https?:\/\/\S+\/join#\S+/.exec(printed)?.[0];
}
