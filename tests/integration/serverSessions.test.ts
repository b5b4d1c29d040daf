import { afterAll, beforeAll, expect, test } from "vitest";
import { toBase64Url } from "../../src/core/bytes.ts";
import { encodeGrantEnded } from "../../src/core/operator/standing.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { grantKey } from "../../src/server/joining/activation.ts";
import { feedSchema } from "../../src/wire/feed.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { feedPath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, newPen } from "../contract/storeWorld.ts";
import {
  answerChallenge,
  bearer,
  joinAs,
  openSession,
  refusal,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startUnderTest();
});
afterAll(() => server.close());

test("an answer made for another origin is refused: nobody can relay it", async () => {
  const pen = await joinAs(server, "producer");
  expect(
    await refusal(await server.post(PATH.session, await answerChallenge(server, pen, "https://evil.example"))),
  ).toEqual([401, "proofFailed"]);
});

test("a challenge is good for one answer within two minutes", async () => {
  const pen = await joinAs(server, "producer");
  const answer = await answerChallenge(server, pen);
  expect((await server.post(PATH.session, answer)).status).toBe(200);
  expect(await refusal(await server.post(PATH.session, answer))).toEqual([401, "challengeUnknown"]);
  const late = await answerChallenge(server, pen);
  server.clock.now += 121;
  expect(await refusal(await server.post(PATH.session, late))).toEqual([401, "challengeUnknown"]);
});

test("a key that no grant names gets no session, and a statement is no answer to a challenge (F16)", async () => {
  expect(await refusal(await server.post(PATH.session, await answerChallenge(server, newPen())))).toEqual([
    403,
    "keyUnknown",
  ]);
  const pen = await joinAs(server, "producer");
  const statement = await pen.say(KIND.lotHarvested, lotOf());
  expect(await refusal(await server.post(PATH.session, { message: toBase64Url(statement.bytes) }))).toEqual([
    401,
    "proofFailed",
  ]);
});

test("a token ends after a quarter of an hour and at once when its key is ended", async () => {
  const pen = await joinAs(server, "producer");
  const session = await openSession(server, pen);
  expect(session.expires).toBe(server.clock.now + 900);
  expect((await server.get(PATH.feed, bearer(session))).status).toBe(200);
  expect(await refusal(await server.get(PATH.feed, { authorization: "Bearer nonsense" }))).toEqual([
    401,
    "tokenMissing",
  ]);
  await server.endpoint.home.say(
    KIND.grantEnded,
    encodeGrantEnded({ key: pen.key, from: server.clock.now, reason: "left" }),
  );
  expect(await refusal(await server.get(PATH.feed, bearer(session)))).toEqual([403, "keyUnknown"]);
  const other = await openSession(server, await joinAs(server, "producer"));
  server.clock.now += 901;
  expect(await refusal(await server.get(PATH.feed, bearer(other)))).toEqual([401, "tokenUnknown"]);
});

test("the feed holds the caller's own and what concerns it, and goes on from its cursor", async () => {
  const pen = await joinAs(server, "producer");
  const stranger = await joinAs(server, "producer");
  const lot = await pen.say(KIND.lotHarvested, lotOf(), server.clock.now);
  const certificate = await pen.say(KIND.certificateIssued, certificateOf(lot.id), server.clock.now);
  await server.upload([
    lot,
    certificate,
    await stranger.say(KIND.lotHarvested, lotOf({ place: "别处" }), server.clock.now),
  ]);
  const session = await openSession(server, pen);
  const first = parseAnswer(feedSchema, await (await server.get(feedPath(undefined), bearer(session))).json());
  if (!first.ok) throw new Error("no feed");
  const bytes = first.value.items.map(({ statement }) => statement);
  expect(bytes).toHaveLength(4);
  expect(bytes.slice(1)).toEqual([pen.grant, lot.bytes, certificate.bytes].map(toBase64Url));
  expect(first.value.more).toBe(false);
  const next = parseAnswer(feedSchema, await (await server.get(feedPath(first.value.cursor), bearer(session))).json());
  expect(next).toMatchObject({ ok: true, value: { items: [], cursor: first.value.cursor } });
});

test("a cursor of a smaller scope is refused once the caller may see more (410)", async () => {
  const agency = server.endpoint.home.agency;
  const inspector = await joinAs(server, "inspector");
  const session = await openSession(server, inspector);
  const feed = parseAnswer(feedSchema, await (await server.get(feedPath(undefined), bearer(session))).json());
  if (!feed.ok) throw new Error("no feed");
  await grantKey(
    { operator: agency, roles: ["officer"], scope: "140524", key: inspector.key, storage: 0 },
    server.endpoint.inviting,
  );
  expect(await refusal(await server.get(feedPath(feed.value.cursor), bearer(session)))).toEqual([410, "feedRestarts"]);
  const all = parseAnswer(feedSchema, await (await server.get(feedPath(undefined), bearer(session))).json());
  expect(all.ok && all.value.items.length).toBeGreaterThan(feed.value.items.length);
});
