import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBase64Url, toHex } from "../../../src/core/bytes.ts";
import type { CborMap } from "../../../src/core/cbor.ts";
import { RECORD_SALT_BYTES, saltRecord } from "../../../src/core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf, PERSON_KINDS } from "../../../src/core/operator/profile.ts";
import { KIND } from "../../../src/core/statement/kind.ts";
import { CONTENT_TYPE } from "../../../src/wire/contentTypes.ts";
import type { ConsoleInvitation, NewInvitation, NewOperator } from "../../../src/wire/invitations.ts";
import { confirmationPath, PATH, recordPath } from "../../../src/wire/paths.ts";
import type { ItemResult } from "../../../src/wire/statements.ts";
import {
  type Endpoint,
  type EndpointSettings,
  type Invitee,
  invite,
  inviteCommand,
  joinLinkIn,
  startEndpoint,
} from "./endpoint.ts";
import { freePort } from "./freePort.ts";
import { type Network, openNetwork } from "./network.ts";
import { joinByLink, type Member, openSession, postAs, upload } from "./signatory.ts";

/** A county's endpoint on its own data, the network before it, and its first officer. */
export type County = {
  /** What phones know it by. */
  readonly origin: string;
  readonly network: Network;
  readonly officer: Member;
  /** Ends the endpoint at once; nothing answers until {@link County.revive}. */
  readonly killEndpoint: () => Promise<void>;
  /** Starts the endpoint again on the same data, with its clock as many seconds ahead. */
  readonly revive: (ahead?: number) => Promise<void>;
  /** Registers an operator and invites it, as its officer. */
  readonly invite: (request: ConsoleInvitation) => Promise<NewInvitation>;
  /** Confirms the six digits of a key that waits. */
  readonly confirm: (invitation: string, code: string) => Promise<unknown>;
  /** The same with the command that an administrator types; gives the link. */
  readonly inviteByCommand: (invitee: Invitee) => Promise<string>;
  /** A new operator whose key is in this process. */
  readonly member: (request: ConsoleInvitation) => Promise<Member>;
  /** Signs as the officer and uploads. */
  readonly rule: (kind: number, body: CborMap) => Promise<ItemResult | undefined>;
  readonly close: () => Promise<void>;
};

/** 陵川县礼义镇 as the example: a cooperative that grows potatoes. */
export function cooperative(name: string): ConsoleInvitation {
  return {
    role: "producer",
    operator: { kind: "cooperative", name, region: "140524101213", address: "东四巷12号", phone: "13835621046" },
  };
}

/** A family farm in the same village, which the law asks for no records (农产品质量安全法 Art. 27). */
export function familyFarm(name: string): ConsoleInvitation {
  const { role, operator } = cooperative(name);
  return { role, operator: { ...operator, kind: "familyFarm" } };
}

/** Founds a county in an empty data folder. */
export async function foundCounty(): Promise<County> {
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-county-"));
  const [port, publicPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${publicPort}`;
  const settings = { port, dataDir, origin };
  const network = await openNetwork(publicPort, port);
  let endpoint: Endpoint = await startEndpoint(settings);
  const officer = await firstOfficer(settings, endpoint);
  const askAsOfficer = async <T>(path: string, body: object) =>
    postAs<T>(origin, await openSession(origin, officer), { path, body });
  const inviteAs = async ({ operator, ...request }: ConsoleInvitation) => {
    const id = "id" in operator ? operator.id : await register(origin, officer, operator);
    return askAsOfficer<NewInvitation>(PATH.invitations, { ...request, operator: { id } });
  };
  const confirm = (invitation: string, code: string) => askAsOfficer(confirmationPath(invitation), { code });
  return {
    origin,
    network,
    officer,
    killEndpoint: () => endpoint.kill(),
    revive: async (ahead = 0) => {
      endpoint = await startEndpoint({ ...settings, ahead });
    },
    invite: inviteAs,
    confirm,
    inviteByCommand: (invitee) => invite(settings, invitee),
    member: async (request) => {
      const invitation = await inviteAs(request);
      const member = await joinByLink(origin, invitation.link);
      if (member.grant !== undefined) return member;
      await confirm(invitation.id, member.sixDigits);
      return joinByLink(origin, invitation.link, member);
    },
    rule: async (kind, body) => {
      const { bytes } = await officer.sign(kind, body);
      const [result] = await upload(origin, [bytes]);
      return result;
    },
    close: async () => {
      await network.close();
      await endpoint.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Registers an operator by the officer's own key as the app does, its telephone number after the register entry. */
async function register(origin: string, officer: Member, { phone, ...written }: NewOperator): Promise<string> {
  const salted = saltRecord({ phone }, new Uint8Array(randomBytes(RECORD_SALT_BYTES)));
  const { address = "", uscc, ...profile } = written;
  const person = PERSON_KINDS.includes(profile.kind);
  const code = uscc === undefined ? {} : { uscc };
  const body = encodeProfile({ ...profile, ...code, address, person, contact: salted.hash });
  const { id, bytes } = await officer.sign(KIND.operatorProfile, body);
  const [result] = await upload(origin, [bytes]);
  if (result?.status !== "accepted") throw new Error(`the register entry was ${result?.status}: ${result?.code}`);
  const answered = await fetch(`${origin}${recordPath(toHex(salted.hash))}`, {
    method: "PUT",
    headers: {
      "content-type": CONTENT_TYPE.json,
      authorization: `Bearer ${await openSession(origin, officer)}`,
    },
    body: JSON.stringify({ bytes: toBase64Url(salted.bytes) }),
  });
  if (!answered.ok) throw new Error(`the private record was answered with ${answered.status}`);
  return toHex(operatorIdOf(id));
}

/** Joins by the link that the first start prints; who started the endpoint compares the digits at its console. */
async function firstOfficer(settings: EndpointSettings, endpoint: Endpoint): Promise<Member> {
  const link = joinLinkIn(endpoint.printed());
  if (link === undefined) throw new Error(`no link for the first officer in:\n${endpoint.printed()}`);
  const waiting = await joinByLink(settings.origin, link);
  await inviteCommand(settings, ["--confirm", waiting.sixDigits]);
  return joinByLink(settings.origin, link, waiting);
}
