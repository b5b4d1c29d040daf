import { isKnownDivision } from "../core/reference/divisions.ts";
import { readConfig } from "./config.ts";
import { openDivisionTable } from "./endpoint.ts";
import { type Started, startServer, systemClock } from "./start.ts";

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function introduce({ endpoint, fingerprint, officerLink }: Started): void {
  const { name, origin } = endpoint.home.authority;
  say(`${name} — ${origin}`);
  say(`Fingerprint of its key: ${fingerprint}`);
  if (officerLink !== undefined) say(`One-time activation link for the first officer, valid for a day: ${officerLink}`);
}

/** Stops once at the first signal; a second one ends the process at once. */
function stopOnSignal({ stop }: Started): void {
  const leave = () => {
    process.once("SIGINT", () => process.exit(130));
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
}

const table = openDivisionTable();
const config = readConfig(process.env, { isDivision: (code) => isKnownDivision(table, code) });
const started = config.ok ? await startServer(config.value, { now: systemClock, log: true, say }) : config;
if (started.ok) {
  introduce(started.value);
  stopOnSignal(started.value);
} else {
  process.stderr.write(`${started.error}\n`);
  process.exit(1);
}
