import { hash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { ES256 } from "../../src/core/key/publicKey.ts";
import { isConsistent, type TreeRoot } from "../../src/core/log/merkle.ts";
import { verifyReceipt } from "../../src/core/log/receipt.ts";
import { openTreeHead } from "../../src/core/log/treeHead.ts";
import { authorityKeys } from "../../src/core/operator/authority.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { CONTENT_TYPE } from "../../src/wire/contentTypes.ts";
import { base64UrlBytes, parseAnswer } from "../../src/wire/fields.ts";
import { consistencySchema, logHeadSchema, receiptsSchema } from "../../src/wire/log.ts";
import { consistencyPath, PATH, receiptsPath } from "../../src/wire/paths.ts";
import { certificateOf, idOf, lotOf, newPen, type Signed } from "../contract/storeWorld.ts";
import { type Joined, joinAs, refusal, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let server: ServerUnderTest;
let producer: Joined;
beforeAll(async () => {
  server = await startUnderTest();
  producer = await joinAs(server, "producer");
});
afterAll(() => server.close());

function bytesOf(text: string): Uint8Array {
  const bytes = base64UrlBytes(text);
  if (!bytes.ok) throw new Error("not base64url");
  return bytes.value;
}

function logKeys(): readonly Uint8Array[] {
  return authorityKeys(server.endpoint.home.authority, "log", server.clock.now);
}

async function lots(count: number): Promise<readonly Signed[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      producer.say(KIND.lotHarvested, lotOf({ place: `第${index}块地` }), server.clock.now),
    ),
  );
}

test("a batch is answered item by item, with hash, id, number and what to do (F29)", async () => {
  const lot = await producer.say(KIND.lotHarvested, lotOf());
  const certificate = await producer.say(KIND.certificateIssued, certificateOf(lot.id));
  const stranger = await newPen().say(KIND.lotHarvested, lotOf());
  const { results } = await server.upload([lot, Uint8Array.of(0xd2), certificate, stranger, lot]);
  expect(results).toMatchObject([
    { status: "accepted", id: idOf(lot), hash: hash("sha256", lot.bytes, "hex") },
    { status: "rejected", code: "malformed", retryable: false },
    { status: "accepted", id: idOf(certificate), number: expect.stringMatching(/^[0-9A-Z]{16}$/) as string },
    { status: "rejected", code: "unknownKey", retryable: true },
    { status: "duplicate", id: idOf(lot) },
  ]);
});

test("what is no batch at all is refused as a whole: unreadable, of another type, too large", async () => {
  const send = (body: BodyInit, type: string) =>
    fetch(server.origin + PATH.statements, { method: "POST", body, headers: { "content-type": type } });
  expect(await refusal(await send(Uint8Array.of(0x58, 0x20, 1), CONTENT_TYPE.cborSequence))).toEqual([
    400,
    "unreadable",
  ]);
  expect(await refusal(await send("[]", CONTENT_TYPE.json))).toEqual([415, "unsupportedType"]);
  expect(await refusal(await send(new Uint8Array(4 * 1024 * 1024 + 1), CONTENT_TYPE.cborSequence))).toEqual([
    413,
    "tooLarge",
  ]);
  expect(await refusal(await send("{", "text/html"))).toEqual([415, "unsupportedType"]);
});

test("a receipt proves id and time of arrival, and neither can be changed", async () => {
  const statements = await lots(3);
  await server.upload(statements);
  const answer = parseAnswer(receiptsSchema, await (await server.get(receiptsPath(statements.map(idOf)))).json());
  if (!answer.ok) throw new Error("no receipts");
  expect(answer.value.receipts.map(({ id }) => id)).toEqual(statements.map(idOf));
  const head = await openTreeHead(bytesOf(answer.value.head), logKeys(), verifySignature);
  expect(head).toMatchObject({ ok: true, value: { size: await server.endpoint.store.logSize() } });
  for (const [index, { receipt, receivedAt }] of answer.value.receipts.entries()) {
    const id = statements[index]?.id ?? new Uint8Array(0);
    const keys = logKeys();
    expect(
      await verifyReceipt(bytesOf(receipt), { id, receivedAt }, keys, { alg: ES256, verify: verifySignature }),
    ).toMatchObject({ ok: true });
    expect(
      (
        await verifyReceipt(bytesOf(receipt), { id, receivedAt: receivedAt + 1 }, keys, {
          alg: ES256,
          verify: verifySignature,
        })
      ).ok,
    ).toBe(false);
  }
  const unknown = parseAnswer(
    receiptsSchema,
    await (await server.get(receiptsPath([toHex(new Uint8Array(32))]))).json(),
  );
  expect(unknown).toMatchObject({ ok: true, value: { receipts: [] } });
});

test("a later tree head is shown to extend an earlier one", async () => {
  const headNow = async (): Promise<TreeRoot> => {
    const answer = parseAnswer(logHeadSchema, await (await server.get(PATH.logHead)).json());
    const head = answer.ok ? await openTreeHead(bytesOf(answer.value.head), logKeys(), verifySignature) : answer;
    if (!head.ok) throw new Error("no tree head");
    return head.value;
  };
  const older = await headNow();
  await server.upload(await lots(40));
  server.clock.now += 61;
  const newer = await headNow();
  expect(newer.size).toBeGreaterThan(older.size);
  const answer = parseAnswer(
    consistencySchema,
    await (await server.get(consistencyPath(older.size, newer.size))).json(),
  );
  expect(answer.ok && isConsistent(older, newer, answer.value.path.map(bytesOf))).toBe(true);
  expect(await refusal(await server.get(consistencyPath(newer.size, newer.size + 1000)))).toEqual([400, "badRequest"]);
  expect(await refusal(await server.get(`${PATH.logProof}?ids=xyz`))).toEqual([400, "badRequest"]);
});

test("parallel uploads of one phone's statements in pieces lose and double nothing", async () => {
  const statements = await lots(120);
  const before = await server.endpoint.store.logSize();
  const pieces = Array.from({ length: 12 }, (_, index) => statements.slice(index * 10, index * 10 + 10));
  const answers = await Promise.all([...pieces, ...pieces].map((piece) => server.upload(piece)));
  const counted = answers.flatMap(({ results }) => results.map(({ status }) => status));
  expect([
    counted.filter((status) => status === "accepted").length,
    counted.filter((status) => status === "duplicate").length,
  ]).toEqual([120, 120]);
  expect(await server.endpoint.store.logSize()).toBe(before + 120);
});

test("more requests a minute than allowed are told when to come back, links sooner than the rest", async () => {
  const limited = await startUnderTest({ rateLimit: 40 });
  try {
    const links = [];
    for (let count = 0; count < 11; count++)
      links.push(await limited.post(PATH.activationPreview, { secretHash: "0".repeat(64) }));
    expect(links.slice(0, 10).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 404));
    expect(await refusal(links[10] as Response)).toEqual([429, "tooMany"]);
    const others = [];
    for (let count = 0; count < 30; count++) others.push(await limited.get(PATH.authority));
    const last = others[29] as Response;
    expect([others[28]?.status, last.status]).toEqual([200, 429]);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(last.headers.get("content-type")).toContain(CONTENT_TYPE.problem);
    expect((await limited.get(PATH.health)).status).toBe(200);
  } finally {
    await limited.close();
  }
});
