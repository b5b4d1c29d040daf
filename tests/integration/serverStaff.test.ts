import { afterEach, beforeEach, expect, test } from "vitest";
import { toBase64Url, toHex } from "../../src/core/bytes.ts";
import { certificateNumber } from "../../src/core/certificate/number.ts";
import { comparisonCode } from "../../src/core/key/publicKey.ts";
import { parseGrant } from "../../src/core/operator/grant.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { decodeStatement } from "../../src/core/statement/statement.ts";
import { activationSchema } from "../../src/wire/activation.ts";
import { certificateAnswerSchema } from "../../src/wire/certificates.ts";
import { base64UrlBytes, parseAnswer } from "../../src/wire/fields.ts";
import { invitationListSchema, newInvitationSchema } from "../../src/wire/invitations.ts";
import { operatorSchema } from "../../src/wire/operators.ts";
import { certificatePath, confirmationPath, operatorPath, operatorRecordPath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, endOf, lotOf, NOW, newPen, type Pen } from "../contract/storeWorld.ts";
import {
  activationBody,
  bearer,
  type Joined,
  joinAs,
  openSession,
  refusal,
  registerCooperative,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

type Headers = Readonly<Record<string, string>>;

let server: ServerUnderTest;
let owner: Joined;
let asOwner: Headers;
beforeEach(async () => {
  server = await startUnderTest();
  owner = await joinAs(server, "producer");
  asOwner = bearer(await openSession(server, owner));
});
afterEach(() => server.close());

function inviting(as: Headers, change: object = {}): Promise<Response> {
  const request = { role: "producer", operator: { id: toHex(owner.operator) }, person: "侯二梅", ...change };
  return server.post(PATH.invitations, request, as);
}

/** Joins a further phone by a link that the owner made; gives its key and the grant as it was signed. */
async function staffPhone(): Promise<Pen & { readonly grant: Uint8Array }> {
  const invited = parseAnswer(newInvitationSchema, await (await inviting(asOwner)).json());
  const link = invited.ok ? parseJoinLink(invited.value.link) : undefined;
  if (link?.ok !== true) throw new Error("no link");
  const pen = newPen();
  const body = await activationBody(server, link.value.secret, pen);
  const activation = parseAnswer(activationSchema, await (await server.post(PATH.activation, body)).json());
  if (!activation.ok || activation.value.status !== "granted") throw new Error("a producer is granted at once");
  const grant = base64UrlBytes(activation.value.grant);
  if (!grant.ok) throw new Error(grant.error);
  return { ...pen, grant: grant.value };
}

test("an owner's link gives a further phone her own role and place, marked as staff's", async () => {
  const { grant } = await staffPhone();
  const [own, staff] = [owner.grant, grant].map((bytes) => {
    const statement = decodeStatement(bytes);
    const read = statement.ok ? parseGrant(statement.value.body) : statement;
    if (!read.ok) throw new Error(read.error);
    return read.value;
  });
  expect(own?.staff).toBeUndefined();
  expect(staff).toMatchObject({ staff: true, roles: ["producer"], region: own?.region });
});

test("an owner gives no wider role or region than her own, and invites for nobody else", async () => {
  const other = toHex(await registerCooperative(server, "陵川县西河底谷子合作社"));
  expect(await refusal(await inviting(asOwner, { role: "purchaser" }))).toEqual([403, "roleMissing"]);
  expect(await refusal(await inviting(asOwner, { role: "officer" }))).toEqual([403, "roleMissing"]);
  expect(await refusal(await inviting(asOwner, { scope: "1405" }))).toEqual([403, "outOfScope"]);
  expect(await refusal(await inviting(asOwner, { operator: { id: other } }))).toEqual([403, "roleMissing"]);
  expect(await refusal(await inviting(asOwner, { person: "二\u202e梅" }))).toEqual([400, "badRequest"]);
});

test("staff neither invites nor sees who else is there", async () => {
  const asStaff = bearer(await openSession(server, await staffPhone()));
  expect(await refusal(await inviting(asStaff))).toEqual([403, "roleMissing"]);
  expect(await refusal(await server.get(PATH.invitations, asStaff))).toEqual([403, "roleMissing"]);
  expect(await refusal(await server.get(operatorPath(toHex(owner.operator)), asStaff))).toEqual([403, "roleMissing"]);
});

test("an owner sees her people and phones, by the names that she gave, until those are erased", async () => {
  const staff = await staffPhone();
  const entry = parseAnswer(
    operatorSchema,
    await (await server.get(operatorPath(toHex(owner.operator)), asOwner)).json(),
  );
  expect(entry.ok && entry.value.keys.map(({ key }) => key)).toEqual([owner.key, staff.key].map(toBase64Url));
  const listed = async () => {
    const list = parseAnswer(invitationListSchema, await (await server.get(PATH.invitations, asOwner)).json());
    return list.ok ? list.value.invitations : [];
  };
  const key = toBase64Url(staff.key);
  expect(await listed()).toContainEqual(
    expect.objectContaining({ key, person: "侯二梅", staff: true, state: "granted" }),
  );
  const officer = bearer(await openSession(server, await joinAs(server, "officer")));
  await fetch(server.origin + operatorRecordPath(toHex(owner.operator)), { method: "DELETE", headers: officer });
  expect((await listed()).map(({ person }) => person)).toEqual([undefined, undefined]);
});

test("a market's owner compares the six digits of her own people", async () => {
  const market = await joinAs(server, "market");
  const asMarket = bearer(await openSession(server, market));
  const invited = parseAnswer(
    newInvitationSchema,
    await (await inviting(asMarket, { role: "market", operator: { id: toHex(market.operator) } })).json(),
  );
  const link = invited.ok ? parseJoinLink(invited.value.link) : undefined;
  if (!invited.ok || link?.ok !== true) throw new Error("no link");
  const pen = newPen();
  const body = await activationBody(server, link.value.secret, pen);
  expect(await (await server.post(PATH.activation, body)).json()).toMatchObject({ status: "waiting" });
  const confirm = (as: Headers) =>
    server.post(confirmationPath(invited.value.id), { code: comparisonCode(pen.key) }, as);
  expect(await refusal(await confirm(asOwner))).toEqual([403, "outOfScope"]);
  expect((await confirm(asMarket)).status).toBe(200);
  expect(await (await server.post(PATH.activation, body)).json()).toMatchObject({ status: "granted" });
});

/** Why a certificate has no effect; undefined when it has. */
async function noEffectOf(id: Uint8Array) {
  const read = parseAnswer(
    certificateAnswerSchema,
    await (await server.get(certificatePath(certificateNumber(id)))).json(),
  );
  if (!read.ok) throw new Error("no answer");
  return read.value.noEffect;
}

test("a lost phone that its owner ends signs no more from that moment; what it signed before stays good", async () => {
  const staff = await staffPhone();
  const asStaff = bearer(await openSession(server, staff));
  const lot = await staff.say(KIND.lotHarvested, lotOf(), NOW - 120);
  const before = await staff.say(KIND.certificateIssued, certificateOf(lot.id), NOW - 100);
  await server.upload([lot, before]);
  server.clock.now = NOW + 60;
  const end = await owner.say(KIND.grantEnded, endOf({ key: staff.key, from: NOW, reason: "lost" }), NOW + 60);
  expect(await server.upload([end])).toMatchObject({ results: [{ status: "accepted" }] });
  const after = await staff.say(KIND.certificateIssued, certificateOf(lot.id, { place: "村西" }), NOW + 90);
  await server.upload([after]);
  expect(await noEffectOf(before.id)).toBeUndefined();
  expect(await noEffectOf(after.id)).toBe("keyEnded");
  expect(await refusal(await server.get(PATH.feed, asStaff))).toEqual([403, "keyUnknown"]);
});

test("staff ends nobody's key, and an owner none of another operator", async () => {
  const staff = await staffPhone();
  const other = await joinAs(server, "producer", await registerCooperative(server, "陵川县西河底谷子合作社"));
  const { results } = await server.upload([
    await staff.say(KIND.grantEnded, endOf({ key: owner.key, from: NOW, reason: "lost" })),
    await owner.say(KIND.grantEnded, endOf({ key: other.key, from: NOW, reason: "lost" })),
  ]);
  expect(results.map(({ status, code }) => [status, code])).toEqual([
    ["accepted", "wrongRole"],
    ["accepted", "wrongRole"],
  ]);
  expect((await server.get(PATH.feed, asOwner)).status).toBe(200);
});

test("a renewed grant of staff stays staff's", async () => {
  const staff = await staffPhone();
  server.clock.now = NOW + 360 * 86_400;
  const { grants } = await openSession(server, staff);
  const renewed = grants.map((grant) => {
    const bytes = base64UrlBytes(grant);
    const statement = bytes.ok ? decodeStatement(bytes.value) : bytes;
    const read = statement.ok ? parseGrant(statement.value.body) : statement;
    return read.ok && read.value.staff;
  });
  expect(renewed).toEqual([true, true]);
});
