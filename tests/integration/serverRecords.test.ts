import { createSecretKey, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { concatBytes, toBase64Url, toHex, utf8 } from "../../src/core/bytes.ts";
import { encodeOperatorMerged } from "../../src/core/operator/closing.ts";
import { type PrivateRecord, type SaltedRecord, saltRecord } from "../../src/core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf, type Profile } from "../../src/core/operator/profile.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { openRegister } from "../../src/server/endpoint.ts";
import { openSealedRecord, sealRecord } from "../../src/server/registry/sealedRecord.ts";
import { storeFile } from "../../src/server/store/sqlite/connection.ts";
import {
  certificatePath,
  operatorPath,
  operatorRecordPath,
  PATH,
  recordPath,
  revealRecordPath,
} from "../../src/wire/paths.ts";
import { certificateOf, lotOf, NOW } from "../contract/storeWorld.ts";
import {
  bearer,
  type Joined,
  joinAs,
  openSession,
  refusal,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

const ID_NUMBER = "11010519491231002X";
const PHONE = "13835601234";
let server: ServerUnderTest;
let officer: Joined;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  server = await startUnderTest();
  officer = await joinAs(server, "officer");
  headers = bearer(await openSession(server, officer));
});
afterAll(() => server.close());

function newRecord(record: PrivateRecord): SaltedRecord {
  return saltRecord(record, new Uint8Array(randomBytes(16)));
}

/** Registers an operator by the officer's own key, as her phone does. */
async function register(
  record: SaltedRecord,
  change: Partial<Profile> = {},
  by: Joined = officer,
): Promise<Uint8Array> {
  const profile = encodeProfile({
    name: "陵川县六泉乡王建国",
    kind: "smallholder",
    region: "140524202203",
    person: true,
    contact: record.hash,
    ...change,
  });
  const said = await by.say(KIND.operatorProfile, profile);
  await server.upload([said]);
  return operatorIdOf(said.id);
}

function put(record: SaltedRecord, bytes = record.bytes, as = headers): Promise<Response> {
  return fetch(server.origin + recordPath(toHex(record.hash)), {
    method: "PUT",
    body: JSON.stringify({ bytes: toBase64Url(bytes) }),
    headers: { "content-type": "application/json", ...as },
  });
}

function erase(operator: Uint8Array, as = headers): Promise<Response> {
  return fetch(server.origin + operatorRecordPath(toHex(operator)), { method: "DELETE", headers: { ...as } });
}

async function json(response: Response): Promise<unknown> {
  return response.json();
}

test("a record is taken after the statement that names it, shown masked, and in full only with an entry in the audit", async () => {
  const record = newRecord({ phone: PHONE, idNumber: ID_NUMBER, points: new Map([["1", [35_775_000, 113_280_000]]]) });
  expect(await refusal(await put(record))).toEqual([404, "notFound"]);
  const operator = await register(record);
  const path = operatorRecordPath(toHex(operator));
  expect(await json(await server.get(path, headers))).toEqual({ state: "missing", acts: [] });
  expect(await refusal(await put(record, newRecord({ phone: PHONE }).bytes))).toEqual([400, "badRequest"]);
  expect((await put(record)).status).toBe(200);
  expect((await put(record)).status).toBe(200);
  const masked = await json(await server.get(path, headers));
  expect(masked).toMatchObject({ state: "held", phone: "138****1234", idNumber: "110***********002X", points: 1 });
  expect(await json(await server.get(operatorPath(toHex(operator)), headers))).toMatchObject({ phone: "138****1234" });
  const revealed = await server.post(revealRecordPath(toHex(operator)), {}, headers);
  expect(await json(revealed)).toEqual({
    phone: PHONE,
    idNumber: ID_NUMBER,
    points: { "1": [35_775_000, 113_280_000] },
  });
  const seen = await json(await server.get(path, headers));
  const by = { officer: "陵川县农业农村局", key: toBase64Url(officer.key), at: NOW };
  expect(seen).toMatchObject({
    acts: [
      { act: "revealed", ...by },
      { act: "stored", ...by },
    ],
  });
});

test("the numbers of a record are found by keyed hash and stand nowhere in clear", async () => {
  const record = newRecord({ phone: "139 3560 7788", idNumber: "110101199003074477" });
  const operator = await register(record, { name: "陵川县马圪当乡李四" });
  await put(record);
  const found = async (body: object) => {
    const answer = await json(await server.post(PATH.operatorMatch, body, headers));
    return JSON.stringify(answer).includes(toHex(operator));
  };
  expect(await found({ idNumber: "110101199003074477" })).toBe(true);
  expect(await found({ phone: "13935607788" })).toBe(true);
  expect(await found({ phone: "13935607789" })).toBe(false);
  expect(await refusal(await server.post(PATH.operatorMatch, { idNumber: "12" }, headers))).toEqual([
    400,
    "badRequest",
  ]);
  const file = storeFile(server.dataDir);
  const written = Buffer.concat([readFileSync(file), readFileSync(`${file}-wal`)]);
  for (const secret of ["110101199003074477", "13935607788", "139 3560 7788"])
    expect(written.includes(secret)).toBe(false);
});

test("records are for officers of the operator's region only", async () => {
  const record = newRecord({ phone: PHONE });
  const operator = await register(record);
  await put(record);
  const producer = await joinAs(server, "producer");
  const theirs = bearer(await openSession(server, producer));
  const path = operatorRecordPath(toHex(operator));
  expect(await refusal(await server.get(path))).toEqual([401, "tokenMissing"]);
  expect(await refusal(await server.get(path, theirs))).toEqual([403, "roleMissing"]);
  expect(await refusal(await put(record, record.bytes, theirs))).toEqual([403, "roleMissing"]);
  expect(await refusal(await erase(operator, theirs))).toEqual([403, "roleMissing"]);
  expect(await refusal(await server.post(revealRecordPath(toHex(operator)), {}, theirs))).toEqual([403, "roleMissing"]);
  expect(await refusal(await server.post(PATH.operatorMatch, { phone: PHONE }, theirs))).toEqual([403, "roleMissing"]);
});

test("erasing a record leaves the log valid; the certificate's page then says that the contact was deleted", async () => {
  const record = newRecord({ phone: PHONE });
  const producer = await joinAs(server, "producer");
  const changed = encodeProfile({
    operator: producer.operator,
    name: "陵川县岭常村惠民种植专业合作社",
    kind: "cooperative",
    region: "140524102201",
    person: false,
    contact: record.hash,
  });
  await server.upload([await officer.say(KIND.operatorProfile, changed)]);
  const lot = await producer.say(KIND.lotHarvested, lotOf());
  const certificate = await producer.say(KIND.certificateIssued, certificateOf(lot.id), NOW + 1);
  const number = (await server.upload([lot, certificate])).results[1]?.number ?? "";
  const committer = async () => json(await server.get(certificatePath(number)));
  const page = async () => (await server.get(`${PATH.certificatePage}/${number}`)).text();
  expect(await page()).toContain("联系方式未提供");
  await put(record);
  expect(await committer()).toMatchObject({ operator: { phone: "138****1234" } });
  expect(await page()).toContain("138****1234");
  expect(await json(await erase(producer.operator))).toEqual({ erased: 2 });
  expect(await page()).toContain("联系方式已删除");
  expect(await committer()).toMatchObject({ operator: { contactErased: true } });
  expect(await refusal(await put(record))).toEqual([410, "recordErased"]);
  expect(await refusal(await server.post(revealRecordPath(toHex(producer.operator)), {}, headers))).toEqual([
    410,
    "recordErased",
  ]);
  const again = await producer.say(KIND.certificateIssued, certificateOf(lot.id, { place: "西坡" }), NOW + 2);
  expect((await server.upload([again])).results).toMatchObject([{ status: "accepted" }]);
  await server.endpoint.store.rebuild();
  expect(await page()).toContain("联系方式已删除");
});

test("looking a merged duplicate up leads to the operator that was kept", async () => {
  const [one, other] = [newRecord({ phone: "13800000001" }), newRecord({ phone: "13800000002" })];
  const kept = await register(one, { name: "陵川县附城镇赵六" });
  const duplicate = await register(other, { name: "附城赵六" });
  await Promise.all([put(one), put(other)]);
  await server.upload([await officer.say(KIND.operatorMerged, encodeOperatorMerged({ kept, duplicate }))]);
  expect(await json(await server.get(operatorPath(toHex(duplicate)), headers))).toMatchObject({
    id: toHex(kept),
    name: "陵川县附城镇赵六",
  });
  const answer = await server.post(PATH.operatorMatch, { phone: "13800000002" }, headers);
  expect(await json(answer)).toMatchObject({ operators: [{ id: toHex(kept) }] });
  expect(await json(await erase(duplicate))).toEqual({ erased: 2 });
});

test("a registry key that is lost, damaged or another one is said in a sentence, and nothing is written", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-registry-"));
  const file = join(dataDir, "apart", "registry.key");
  const config = { port: 1, host: "127.0.0.1", dataDir, origin: "http://127.0.0.1:1", trustProxy: false, rateLimit: 1 };
  const open = async (registryKeyFile = file) => {
    const opened = await openRegister({ ...config, registryKeyFile }, () => NOW, { keepOrigin: false });
    if (opened.ok) await opened.value.store.close();
    return opened.ok ? "opened" : opened.error;
  };
  try {
    expect(await open()).toBe("opened");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file);
    expect(await open()).toBe("opened");
    expect(readFileSync(file)).toEqual(key);
    rmSync(file);
    expect(await open()).toMatch(/^REGISTRY_KEY_FILE .*registry\.key is missing, .*put it back from your safe copy/);
    expect(() => statSync(file)).toThrow();
    writeFileSync(file, Buffer.alloc(32, 1));
    expect(await open()).toMatch(/is not the key of this register's private records/);
    writeFileSync(file, Buffer.alloc(5, 1));
    expect(await open()).toMatch(/is damaged/);
    writeFileSync(file, key);
    chmodSync(file, 0o600);
    expect(await open()).toBe("opened");
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test("a contact that the first version sealed still opens", () => {
  const key = createSecretKey(randomBytes(32));
  const salted = concatBytes(new Uint8Array(randomBytes(16)), utf8(JSON.stringify({ phone: PHONE })));
  expect(openSealedRecord(sealRecord(salted, key), key)).toEqual({ phone: PHONE });
});
