import { relative } from "node:path";
import { err, ok, type Result } from "../../core/result.ts";
import { demoText } from "../demo/demoText.ts";
import { prepareDemo, readDemoConfig } from "../demo/prepareDemo.ts";
import { type Started, startServer, systemClock } from "../start.ts";

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Makes the county, serves it, and tells the person at the terminal what there is to see. */
async function startDemo(): Promise<Result<Started, string>> {
  const config = readDemoConfig(process.env);
  if (!config.ok) return config;
  const demo = await prepareDemo(config.value, systemClock());
  if (!demo.ok) return demo;
  const started = await startServer(config.value, { now: systemClock, log: false, say });
  if (!started.ok) return err(started.error);
  const { dataDir, origin } = config.value;
  say(demoText(demo.value, { origin, dataDir: relative(process.cwd(), dataDir) || dataDir }));
  return ok(started.value);
}

const started = await startDemo();
if (started.ok) {
  const leave = () => void started.value.stop().then(() => process.exit(0));
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
} else {
  process.stderr.write(`${started.error}\n`);
  process.exit(1);
}
