import { afterAll, beforeAll, expect, test } from "vitest";
import { toBase64Url, toHex } from "../../src/core/bytes.ts";
import { comparisonCode } from "../../src/core/key/publicKey.ts";
import { parseGrant } from "../../src/core/operator/grant.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { registerOperator } from "../../src/server/joining/invitations.ts";
import { previewSchema } from "../../src/wire/activation.ts";
import { base64UrlBytes, parseAnswer } from "../../src/wire/fields.ts";
import { confirmationPath, PATH } from "../../src/wire/paths.ts";
import { lotOf, newPen } from "../contract/storeWorld.ts";
import {
  activationBody,
  bearer,
  joinAs,
  linkFor,
  openSession,
  refusal,
  registerCooperative,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startUnderTest();
});
afterAll(() => server.close());

test("a link says whom it is for without being consumed, however often it is asked", async () => {
  const operator = await registerCooperative(server);
  const { secret } = await linkFor(server, operator, "producer");
  const ask = () => server.post(PATH.activationPreview, { secretHash: toHex(sha256(secret)) });
  await ask();
  const preview = parseAnswer(previewSchema, await (await ask()).json());
  expect(preview).toMatchObject({
    ok: true,
    value: {
      operator: toHex(operator),
      name: "陵川县岭常村惠民种植专业合作社",
      region: "140524102201",
      role: "producer",
      waits: false,
    },
  });
  expect((await server.get("/join")).status).not.toBe(500);
  const activated = await server.post(PATH.activation, await activationBody(server, secret, newPen()));
  expect([activated.status, (await activated.json()) as unknown]).toMatchObject([
    200,
    { status: "granted", operator: toHex(operator) },
  ]);
});

test("a producer is granted at once: its own role, its own place, 400 days, 4 days back", async () => {
  const pen = newPen();
  const { secret } = await linkFor(server, await registerCooperative(server), "producer");
  const response = await server.post(PATH.activation, await activationBody(server, secret, pen));
  const body = (await response.json()) as { readonly grant: string };
  const bytes = base64UrlBytes(body.grant);
  const statement = bytes.ok ? decodeStatement(bytes.value) : bytes;
  const grant = statement.ok ? parseGrant(statement.value.body) : statement;
  const { now } = server.clock;
  expect(grant).toMatchObject({
    ok: true,
    value: { roles: ["producer"], region: "140524102201", notBefore: now - 4 * 86_400, notAfter: now + 400 * 86_400 },
  });
  const lot = await pen.say(KIND.lotHarvested, lotOf(), now);
  expect((await server.upload([lot])).results).toMatchObject([{ status: "accepted" }]);
});

test("the same phone may ask again after a lost answer and gets the same grant", async () => {
  const { secret } = await linkFor(server, await registerCooperative(server), "producer");
  const pen = newPen();
  const first: unknown = await (await server.post(PATH.activation, await activationBody(server, secret, pen))).json();
  const second: unknown = await (await server.post(PATH.activation, await activationBody(server, secret, pen))).json();
  expect(second).toEqual(first);
});

test("a second phone on a used link is refused, raises the alarm and ends the first one's grant", async () => {
  const { secret } = await linkFor(server, await registerCooperative(server), "producer");
  const [first, second] = [newPen(), newPen()];
  expect((await server.post(PATH.activation, await activationBody(server, secret, first))).status).toBe(200);
  server.clock.now += 60;
  const session = await openSession(server, first);
  expect(await refusal(await server.post(PATH.activation, await activationBody(server, secret, second)))).toEqual([
    409,
    "linkUsed",
  ]);
  expect(await refusal(await server.get(PATH.feed, bearer(session)))).toEqual([403, "keyUnknown"]);
  const lot = await first.say(KIND.lotHarvested, lotOf(), server.clock.now);
  expect((await server.upload([lot])).results).toMatchObject([{ status: "accepted", code: "keyEnded" }]);
  expect(await refusal(await server.post(PATH.activation, await activationBody(server, secret, first)))).toEqual([
    403,
    "linkStopped",
  ]);
  const metrics = await (await server.get(PATH.metrics)).text();
  expect(metrics).toMatch(/liangzheng_link_alarms_total 1/);
});

test("an expired link, an unknown one and a foreign origin each get their own refusal", async () => {
  const operator = await registerCooperative(server);
  const { secret } = await linkFor(server, operator, "producer");
  const pen = newPen();
  expect(
    await refusal(await server.post(PATH.activation, await activationBody(server, new Uint8Array(16), pen))),
  ).toEqual([404, "linkUnknown"]);
  const elsewhere = await activationBody(server, secret, pen, { origin: "https://evil.example" });
  expect(await refusal(await server.post(PATH.activation, elsewhere))).toEqual([401, "proofFailed"]);
  const wrongClock = await activationBody(server, secret, pen, { time: server.clock.now - 8 * 86_400 });
  expect(await refusal(await server.post(PATH.activation, wrongClock))).toEqual([409, "clockWrong"]);
  server.clock.now += 7 * 86_400 + 1;
  expect(await refusal(await server.post(PATH.activation, await activationBody(server, secret, pen)))).toEqual([
    410,
    "linkExpired",
  ]);
  expect(await refusal(await server.post(PATH.activationPreview, { secretHash: toHex(sha256(secret)) }))).toEqual([
    410,
    "linkExpired",
  ]);
});

test("a key without proof of possession is not granted, nor one of another operator", async () => {
  const { secret } = await linkFor(server, await registerCooperative(server), "producer");
  const [pen, thief] = [newPen(), newPen()];
  const body = await activationBody(server, secret, thief);
  expect(await refusal(await server.post(PATH.activation, { ...body, key: toBase64Url(pen.key) }))).toEqual([
    401,
    "proofFailed",
  ]);
  const taken = await joinAs(server, "producer");
  expect(await refusal(await server.post(PATH.activation, await activationBody(server, secret, taken)))).toEqual([
    409,
    "keyTaken",
  ]);
  expect((await server.post(PATH.activation, await activationBody(server, secret, pen))).status).toBe(200);
});

test("an inspector's key waits until the officer has compared the six digits", async () => {
  const officer = await joinAs(server, "officer");
  const session = await openSession(server, officer);
  const agency = toHex(server.endpoint.home.agency);
  const invited = await server.post(PATH.invitations, { role: "inspector", operator: { id: agency } }, bearer(session));
  const { link, id } = (await invited.json()) as { readonly link: string; readonly id: string };
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  const pen = newPen();
  const body = await activationBody(server, parsed.value.secret, pen);
  expect(await (await server.post(PATH.activation, body)).json()).toMatchObject({ status: "waiting" });
  const code = comparisonCode(pen.key);
  expect(server.waiting).toContain(code);
  const wrong = code === "000000" ? "000001" : "000000";
  expect(await refusal(await server.post(confirmationPath(id), { code: wrong }, bearer(session)))).toEqual([
    403,
    "codeDiffers",
  ]);
  expect(await (await server.post(PATH.activation, body)).json()).toMatchObject({ status: "waiting" });
  const producer = await openSession(server, await joinAs(server, "producer"));
  expect(await refusal(await server.post(confirmationPath(id), { code }, bearer(producer)))).toEqual([
    403,
    "outOfScope",
  ]);
  expect((await server.post(confirmationPath(id), { code }, bearer(session))).status).toBe(200);
  expect(await (await server.post(PATH.activation, body)).json()).toMatchObject({ status: "granted" });
  expect(await refusal(await server.post(confirmationPath(id), { code }, bearer(session)))).toEqual([
    409,
    "notWaiting",
  ]);
});

const FARM = {
  kind: "familyFarm",
  name: "陵川县附城镇丈河家庭农场",
  region: "140524101205",
  address: "丈河村",
  phone: "13903561111",
} as const;

test("an officer invites and finds registered operators in its region only", async () => {
  const session = await openSession(server, await joinAs(server, "officer"));
  const registered = await registerOperator(FARM, ["140524"], server.endpoint.inviting);
  if (!registered.ok) throw new Error(registered.error.code);
  const inviting = (operator: object) => server.post(PATH.invitations, { role: "producer", operator }, bearer(session));
  const invited = await inviting({ id: toHex(registered.value) });
  expect([invited.status, await invited.json()]).toMatchObject([200, { waits: false }]);
  const found = await server.get(`${PATH.operators}?name=${encodeURIComponent("丈河家庭")}`, bearer(session));
  expect(await found.json()).toMatchObject({
    operators: [{ name: FARM.name, phone: "139****1111", standing: { state: "normal" }, keys: [] }],
  });
  expect(await refusal(await inviting({ id: "0000000000000000" }))).toEqual([404, "notFound"]);
  // The register entry is the officer's to sign: the endpoint signs none in her place.
  expect(await refusal(await inviting(FARM))).toEqual([400, "badRequest"]);
  expect(await refusal(await server.get(PATH.operators))).toEqual([401, "tokenMissing"]);
});

test.each([
  ["a place that is no division", { region: "149999" }, "regionUnknown"],
  ["a name with characters that turn text around", { name: "张\u202e三" }, "operatorRefused"],
])("the console registers nobody with %s", async (_, change, code) => {
  const registered = await registerOperator({ ...FARM, ...change }, ["14"], server.endpoint.inviting);
  expect(registered).toMatchObject({ ok: false, error: { code } });
});

test("no statement and no public answer holds the phone number in clear", async () => {
  await registerCooperative(server);
  const { entries } = await server.endpoint.store.feed({ region: "140524" }, 0, 500);
  for (const { bytes } of entries) expect(Buffer.from(bytes).includes("13803561234")).toBe(false);
  const snapshot = await (await server.get(`${PATH.directory}?region=140524`)).text();
  expect(snapshot).not.toContain("13803561234");
});

test("a grant that ends within 60 days is renewed when a session opens, with the same rights", async () => {
  const pen = await joinAs(server, "producer");
  expect((await openSession(server, pen)).grants).toHaveLength(1);
  server.clock.now += 345 * 86_400;
  const renewed = await openSession(server, pen);
  expect([renewed.grants.length, renewed.roles]).toEqual([2, ["producer"]]);
  expect((await openSession(server, pen)).grants).toHaveLength(2);
  server.clock.now -= 345 * 86_400;
});
