import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewJoin } from "../../src/client/data/joinLinks.ts";
import { acceptJoin, type JoinChoice, type Joined, resumeJoin } from "../../src/client/data/joinOnPhone.ts";
import { openPhone, type Phone } from "../../src/client/data/phone.ts";
import { equalBytes } from "../../src/core/bytes.ts";
import type { Role } from "../../src/core/operator/role.ts";
import { type Endpoint, openEndpoint } from "../../src/server/endpoint.ts";
import { consoleInviter, invite } from "../../src/server/joining/invitations.ts";
import type { NewOperator } from "../../src/wire/invitations.ts";
import { NOW, STYLE_TERMS } from "./phoneWorld.ts";

/** Origin of the endpoint under test. */
const ENDPOINT_ORIGIN = "http://localhost:8080";

/** A network between phones and the endpoint, which can be broken. */
export type Network = {
  /** Answers in the endpoint's place, or throws as a dead network does; undefined lets the call through. */
  broken: ((request: Request) => Promise<Response> | undefined) | undefined;
  /** Paths that were called, oldest first. */
  readonly called: string[];
};

/** A real endpoint with a data folder of its own, without a port, and a clock that tests move. */
export type World = {
  readonly endpoint: Endpoint;
  readonly network: Network;
  readonly clock: { now: number };
  /** Invites and gives the join link. */
  readonly link: (role: Role, operator?: NewOperator) => Promise<string>;
  /** A phone of nobody yet; `drift` is how far its clock is ahead in seconds. */
  readonly phone: (options?: { readonly drift?: number; readonly database?: string }) => Promise<Phone>;
  readonly close: () => Promise<void>;
};

/** 陵川县利民种植专业合作社, as an officer writes it down. */
export const LIMIN_DRAFT: NewOperator = {
  kind: "cooperative",
  name: "陵川县利民种植专业合作社",
  region: "140524100201",
  address: "西街村东坡",
  phone: "13835641234",
};

let databases = 0;

/** Opens the authority of 陵川县 with its endpoint. */
export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), "phone-world-"));
  const clock = { now: NOW };
  const network: Network = { broken: undefined, called: [] };
  const opened = await openEndpoint({
    config: {
      port: 8080,
      host: "127.0.0.1",
      dataDir,
      origin: ENDPOINT_ORIGIN,
      authorityName: "陵川县农业农村局",
      authorityRegion: "140524",
      trustProxy: false,
      rateLimit: 1_000_000,
    },
    now: () => Math.floor(clock.now),
    log: false,
    onWaiting: () => undefined,
  });
  if (!opened.ok) throw new Error(opened.error);
  const endpoint = opened.value;
  const phones: Phone[] = [];
  return {
    endpoint,
    network,
    clock,
    link: (role, operator) => linkFor(endpoint, role, operator),
    phone: async ({ drift = 0, database = `world ${++databases}` } = {}) => {
      const phone = await openPhone({
        origin: ENDPOINT_ORIGIN,
        clock: () => clock.now + drift,
        random: () => 0,
        fetch: (input, init) => callThrough(endpoint, network, clock, new Request(input, init)),
        styleTerms: STYLE_TERMS,
        webLocks: undefined,
        channel: undefined,
        database,
      });
      if (!phone.ok) throw new Error(phone.error);
      phones.push(phone.value);
      return phone.value;
    },
    close: async () => {
      for (const phone of phones) phone.db.close();
      await endpoint.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function linkFor(endpoint: Endpoint, role: Role, operator: NewOperator | undefined): Promise<string> {
  const whom = operator ?? { id: Buffer.from(endpoint.home.agency).toString("hex") };
  const console = consoleInviter(endpoint.home.authority.regions);
  const invited = await invite({ role, operator: whom }, console, endpoint.inviting);
  if (!invited.ok) throw new Error(JSON.stringify(invited.error));
  return invited.value.link;
}

/** Carries a request to the endpoint as HTTP would, with a Date header by the world's clock. */
async function callThrough(
  endpoint: Endpoint,
  network: Network,
  clock: { now: number },
  request: Request,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  network.called.push(`${request.method} ${pathname}`);
  const instead = network.broken?.(request);
  if (instead !== undefined) return instead;
  const payload = Buffer.from(await request.arrayBuffer());
  const answered = await endpoint.app.inject({
    method: request.method as "GET" | "POST",
    url: `${pathname}${search}`,
    headers: Object.fromEntries(request.headers),
    ...(payload.length === 0 ? {} : { payload }),
  });
  const headers = new Headers({ date: new Date(clock.now * 1000).toUTCString() });
  for (const [name, value] of Object.entries(answered.headers)) {
    if (typeof value === "string" && name !== "date") headers.set(name, value);
  }
  return new Response(answered.statusCode === 204 ? null : new Uint8Array(answered.rawPayload), {
    status: answered.statusCode,
    headers,
  });
}

/** Joins a phone by a link, answering every question. */
export async function joinBy(phone: Phone, link: string, choice: JoinChoice = {}): Promise<Joined> {
  const offer = await previewJoin(phone, link);
  if (!offer.ok) throw new Error(offer.error);
  const joined = await acceptJoin(phone, offer.value, choice);
  if (!joined.ok) throw new Error(joined.error);
  return joined.value;
}

/** A phone that has joined as an officer, her key confirmed at the console. */
export async function officerPhone(world: World): Promise<Phone> {
  return waitingConfirmed(world, await world.link("officer"));
}

/** A phone that has joined by a link whose key has to wait, confirmed at the console. */
export async function waitingConfirmed(world: World, link: string): Promise<Phone> {
  const phone = await world.phone();
  const joined = await joinBy(phone, link);
  if (joined.status !== "waiting") throw new Error("the key must wait");
  const { key } = joined.join;
  const invitation = (await world.endpoint.store.invitations(10)).find(
    (one) => one.key !== undefined && equalBytes(one.key, key),
  );
  if (invitation === undefined) throw new Error("no invitation");
  const confirmed = await world.endpoint.activations.confirm(invitation.id, joined.comparisonCode, consoleInviter([]));
  if (!confirmed.ok) throw new Error(confirmed.error);
  const resumed = await resumeJoin(phone, joined.join.secretHash, undefined);
  if (!resumed.ok || resumed.value.status !== "granted") throw new Error("not granted");
  return phone;
}
