import { afterAll, beforeAll, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { keyFingerprint } from "../../src/core/key/publicKey.ts";
import { openAuthorityList } from "../../src/core/operator/authority.ts";
import {
  applyDelta,
  assembleSnapshot,
  type HeldDirectory,
  openDirectoryHead,
  readRows,
} from "../../src/core/operator/directory.ts";
import { hasPrefix } from "../../src/core/operator/directoryRow.ts";
import { readCountyPack } from "../../src/core/reference/countyPack.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { verifySignature } from "../../src/crypto/verifySignature.ts";
import { authorityAnswerSchema } from "../../src/wire/authority.ts";
import { directoryDeltaSchema, directorySnapshotSchema } from "../../src/wire/directory.ts";
import { base64UrlBytes, hexBytes, parseAnswer } from "../../src/wire/fields.ts";
import { directoryChunkPath, directoryDeltaPath, directoryPath, divisionsPath, PATH } from "../../src/wire/paths.ts";
import { certificateOf, lotOf, withdrawalOf } from "../contract/storeWorld.ts";
import { joinAs, refusal, registerCooperative, type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startUnderTest();
});
afterAll(() => server.close());

function bytesOf(text: string): Uint8Array {
  const bytes = base64UrlBytes(text);
  if (!bytes.ok) throw new Error("not base64url");
  return bytes.value;
}

async function openHead(text: string) {
  const head = await openDirectoryHead(bytesOf(text), server.endpoint.home.authority, verifySignature);
  if (!head.ok) throw new Error(head.error);
  return head.value;
}

/** Fetches a snapshot as a phone does. */
async function snapshotOf(region: string): Promise<HeldDirectory> {
  const answer = parseAnswer(directorySnapshotSchema, await (await server.get(directoryPath(region))).json());
  if (!answer.ok) throw new Error("no snapshot");
  const chunks = await Promise.all(
    answer.value.chunks.map(async (name) => ({
      name: hexBytes(name),
      bytes: new Uint8Array(await (await server.get(directoryChunkPath(name))).arrayBuffer()),
    })),
  );
  const held = assembleSnapshot(await openHead(answer.value.head), chunks, undefined);
  if (!held.ok) throw new Error(held.error);
  return held.value;
}

test("the authority's list opens under the key whose fingerprint a link carries", async () => {
  const response = await server.get(PATH.authority);
  const answer = parseAnswer(authorityAnswerSchema, await response.json());
  if (!answer.ok) throw new Error("no authority");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.value).toMatchObject({
    name: "陵川县农业农村局",
    regions: ["140524"],
    origin: server.origin,
    time: server.clock.now,
  });
  const fingerprint = keyFingerprint(bytesOf(answer.value.listKey)).subarray(0, 16);
  const list = await openAuthorityList(bytesOf(answer.value.list), { fingerprint }, verifySignature);
  expect(list).toMatchObject({
    ok: true,
    value: { version: 1, publisher: { name: "陵川县农业农村局" }, recognised: [] },
  });
});

test("a phone gets a signed snapshot in chunks, then only what changed, and both ends match", async () => {
  const producer = await joinAs(server, "producer");
  const held = await snapshotOf("140524");
  expect(held.rows.map(({ row }) => toHex(row.operator))).toContain(toHex(producer.operator));
  const lot = await producer.say(KIND.lotHarvested, lotOf());
  const certificate = await producer.say(KIND.certificateIssued, certificateOf(lot.id));
  await server.upload([
    lot,
    certificate,
    await producer.say(KIND.certificateWithdrawn, withdrawalOf(certificate.id, "voided")),
  ]);
  const answer = parseAnswer(
    directoryDeltaSchema,
    await (await server.get(directoryDeltaPath("140524", held.head.version))).json(),
  );
  if (!answer.ok) throw new Error("no delta");
  const changed = readRows(answer.value.changed.map(bytesOf));
  const delta = {
    from: answer.value.from,
    head: await openHead(answer.value.head),
    changed: changed ?? [],
    removed: answer.value.removed.map(hexBytes),
  };
  const after = applyDelta(held, delta);
  if (!after.ok) throw new Error(after.error);
  const row = after.value.rows.find((entry) => toHex(entry.row.operator) === toHex(producer.operator))?.row;
  expect(row !== undefined && hasPrefix(row.withdrawn.voided, certificate.id)).toBe(true);
  expect(toHex((await snapshotOf("140524")).head.digest)).toBe(toHex(after.value.head.digest));
});

test("a town's directory holds that town only, another authority's region is refused", async () => {
  const operator = await registerCooperative(server, "附城镇合作社");
  const town = await snapshotOf("140524102");
  expect(town.rows.map(({ row }) => toHex(row.operator))).toContain(toHex(operator));
  expect(town.rows.every(({ row }) => row.region.startsWith("140524102"))).toBe(true);
  expect(await refusal(await server.get(directoryPath("140581")))).toEqual([422, "regionUnknown"]);
  expect(await refusal(await server.get(directoryPath("14")))).toEqual([422, "regionUnknown"]);
  expect(await refusal(await server.get(directoryPath("abc")))).toEqual([400, "badRequest"]);
  expect(await refusal(await server.get(directoryDeltaPath("140524", 999_999)))).toEqual([410, "snapshotNeeded"]);
  expect(await refusal(await server.get(directoryChunkPath("0".repeat(64))))).toEqual([404, "notFound"]);
});

test("a county's towns and villages come packed, or unpacked for who takes no Brotli", async () => {
  const packed = readCountyPack(await (await server.get(divisionsPath("140524"))).json());
  expect(packed.ok && packed.value.towns.length).toBeGreaterThan(5);
  const plain = await server.get(divisionsPath("140524"), { "accept-encoding": "identity" });
  expect([plain.headers.get("content-encoding"), readCountyPack(await plain.json()).ok]).toEqual([null, true]);
  expect(await refusal(await server.get(divisionsPath("149999")))).toEqual([404, "notFound"]);
});

test("health, readiness, metrics and the API's description answer; the viewer loads nothing from elsewhere", async () => {
  expect((await server.get(PATH.health)).status).toBe(200);
  expect((await server.get(PATH.ready)).status).toBe(200);
  expect(await (await server.get(PATH.metrics)).text()).toContain("liangzheng_log_size");
  expect(await refusal(await server.get(PATH.metrics, { "x-forwarded-for": "203.0.113.9" }))).toEqual([
    401,
    "tokenMissing",
  ]);
  const description = (await (await server.get(PATH.openapi)).json()) as {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, { readonly responses: object }>>;
  };
  expect(description.openapi).toBe("3.1.0");
  for (const path of [
    PATH.statements,
    PATH.feed,
    PATH.activation,
    PATH.session,
    PATH.directory,
    PATH.logProof,
    `${PATH.certificates}/{number}`,
  ]) {
    const [operation] = Object.values(description.paths[path] ?? {});
    expect(Object.keys(operation?.responses ?? {}), path).toEqual(["200", "default"]);
  }
  const docs = await server.get(`${PATH.docs}/`);
  const html = await docs.text();
  expect(docs.headers.get("content-security-policy")).toContain("script-src 'self';");
  expect(html).not.toMatch(/(?:src|href)="https?:/);
  expect(html).not.toMatch(/<script>|<style>/);
});

test("metrics ask for their token when one is set", async () => {
  const guarded = await startUnderTest({ metricsToken: "geheim" });
  try {
    expect(await refusal(await guarded.get(PATH.metrics))).toEqual([401, "tokenMissing"]);
    expect((await guarded.get(PATH.metrics, { authorization: "Bearer geheim" })).status).toBe(200);
  } finally {
    await guarded.close();
  }
});

test("rows of a directory and what changed in it come compressed where that is understood, with the same content", async () => {
  await registerCooperative(server);
  const { head, rows } = await snapshotOf("140524");
  expect(rows.length).toBeGreaterThan(0);
  const answer = parseAnswer(directorySnapshotSchema, await (await server.get(directoryPath("140524"))).json());
  if (!answer.ok) throw new Error("no snapshot");
  for (const path of [...answer.value.chunks.map(directoryChunkPath), directoryDeltaPath("140524", head.version)]) {
    const [packed, plain] = await Promise.all(
      ["br", "identity"].map((encoding) => server.get(path, { "accept-encoding": encoding })),
    );
    expect([packed?.headers.get("content-encoding"), plain?.headers.get("content-encoding")]).toEqual(["br", null]);
    expect(packed?.headers.get("vary")).toBe("accept-encoding");
    const types = [packed, plain].map((response) => response?.headers.get("content-type")?.split(";")[0]);
    expect(types[0]).toBe(types[1]);
    expect(await packed?.arrayBuffer()).toEqual(await plain?.arrayBuffer());
  }
});
