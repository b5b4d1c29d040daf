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
export async function askConsole(request: ConsoleRequest): Promise<Result<ConsoleReply, string>> {
  const table = openDivisionTable();
  const isDivision = (code: string) => isKnownDivision(table, code);
  const config = readConfig(process.env, { isDivision });
  if (!config.ok) return config;
  const served = await askServer(config.value.dataDir, request);
  return served === undefined ? answerHere(request, config.value, isDivision) : ok(v.parse(consoleReplySchema, served));
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
