import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBase64Url, toHex } from "../../src/core/bytes.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { saltRecord } from "../../src/core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf } from "../../src/core/operator/profile.ts";
import { ROLES, type Role } from "../../src/core/operator/role.ts";
import { encodeRecordedTest } from "../../src/core/record/lotTest.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { issueLink } from "../../src/server/joining/invitations.ts";
import { CONTENT_TYPE } from "../../src/wire/contentTypes.ts";
import {
  confirmationPath,
  deskListPath,
  operatorFilePath,
  operatorHistoryPath,
  operatorPath,
  operatorRecordPath,
  PATH,
  recordPath,
  registrySearchPath,
  revealRecordPath,
} from "../../src/wire/paths.ts";
import { parseProblem } from "../../src/wire/problem.ts";
import { lotOf, newPen, type Pen } from "../contract/storeWorld.ts";
import { activationBody, bearer, openSession, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

/** Where the keys under test may act; the other region lies beside it under the same authority. */
const COUNTY = "140524";

/** An operator about whom something is asked, with one of everything that routes name. */
type Subject = {
  readonly bytes: Uint8Array;
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly phone: string;
  readonly record: { readonly hash: string; readonly bytes: string };
  readonly paper: { readonly hash: string; readonly bytes: Uint8Array };
  readonly invitation: string;
  /** Key that signed its lot, as the feed names it. */
  readonly key: string;
};

type Call = { readonly method: string; readonly path: string; readonly body?: object };
/** How a route is asked: about somebody; for a list that may hold somebody; or for something that is about nobody. */
type Case =
  | { readonly about: (subject: Subject, role: Role | undefined) => Call }
  | { readonly list: (subject: Subject) => Call; readonly shows: (subject: Subject) => string }
  | { readonly plain: Call };

const get = (path: string): Call => ({ method: "GET", path });
const post = (path: string, body: object = {}): Call => ({ method: "POST", path, body });

/** Whoever leads an operator gives no wider role than the own one. */
function inviting({ id }: Subject, role: Role = "producer"): Call {
  const invited = role === "officer" || role === "inspector" ? "producer" : role;
  return post(PATH.invitations, { role: invited, operator: { id } });
}

/** Every route of the API's description. One that is missing here fails the first test. */
const CASES: Readonly<Record<string, Case>> = {
  [`post ${PATH.statements}`]: { plain: post(PATH.statements, new Uint8Array(0)) },
  [`get ${PATH.feed}`]: { list: () => get(PATH.feed), shows: ({ key }) => key },
  [`post ${PATH.activation}`]: { plain: post(PATH.activation) },
  [`post ${PATH.activationPreview}`]: { plain: post(PATH.activationPreview) },
  [`post ${PATH.challenge}`]: { plain: post(PATH.challenge) },
  [`post ${PATH.session}`]: { plain: post(PATH.session) },
  [`get ${PATH.operators}`]: { list: () => get(PATH.operators), shows: ({ id }) => id },
  [`post ${PATH.operatorMatch}`]: { list: ({ phone }) => post(PATH.operatorMatch, { phone }), shows: ({ id }) => id },
  [`post ${PATH.operatorCompare}`]: {
    list: ({ name, region }) => post(PATH.operatorCompare, { rows: [{ name, region }] }),
    shows: ({ id }) => id,
  },
  [`post ${PATH.records}`]: { plain: post(PATH.records, { records: [] }) },
  [`post ${PATH.farmers}`]: { list: ({ phone }) => post(PATH.farmers, { phone }), shows: ({ id }) => id },
  [`get ${PATH.operators}/{id}`]: { about: ({ id }) => get(operatorPath(id)) },
  [`get ${PATH.operators}/{id}/file`]: { about: ({ id }) => get(operatorFilePath(id)) },
  [`get ${PATH.operators}/{id}/record`]: { about: ({ id }) => get(operatorRecordPath(id)) },
  [`get ${PATH.operators}/{id}/history`]: { about: ({ id }) => get(operatorHistoryPath(id, "all", undefined)) },
  [`post ${PATH.operators}/{id}/record/reveal`]: { about: ({ id }) => post(revealRecordPath(id)) },
  [`put ${PATH.records}/{hash}`]: {
    about: ({ record: { hash, bytes } }) => ({ method: "PUT", path: recordPath(hash), body: { bytes } }),
  },
  [`delete ${PATH.operators}/{id}/record`]: { about: ({ id }) => ({ method: "DELETE", path: operatorRecordPath(id) }) },
  [`get ${PATH.invitations}`]: { list: () => get(PATH.invitations), shows: ({ invitation }) => invitation },
  [`post ${PATH.invitations}`]: { about: inviting },
  [`post ${PATH.invitations}/{id}/confirm`]: {
    about: ({ invitation }) => post(confirmationPath(invitation), { code: "000000" }),
  },
  [`get ${PATH.registry}`]: { list: () => get(PATH.registry), shows: ({ id }) => id },
  [`get ${PATH.registrySearch}`]: { list: ({ id }) => get(registrySearchPath(id)), shows: ({ id }) => id },
  [`get ${PATH.desk}`]: { plain: get(PATH.desk) },
  [`get ${PATH.desk}/{list}`]: { list: () => get(deskListPath("ungraded", undefined)), shows: ({ id }) => id },
  [`put ${PATH.blobs}/{sha256}`]: {
    about: ({ paper: { hash, bytes } }) => ({ method: "PUT", path: `${PATH.blobs}/${hash}`, body: bytes }),
  },
  [`get ${PATH.blobs}/{sha256}`]: { about: ({ paper }) => get(`${PATH.blobs}/${paper.hash}`) },
  [`get ${PATH.authority}`]: { plain: get(PATH.authority) },
  [`get ${PATH.logHead}`]: { plain: get(PATH.logHead) },
  [`get ${PATH.logProof}`]: { plain: get(PATH.logProof) },
  [`get ${PATH.logForks}`]: { plain: get(PATH.logForks) },
  [`post ${PATH.logForks}`]: { plain: post(PATH.logForks) },
  [`get ${PATH.divisions}/{county}`]: { plain: get(`${PATH.divisions}/${COUNTY}`) },
  [`get ${PATH.gateRules}/{region}`]: { plain: get(`${PATH.gateRules}/${COUNTY}`) },
  [`get ${PATH.printers}`]: { plain: get(PATH.printers) },
  [`post ${PATH.glyphs}`]: { plain: post(PATH.glyphs) },
  [`get ${PATH.directory}`]: { plain: get(`${PATH.directory}?region=${COUNTY}`) },
  [`get ${PATH.directoryChunks}/{hash}`]: { plain: get(`${PATH.directoryChunks}/00`) },
  [`get ${PATH.directoryDelta}`]: { plain: get(`${PATH.directoryDelta}?region=${COUNTY}&after=0`) },
  [`get ${PATH.certificates}/{number}`]: { plain: get(`${PATH.certificates}/7K2M9QX4TB8W1CZ6`) },
  [`get ${PATH.tags}/{tag}`]: { plain: get(`${PATH.tags}/7K2M9QX4TB8W1CZ6`) },
};

const ruleSchema = v.object({ by: v.string(), reach: v.picklist(["own", "region", "any"]) });
const descriptionSchema = v.object({
  paths: v.record(
    v.string(),
    v.record(v.string(), v.object({ "x-access": v.optional(v.object({ rules: v.array(ruleSchema) })) })),
  ),
});
type Rule = v.InferOutput<typeof ruleSchema>;

let server: ServerUnderTest;
/** Rules of each route, as the API's description states them. */
let described: ReadonlyMap<string, readonly Rule[] | undefined>;
const tokens = new Map<Role, Readonly<Record<string, string>>>();
const subjects = new Map<"own" | "near" | "far", Subject>();

/** Joins a key to an operator at once. */
async function join(operator: Uint8Array, role: Role, scope: string): Promise<Pen> {
  const terms = { operator, role, scope, inviter: undefined, waits: false };
  const { link } = await issueLink(terms, server.endpoint.inviting);
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  const pen = newPen();
  const { status } = await server.post(PATH.activation, await activationBody(server, parsed.value.secret, pen));
  expect(status).toBe(200);
  return pen;
}

async function newSubject(registrar: Pen, region: string, phone: string): Promise<Subject> {
  const salted = saltRecord({ phone }, new Uint8Array(randomBytes(16)));
  const profile = { name: `岭上家庭农场 ${phone}`, kind: "familyFarm", region, person: false } as const;
  const entry = await registrar.say(KIND.operatorProfile, encodeProfile({ ...profile, contact: salted.hash }));
  await server.upload([entry]);
  const bytes = operatorIdOf(entry.id);
  const grower = await join(bytes, "producer", region.slice(0, 6));
  const paper = new TextEncoder().encode(`%PDF-1.7 ${phone}`);
  const lot = await grower.say(KIND.lotHarvested, lotOf({ origin: region, place: phone }));
  const tested = await grower.say(
    KIND.testRecorded,
    encodeRecordedTest({
      lot: lot.id,
      basis: "selfTest",
      day: "2026-11-21",
      items: [{ item: "有机磷类", passed: true }],
      paper: { hash: sha256(paper), size: paper.length },
    }),
  );
  const { results } = await server.upload([lot, tested]);
  expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  const open = { operator: bytes, role: "producer", scope: region.slice(0, 6), inviter: undefined } as const;
  const { invitation } = await issueLink(open, server.endpoint.inviting);
  return {
    bytes,
    id: toHex(bytes),
    name: profile.name,
    region,
    phone,
    record: { hash: toHex(salted.hash), bytes: toBase64Url(salted.bytes) },
    paper: { hash: toHex(sha256(paper)), bytes: paper },
    invitation: toHex(invitation.id),
    key: toBase64Url(grower.key),
  };
}

beforeAll(async () => {
  server = await startUnderTest({ authorityRegion: "1405" });
  const registrar = await join(server.endpoint.home.agency, "officer", "1405");
  subjects.set("own", await newSubject(registrar, "140524102201", "13803560001"));
  subjects.set("near", await newSubject(registrar, "140524101205", "13803560002"));
  subjects.set("far", await newSubject(registrar, "140581100201", "13803560003"));
  const asRegistrar = bearer(await openSession(server, registrar));
  for (const { record } of subjects.values()) {
    const call = { method: "PUT", path: recordPath(record.hash), body: { bytes: record.bytes } };
    expect((await ask(call, asRegistrar)).status).toBe(200);
  }
  const own = subjects.get("own")?.bytes ?? new Uint8Array(0);
  for (const role of ROLES) tokens.set(role, bearer(await openSession(server, await join(own, role, COUNTY))));
  const { paths } = v.parse(descriptionSchema, await (await server.get(PATH.openapi)).json());
  described = new Map(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, one]) => [`${method} ${path}`, one["x-access"]?.rules] as const),
    ),
  );
});
afterAll(() => server.close());

function ask({ method, path, body }: Call, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const raw = body instanceof Uint8Array;
  const rawType = path === PATH.statements ? CONTENT_TYPE.cborSequence : CONTENT_TYPE.bytes;
  const type = raw ? rawType : CONTENT_TYPE.json;
  return fetch(server.origin + path, {
    method,
    ...(body === undefined ? {} : { body: raw ? Uint8Array.from(body) : JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { "content-type": type }), ...headers },
  });
}

const REFUSALS = ["tokenMissing", "roleMissing", "outOfScope"];

/** Whether somebody was let through, whatever came of what was asked. */
async function answered(call: Call, role: Role | undefined): Promise<{ readonly let: boolean; readonly text: string }> {
  const response = await ask(call, role === undefined ? {} : tokens.get(role));
  const text = await response.text();
  expect(response.status, `${call.method} ${call.path}: ${text}`).toBeLessThan(500);
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  const code = isProblem ? parseProblem(JSON.parse(text))?.code : undefined;
  return { let: code === undefined || !REFUSALS.includes(code), text };
}

/** Whether a rule names this role: the office's keys lead no operator, and no key under test is staff's. */
function isOf(by: string, role: Role | undefined): boolean {
  if (role === undefined) return false;
  return by === "anyKey" || by === role || (by === "owner" && role !== "officer" && role !== "inspector");
}

/** What the rules say, worked out apart from the endpoint: every key under test acts in {@link COUNTY}. */
function expected(rules: readonly Rule[], role: Role | undefined, about?: "own" | "near" | "far"): boolean {
  return rules.some(({ by, reach }) => {
    if (by !== "everyone" && !isOf(by, role)) return false;
    return about === undefined || reach === "any" || (reach === "own" ? about === "own" : about !== "far");
  });
}

test("every route of the API's description states by core's table whom it is open to, and is asked below", () => {
  expect([...described.keys()].sort()).toEqual(Object.keys(CASES).sort());
  const open = [...described].filter(([, rules]) => rules === undefined || rules.length === 0);
  expect(open).toEqual([]);
});

describe.each(Object.entries(CASES))("%s", (route, one) => {
  test.each([undefined, ...ROLES])("lets exactly those through whom its rules name: %s", async (role) => {
    const rules = described.get(route) ?? [];
    if ("plain" in one) {
      expect((await answered(one.plain, role)).let).toBe(expected(rules, role));
      return;
    }
    for (const [name, subject] of subjects) {
      if ("about" in one) {
        expect((await answered(one.about(subject, role), role)).let, name).toBe(expected(rules, role, name));
        continue;
      }
      const { let: through, text } = await answered(one.list(subject), role);
      expect(through).toBe(expected(rules, role));
      expect(text.includes(one.shows(subject)), name).toBe(through && expected(rules, role, name));
    }
  });
});

test("private records, the desk and the list of operators are open to officers alone; stations too hand records in", () => {
  expect(described.get(`put ${PATH.records}/{hash}`)?.map(({ by }) => by)).toEqual(["officer", "station"]);
  for (const [route, rules] of described) {
    if (route.startsWith("put ") || route === `post ${PATH.records}`) continue;
    if (!/\/(records|record|desk|match)\b|operators$/.test(route.replace(/\{\w+\}/g, ""))) continue;
    expect(rules, route).toEqual([{ by: "officer", reach: "region" }]);
  }
});
