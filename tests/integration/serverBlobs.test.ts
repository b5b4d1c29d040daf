import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { encodeRecordedTest } from "../../src/core/record/lotTest.ts";
import { sha256 } from "../../src/core/sha256.ts";
import { blobType } from "../../src/core/statement/blobs.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { PATH } from "../../src/wire/paths.ts";
import { lotOf } from "../contract/storeWorld.ts";
import {
  bearer,
  type Joined,
  joinAs,
  openSession,
  refusal,
  registerCooperative,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

let server: ServerUnderTest;
let producer: Joined;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startUnderTest();
  producer = await joinAs(server, "producer");
  headers = bearer(await openSession(server, producer));
});
afterAll(() => server.close());

let papers = 0;

/** A PDF of that many bytes, different from every other one. */
function paper(size = 3000): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(new TextEncoder().encode(`%PDF-1.7 ${papers++}`));
  return bytes;
}

/** Logs a test report whose paper has this hash and size. */
async function logPaper(bytes: Uint8Array, size = bytes.length): Promise<Uint8Array> {
  const hash = sha256(bytes);
  const lot = await producer.say(KIND.lotHarvested, lotOf({ place: `第 ${papers} 批` }));
  const body = encodeRecordedTest({
    lot: lot.id,
    basis: "selfTest",
    day: "2026-11-21",
    items: [{ item: "有机磷类", passed: true }],
    paper: { hash, size },
  });
  const { results } = await server.upload([lot, await producer.say(KIND.testRecorded, body)]);
  expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  return hash;
}

function put(hash: Uint8Array, bytes: Uint8Array, range?: string, as = headers): Promise<Response> {
  return fetch(`${server.origin}${PATH.blobs}/${toHex(hash)}`, {
    method: "PUT",
    body: Uint8Array.from(bytes),
    headers: {
      "content-type": "application/octet-stream",
      ...(range === undefined ? {} : { "content-range": range }),
      ...as,
    },
  });
}

function get(hash: Uint8Array, as = headers): Promise<Response> {
  return server.get(`${PATH.blobs}/${toHex(hash)}`, as);
}

test("a blob is taken only after a statement that names it, and given back byte for byte with its type", async () => {
  const bytes = paper();
  expect(await refusal(await put(sha256(bytes), bytes))).toEqual([404, "notFound"]);
  const hash = await logPaper(bytes);
  expect(await refusal(await get(hash))).toEqual([404, "notFound"]);
  expect(await (await put(hash, bytes)).json()).toEqual({ received: 3000, complete: true });
  expect(await (await put(hash, bytes)).json()).toEqual({ received: 3000, complete: true });
  const given = await get(hash);
  expect(given.headers.get("content-type")).toBe("application/pdf");
  expect(new Uint8Array(await given.arrayBuffer())).toEqual(bytes);
  expect(readFileSync(join(server.dataDir, "blobs", toHex(hash).slice(0, 2), toHex(hash)))).toHaveLength(3000);
});

test("an upload goes on where it broke off", async () => {
  const bytes = paper();
  const hash = await logPaper(bytes);
  const part = (from: number, to: number) => put(hash, bytes.slice(from, to), `bytes ${from}-${to - 1}/3000`);
  expect(await (await part(0, 1000)).json()).toEqual({ received: 1000, complete: false });
  expect(await refusal(await part(2000, 3000))).toEqual([409, "blobOffset"]);
  expect(await (await put(hash, new Uint8Array(0), "bytes */3000")).json()).toEqual({
    received: 1000,
    complete: false,
  });
  expect(await (await part(1000, 2500)).json()).toEqual({ received: 2500, complete: false });
  expect(await (await part(2500, 3000)).json()).toEqual({ received: 3000, complete: true });
  expect(new Uint8Array(await (await get(hash)).arrayBuffer())).toEqual(bytes);
});

test("what is larger than named, of another type or another hash is refused, and can be sent anew", async () => {
  const bytes = paper();
  const hash = await logPaper(bytes);
  expect(await refusal(await put(hash, new Uint8Array(3001).fill(37)))).toEqual([413, "tooLarge"]);
  expect(await refusal(await put(hash, new TextEncoder().encode("<html><script>alert(1)</script>")))).toEqual([
    415,
    "unsupportedType",
  ]);
  expect(await refusal(await put(hash, bytes, "bytes 0-10/9999"))).toEqual([400, "badRequest"]);
  expect(await refusal(await put(hash, paper()))).toEqual([400, "badRequest"]);
  expect((await put(hash, bytes)).status).toBe(200);
});

test("a blob is for its own operator and for officers of the region", async () => {
  const bytes = paper();
  const hash = await logPaper(bytes);
  const other = await joinAs(server, "producer", await registerCooperative(server, "陵川县附城镇某合作社"));
  const theirs = bearer(await openSession(server, other));
  const officer = bearer(await openSession(server, await joinAs(server, "officer")));
  expect(await refusal(await put(hash, bytes, undefined, {}))).toEqual([401, "tokenMissing"]);
  expect(await refusal(await put(hash, bytes, undefined, theirs))).toEqual([403, "outOfScope"]);
  expect((await put(hash, bytes)).status).toBe(200);
  expect(await refusal(await get(hash, {}))).toEqual([401, "tokenMissing"]);
  expect(await refusal(await get(hash, theirs))).toEqual([403, "outOfScope"]);
  expect((await get(hash, officer)).status).toBe(200);
});

test("whoever names another's blob afterwards gets no right to it, not even to its size", async () => {
  const bytes = paper();
  const hash = await logPaper(bytes);
  expect((await put(hash, bytes)).status).toBe(200);
  const thief = await joinAs(server, "producer", await registerCooperative(server, "陵川县潞城镇某合作社"));
  const lot = await thief.say(KIND.lotHarvested, lotOf({ place: "别人的批次" }));
  const body = encodeRecordedTest({
    lot: lot.id,
    basis: "selfTest",
    day: "2026-11-21",
    items: [{ item: "有机磷类", passed: true }],
    paper: { hash, size: bytes.length },
  });
  const { results } = await server.upload([lot, await thief.say(KIND.testRecorded, body)]);
  expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  const theirs = bearer(await openSession(server, thief));
  expect(await refusal(await get(hash, theirs))).toEqual([403, "outOfScope"]);
  expect(await refusal(await put(hash, bytes, undefined, theirs))).toEqual([403, "outOfScope"]);
  expect((await get(hash)).status).toBe(200);
});

test("types are told by the first bytes alone", () => {
  const head = (...bytes: readonly number[]) => Uint8Array.of(...bytes, ...new Uint8Array(16));
  expect(blobType(head(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  expect(blobType(head(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("image/png");
  expect(blobType(new TextEncoder().encode("RIFF\u0001\u0001\u0001\u0001WEBPVP8 "))).toBe("image/webp");
  expect(blobType(new TextEncoder().encode("RIFF\u0001\u0001\u0001\u0001AVI LIST"))).toBeUndefined();
  expect(blobType(head(0x4d, 0x5a))).toBeUndefined();
});
