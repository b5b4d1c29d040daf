import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBase64Url, toHex } from "../../src/core/bytes.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { signActivation, signSession } from "../../src/core/operator/proofs.ts";
import type { Role } from "../../src/core/operator/role.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import type { Config } from "../../src/server/config.ts";
import { type Endpoint, openEndpoint } from "../../src/server/endpoint.ts";
import { issueLink, registerOperator } from "../../src/server/joining/invitations.ts";
import { activationSchema } from "../../src/wire/activation.ts";
import { CONTENT_TYPE } from "../../src/wire/contentTypes.ts";
import { base64UrlBytes, hexBytes, parseAnswer } from "../../src/wire/fields.ts";
import { PATH } from "../../src/wire/paths.ts";
import { challengeSchema, type Session, sessionSchema } from "../../src/wire/session.ts";
import { type BatchAnswer, batchAnswerSchema } from "../../src/wire/statements.ts";
import { batchOf, NOW, newPen, type Pen, type Signed } from "../contract/storeWorld.ts";

/** An endpoint that listens on a port of its own, with a clock that tests set. */
export type ServerUnderTest = {
  readonly origin: string;
  readonly endpoint: Endpoint;
  readonly dataDir: string;
  /** Unix seconds; starts at 2026-11-22T00:00:00Z. */
  readonly clock: { now: number };
  /** Digits of keys that wait, in the order in which they came. */
  readonly waiting: string[];
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly post: (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly upload: (statements: readonly (Signed | Uint8Array)[]) => Promise<BatchAnswer>;
  readonly close: () => Promise<void>;
};

/** A port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Opens an endpoint on a fresh data folder and listens. */
export async function startUnderTest(change: Partial<Config> = {}): Promise<ServerUnderTest> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-server-"));
  const origin = `http://127.0.0.1:${port}`;
  const config: Config = { port, host: "127.0.0.1", dataDir, origin, trustProxy: false, rateLimit: 100_000, ...change };
  const clock = { now: NOW };
  const waiting: string[] = [];
  const opened = await openEndpoint({
    config,
    now: () => clock.now,
    log: false,
    onWaiting: (_invitation, code) => waiting.push(code),
  });
  if (!opened.ok) throw new Error(opened.error);
  const endpoint = opened.value;
  await endpoint.app.listen({ port, host: config.host });
  const post: ServerUnderTest["post"] = (path, body, headers = {}) =>
    fetch(origin + path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    });
  return {
    origin,
    endpoint,
    dataDir,
    clock,
    waiting,
    get: (path, headers = {}) => fetch(origin + path, { headers: { ...headers }, redirect: "manual" }),
    post,
    upload: async (statements) => {
      const response = await fetch(origin + PATH.statements, {
        method: "POST",
        body: batchOf(statements),
        headers: { "content-type": CONTENT_TYPE.cborSequence },
      });
      const answer = parseAnswer(batchAnswerSchema, await response.json());
      if (!answer.ok) throw new Error(`upload answered ${response.status}`);
      return answer.value;
    },
    close: async () => {
      await endpoint.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Registers a cooperative in 陵川县 as an officer at the console would. */
export async function registerCooperative(
  server: ServerUnderTest,
  name = "陵川县岭常村惠民种植专业合作社",
): Promise<Uint8Array> {
  const written = {
    kind: "cooperative",
    name,
    region: "140524102201",
    address: "岭常村东头",
    phone: "13803561234",
  } as const;
  const registered = await registerOperator(written, ["140524"], server.endpoint.inviting);
  if (!registered.ok) throw new Error(registered.error.code);
  return registered.value;
}

/** A join link for an operator, with the id of its invitation. */
export async function linkFor(
  server: ServerUnderTest,
  operator: Uint8Array,
  role: Role,
  waits?: boolean,
): Promise<{ readonly link: string; readonly id: string; readonly secret: Uint8Array }> {
  const scope = role === "officer" || role === "inspector" ? "140524" : "140524102201";
  const terms = { operator, role, scope, inviter: undefined, ...(waits === undefined ? {} : { waits }) };
  const { link, invitation } = await issueLink(terms, server.endpoint.inviting);
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  return { link, id: toHex(invitation.id), secret: parsed.value.secret };
}

/** What a phone sends to use a link. */
export async function activationBody(
  server: ServerUnderTest,
  secret: Uint8Array,
  pen: Pen,
  change: { readonly origin?: string; readonly time?: number } = {},
): Promise<Record<string, string>> {
  const claim = { origin: change.origin ?? server.origin, secret, time: change.time ?? server.clock.now };
  return {
    secret: toBase64Url(secret),
    key: toBase64Url(pen.key),
    message: toBase64Url(await signActivation(claim, pen)),
    storage: "nonExtractable",
  };
}

/** A phone that has joined as an operator. */
export type Joined = Pen & { readonly operator: Uint8Array; readonly grant: Uint8Array };

/** Registers an operator and joins a phone to it at once. */
export async function joinAs(server: ServerUnderTest, role: Role, operator?: Uint8Array): Promise<Joined> {
  const of =
    operator ??
    (role === "officer" || role === "inspector" ? server.endpoint.home.agency : await registerCooperative(server));
  const { secret } = await linkFor(server, of, role, false);
  const pen = newPen();
  const response = await server.post(PATH.activation, await activationBody(server, secret, pen));
  const activation = parseAnswer(activationSchema, await response.json());
  if (!activation.ok || activation.value.status !== "granted")
    throw new Error(`activation answered ${response.status}`);
  const grant = base64UrlBytes(activation.value.grant);
  if (!grant.ok || !decodeStatement(grant.value).ok) throw new Error("the grant is no statement");
  return { ...pen, operator: hexBytes(activation.value.operator), grant: grant.value };
}

/** Answers a challenge; `origin` is the one the phone believes it is on. */
export async function answerChallenge(
  server: ServerUnderTest,
  pen: Pen,
  origin = server.origin,
): Promise<{ readonly message: string }> {
  const challenge = parseAnswer(challengeSchema, await (await server.post(PATH.challenge, {})).json());
  const nonce = challenge.ok ? base64UrlBytes(challenge.value.nonce) : challenge;
  if (!challenge.ok || !nonce.ok) throw new Error("no challenge");
  const claim = {
    origin,
    authority: server.endpoint.home.authority.id,
    nonce: nonce.value,
    expires: challenge.value.expires,
  };
  return { message: toBase64Url(await signSession(claim, pen)) };
}

/** Opens a session. */
export async function openSession(server: ServerUnderTest, pen: Pen): Promise<Session> {
  const response = await server.post(PATH.session, await answerChallenge(server, pen));
  const session = parseAnswer(sessionSchema, await response.json());
  if (!session.ok) throw new Error(`session answered ${response.status}`);
  return session.value;
}

/** The Authorization header of a session. */
export function bearer(session: Session): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${session.token}` };
}

/** Status and code of a refusal. */
export async function refusal(response: Response): Promise<readonly [number, unknown]> {
  const body: unknown = await response.json();
  return [response.status, typeof body === "object" && body !== null && "code" in body ? body.code : undefined];
}
