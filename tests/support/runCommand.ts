import { type SpawnOptions, spawn } from "node:child_process";

/** What became of a command. `code` is null when it was killed, by its time limit or from outside. */
export type CommandOutcome = { readonly code: number | null; readonly output: string; readonly timedOut: boolean };

/** How to run a command. */
export type CommandOptions = {
  readonly limitSeconds: number;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Show what it prints as it comes, instead of collecting it in `output`. */
  readonly show?: boolean;
  /** Ends the command from outside. */
  readonly signal?: AbortSignal;
};

/**
 * Runs a command with everything it starts, and ends them all when its time is over.
 *
 * Never rejects: a command that does not exist has the outcome code 127, as in a shell.
 */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandOutcome> {
  const { limitSeconds, env = {}, show = false, signal } = options;
  const spawning: SpawnOptions = {
    env: { ...process.env, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    // A group of its own, so that a browser started three processes down ends with it.
    detached: process.platform !== "win32",
  };
  return new Promise((resolve) => {
    const child = spawn(command, args, spawning);
    let output = "";
    let timedOut = false;
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);

    const kill = () => endGroup(child.pid);
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, limitSeconds * 1000);
    signal?.addEventListener("abort", kill, { once: true });
    const settle = (code: number | null) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
      resolve({ code, output, timedOut });
    };
    child.on("error", (error) => {
      output += error.message;
      settle(127);
    });
    child.on("close", (code) => settle(code));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended by itself in the meantime.
  }
}
