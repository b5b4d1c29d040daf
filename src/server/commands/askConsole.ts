import * as v from "valibot";
import { isKnownDivision } from "../../core/reference/divisions.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { type Config, readConfig } from "../config.ts";
import { openDivisionTable, openRegister } from "../endpoint.ts";
import { Activations } from "../joining/activation.ts";
import { systemClock } from "../start.ts";
import { answerConsole, type ConsoleReply, type ConsoleRequest, consoleReplySchema } from "./console.ts";
import { askServer, openControl } from "./control.ts";

/** Asks the running server, or the data folder itself when no server has it open. An error is one sentence. */
async function askConsole(request: ConsoleRequest): Promise<Result<ConsoleReply, string>> {
  const table = openDivisionTable();
  const isDivision = (code: string) => isKnownDivision(table, code);
  const config = readConfig(process.env, { isDivision });
  if (!config.ok) return config;
  const served = await askServer(config.value.dataDir, request);
  return served === undefined ? answerHere(request, config.value, isDivision) : ok(v.parse(consoleReplySchema, served));
}

/** A command of the console: what it asks for, how its answer reads, and how it is used. */
export type ConsoleCommand = {
  readonly usage: string;
  /** What the command line asks for; an error is one sentence. */
  readonly read: (args: readonly string[]) => Result<ConsoleRequest | "help", string>;
  /** Prints the answer and gives the exit code. */
  readonly show: (reply: ConsoleReply) => number;
};

/** Runs a command with the arguments of this process. */
export async function runConsoleCommand(command: ConsoleCommand): Promise<void> {
  const outcome = await outcomeOf(command, process.argv.slice(2));
  if (!outcome.ok) process.stderr.write(`${outcome.error}\n`);
  process.exitCode = outcome.ok ? outcome.value : 1;
}

async function outcomeOf(
  { usage, read, show }: ConsoleCommand,
  args: readonly string[],
): Promise<Result<number, string>> {
  const request = read(args);
  if (!request.ok) return request;
  if (request.value === "help") {
    process.stdout.write(`${usage}\n`);
    return ok(0);
  }
  const reply = await askConsole(request.value);
  return reply.ok ? ok(show(reply.value)) : reply;
}

/** Opens the data folder for one request, since no server has it open. */
async function answerHere(
  request: ConsoleRequest,
  config: Config,
  isDivision: (code: string) => boolean,
): Promise<Result<ConsoleReply, string>> {
  const control = await openControl(config.dataDir, async () => ({
    outcome: "refused",
    sentence: "Another command is at work; try again.",
  }));
  if (!control.ok) return err(`${config.dataDir} is in use.`);
  try {
    const opened = await openRegister(config, systemClock, { keepOrigin: (process.env["PUBLIC_ORIGIN"] ?? "") === "" });
    if (!opened.ok) return opened;
    const { store, home } = opened.value;
    const inviting = { store, home, now: systemClock, isDivision };
    const activations = new Activations({
      store,
      home,
      now: systemClock,
      onAlarm: () => undefined,
      onWaiting: () => undefined,
    });
    const reply = await answerConsole(request, { store, home, inviting, activations });
    await store.close();
    return ok(reply);
  } finally {
    await control.value.close();
  }
}
