import { createServer } from "node:net";
import { toHex } from "../core/bytes.ts";
import { keyFingerprint } from "../core/key/publicKey.ts";
import { err, ok, type Result } from "../core/result.ts";
import { answerConsole } from "./commands/console.ts";
import { openControl } from "./commands/control.ts";
import type { Config } from "./config.ts";
import { type Endpoint, openEndpoint } from "./endpoint.ts";
import { issueLink } from "./joining/invitations.ts";

/** A server that listens. */
export type Started = {
  readonly endpoint: Endpoint;
  /** A link for the first officer, while there is no officer. */
  readonly officerLink?: string;
  /** Fingerprint of the authority's list key in groups of four. */
  readonly fingerprint: string;
  /** Answers what is under way, closes the store and lets the data folder go. */
  readonly stop: () => Promise<void>;
};

/** What starting needs besides the configuration. */
export type StartDeps = {
  /** Unix seconds. */
  readonly now: () => number;
  readonly log: boolean;
  /** Tells the person at the console something. */
  readonly say: (sentence: string) => void;
};

/** The clock of this machine in Unix seconds. */
export function systemClock(): number {
  return Math.floor(Date.now() / 1000);
}

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use; set PORT to another one",
  EACCES: "may not be opened by this account; set PORT to one above 1023",
  EADDRNOTAVAIL: "is not an address of this machine; set HOST to one that is",
  ENOTFOUND: "is not an address of this machine; set HOST to one that is",
};

function listenSentence({ host, port }: Config, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return `Port ${port} on ${host} ${LISTEN_ERRORS[code] ?? `cannot be opened (${code})`}.`;
}

/** Whether the port is free, asked before anything is written to the data folder. */
function tryPort(config: Config): Promise<Result<void, string>> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(err(listenSentence(config, error))));
    probe.listen(config.port, config.host, () => probe.close(() => resolve(ok(undefined))));
  });
}

/** A key's fingerprint as people compare it. */
function fingerprintText(key: Uint8Array): string {
  return toHex(keyFingerprint(key)).replace(/(.{4})(?=.)/g, "$1 ");
}

async function firstOfficerLink({ store, home, inviting }: Endpoint): Promise<string | undefined> {
  const agency = await store.operator(home.agency);
  const hasOfficer =
    agency?.row.keys.some(({ grants }) => grants.some(({ roles }) => roles.includes("officer"))) === true;
  if (hasOfficer) return undefined;
  const issued = await issueLink(
    { operator: home.agency, role: "officer", scope: home.region, inviter: undefined },
    inviting,
  );
  return issued.link;
}

/** Starts the endpoint and listens. An error is one sentence for whoever started it; nothing is overwritten then. */
export async function startServer(config: Config, deps: StartDeps): Promise<Result<Started, string>> {
  const free = await tryPort(config);
  if (!free.ok) return free;
  const open: { endpoint?: Endpoint } = {};
  const control = await openControl(config.dataDir, async (request) =>
    open.endpoint === undefined
      ? { outcome: "refused", sentence: "The server is still starting." }
      : answerConsole(request, open.endpoint),
  );
  if (!control.ok) return err(`${config.dataDir} is in use by another running server.`);
  const opened = await openEndpoint({
    config,
    now: deps.now,
    log: deps.log,
    onWaiting: (invitation, code) => {
      if (invitation.inviter === undefined)
        deps.say(
          `A key waits to be granted. Compare these digits with the phone's: ${code}. If they are the same: npm run invite -- --confirm ${code}`,
        );
    },
  });
  if (!opened.ok) {
    await control.value.close();
    return opened;
  }
  const started = opened.value;
  open.endpoint = started;
  const stop = async () => {
    await started.close();
    await control.value.close();
  };
  try {
    await started.app.listen({ port: config.port, host: config.host });
  } catch (error) {
    await stop();
    return err(listenSentence(config, error));
  }
  const officerLink = await firstOfficerLink(started);
  const fingerprint = fingerprintText(started.home.listKey);
  return ok(
    officerLink === undefined
      ? { endpoint: started, fingerprint, stop }
      : { endpoint: started, fingerprint, officerLink, stop },
  );
}
