import { createServer } from "vite";
import { isKnownDivision } from "../../core/reference/divisions.ts";
import { readConfig } from "../config.ts";
import { openDivisionTable } from "../endpoint.ts";
import { startServer, systemClock } from "../start.ts";

/** Starts the endpoint and, before it, Vite with hot reload; everything that is the endpoint's is passed on to it. */
async function startForDevelopment(): Promise<string | undefined> {
  const table = openDivisionTable();
  const config = readConfig(process.env, { isDivision: (code) => isKnownDivision(table, code) });
  if (!config.ok) return config.error;
  const vite = await createServer({
    server: { proxy: { "^/(?:api/|c/|healthz$)": `http://localhost:${config.value.port}` } },
  });
  await vite.listen();
  const origin = vite.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? config.value.origin;
  // Links and sessions name the origin that the browser is on, which here is Vite's.
  const started = await startServer(
    { ...config.value, origin },
    { now: systemClock, log: true, say: (sentence) => process.stdout.write(`${sentence}\n`) },
  );
  if (!started.ok) {
    await vite.close();
    return started.error;
  }
  vite.printUrls();
  const { officerLink, fingerprint } = started.value;
  process.stdout.write(`Fingerprint of the authority's key: ${fingerprint}\n`);
  if (officerLink !== undefined)
    process.stdout.write(`One-time activation link for the first officer: ${officerLink}\n`);
  const leave = () => void Promise.all([vite.close(), started.value.stop()]).then(() => process.exit(0));
  process.once("SIGINT", leave);
  process.once("SIGTERM", leave);
  return undefined;
}

const failure = await startForDevelopment();
if (failure !== undefined) {
  process.stderr.write(`${failure}\n`);
  process.exit(1);
}
