import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findCertificate } from "../../src/client/data/certificates.ts";
import { writeAll } from "../../src/client/data/database.ts";
import { pullDirectory } from "../../src/client/data/directories.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { outboxCounts, refusedEntries, unsentUpload } from "../../src/client/data/outboxRecords.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { emptyOutbox, startSync } from "../../src/client/data/syncRunner.ts";
import { callJson } from "../../src/client/data/traceClient.ts";
import { verifyOnline, verifyOnPhone } from "../../src/client/data/verifyOnPhone.ts";
import { PATH } from "../../src/wire/paths.ts";
import { joinBy, LIMIN_DRAFT, openWorld, type World } from "../support/phoneEndpoint.ts";
import { harvestOrder } from "../support/phoneWorld.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function producer(): Promise<Phone> {
  const phone = await world.phone();
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
  return phone;
}

async function issueTwo(phone: Phone): Promise<readonly string[]> {
  const issued = [await issueOnPhone(phone, harvestOrder()), await issueOnPhone(phone, harvestOrder())];
  return issued.map((result) => (result.ok ? result.value.id : ""));
}

function answering(status: number, type: string, body: string, more: Record<string, string> = {}) {
  return () => Promise.resolve(new Response(body, { status, headers: { "content-type": type, ...more } }));
}

const TROUBLES: readonly (readonly [string, (request: Request) => Promise<Response>, string])[] = [
  ["no network", () => Promise.reject(new TypeError("Failed to fetch")), "offline"],
  ["an endpoint that fails", answering(500, "application/problem+json", "{}"), "serverError"],
  ["a captive portal", answering(200, "text/html", "<html>请先登录</html>"), "notOurServer"],
  ["a proxy's JSON", answering(200, "application/json", '{"ok":true}'), "notOurServer"],
  ["a portal's 403 page", answering(403, "text/html", "forbidden"), "notOurServer"],
  ["half an answer", answering(200, "application/json", '{"results":['), "notOurServer"],
];

describe("trouble on the way", () => {
  test.each(TROUBLES)(
    "%s keeps every statement waiting with its reason, and sends it later",
    async (_name, trouble, code) => {
      const phone = await producer();
      const [first = ""] = await issueTwo(phone);
      world.network.broken = trouble;

      const { error, wakeIn } = await emptyOutbox(phone, false);

      expect(error?.code).toBe(code);
      expect(wakeIn).toBeGreaterThan(0);
      expect(await findCertificate(phone, first)).toMatchObject({ upload: { state: "waiting", lastError: code } });
      world.network.broken = undefined;
      expect((await emptyOutbox(phone, false)).error).toBeUndefined();
      expect((await outboxCounts(phone.db)).waiting).toBe(4);
      world.clock.now += 10;
      expect((await emptyOutbox(phone, false)).error).toBeUndefined();
      expect(await findCertificate(phone, first)).toMatchObject({ upload: { state: "uploaded" } });
    },
  );

  test("an endpoint that asks for patience is left alone for that long, except by hand", async () => {
    const phone = await producer();
    await issueTwo(phone);
    world.network.broken = answering(429, "application/problem+json", "{}", { "retry-after": "120" });
    expect(await emptyOutbox(phone, false)).toMatchObject({ error: { code: "tooManyRequests", retryAfter: 120 } });
    world.network.broken = undefined;
    const calls = world.network.called.length;
    world.clock.now += 60;
    await emptyOutbox(phone, false);
    expect(world.network.called).toHaveLength(calls);
    await emptyOutbox(phone, true);
    expect(await outboxCounts(phone.db)).toEqual({ waiting: 0, acknowledged: 0, refused: 0 });
  });

  test("a slow endpoint is given up on and told apart from no network", async () => {
    const phone = await world.phone();
    world.network.broken = (request) =>
      new Promise((_resolve, reject) =>
        request.signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
      );
    expect(await callJson(phone, { path: PATH.authority, timeout: 0.05 })).toEqual({
      ok: false,
      error: { code: "timeout" },
    });
  });

  test("a poisoned statement holds nobody up, and is refused with its reason", async () => {
    const phone = await producer();
    const [first = "", second = ""] = await issueTwo(phone);
    const poison = new Uint8Array(300).fill(0xff);
    const statement = {
      id: "00".repeat(32),
      bytes: poison,
      key: new Uint8Array(33),
      kind: 1,
      upload: unsentUpload({ iat: 1, seq: 1 }),
    };
    await writeAll(phone.db, ["statements"], (transaction) => transaction.objectStore("statements").put(statement));

    await emptyOutbox(phone, false);

    for (const id of [first, second])
      expect(await findCertificate(phone, id)).toMatchObject({ upload: { state: "uploaded" } });
    expect((await refusedEntries(phone.db)).map(({ id, lastError }) => [id, lastError])).toEqual([
      [statement.id, "malformed"],
    ]);
  });

  test("a batch too large as a whole is halved until it fits", async () => {
    const phone = await producer();
    const ids = await issueTwo(phone);
    let refusals = 0;
    world.network.broken = (request) => {
      if (!request.url.endsWith(PATH.statements) || refusals >= 1) return undefined;
      refusals++;
      return answering(413, "application/problem+json", "{}")();
    };
    await emptyOutbox(phone, false);
    for (const id of ids) expect(await findCertificate(phone, id)).toMatchObject({ upload: { state: "uploaded" } });
    expect(world.network.called.filter((call) => call.endsWith(PATH.statements))).toHaveLength(3);
  });

  test("the same statements sent twice and in another order change nothing", async () => {
    const phone = await producer();
    const ids = await issueTwo(phone);
    await emptyOutbox(phone, false);
    const before = await world.endpoint.store.logSize();
    const statements = await phone.db.getAll("statements");
    await writeAll(phone.db, ["statements"], async (transaction) => {
      for (const [index, statement] of statements.entries()) {
        const upload = unsentUpload({ iat: 1, seq: statements.length - index });
        await transaction.objectStore("statements").put({ ...statement, upload });
      }
    });
    expect((await outboxCounts(phone.db)).waiting).toBe(4);
    await emptyOutbox(phone, false);
    expect(await world.endpoint.store.logSize()).toBe(before);
    for (const id of ids) expect(await findCertificate(phone, id)).toMatchObject({ upload: { state: "uploaded" } });
  });

  test("an acknowledged statement whose receipt never comes is sent again", async () => {
    const phone = await producer();
    const [first = ""] = await issueTwo(phone);
    world.network.broken = (request) =>
      request.url.includes(PATH.logProof) ? answering(500, "application/problem+json", "{}")() : undefined;
    await emptyOutbox(phone, true);
    expect(await findCertificate(phone, first)).toMatchObject({
      upload: { state: "acknowledged", lastError: "serverError" },
    });
    world.network.broken = undefined;
    await emptyOutbox(phone, true);
    expect(await findCertificate(phone, first)).toMatchObject({ upload: { state: "uploaded" } });
  });
});

describe("the directory", () => {
  test("stays as it was when a chunk is missing or damaged, and comes whole the next time", async () => {
    const phone = await producer();
    await issueOnPhone(phone, harvestOrder());
    const stranger = await world.phone();
    await callAuthority(stranger);
    world.network.broken = (request) =>
      request.url.includes(PATH.directoryChunks) ? answering(200, "application/cbor", "damaged")() : undefined;
    expect(await pullDirectory(stranger, "140524")).toEqual({ ok: false, error: "missingChunk" });
    expect([await stranger.db.getAll("directoryRows"), await stranger.db.getAll("directoryHeads")]).toEqual([[], []]);
    world.network.broken = undefined;
    expect((await pullDirectory(stranger, "140524")).ok).toBe(true);
    const rows = await stranger.db.getAll("directoryRows");
    world.clock.now += 60;
    await joinBy(await world.phone(), await world.link("producer", { ...LIMIN_DRAFT, name: "陵川县古郊乡连翘合作社" }));
    expect((await pullDirectory(stranger, "140524")).ok).toBe(true);
    expect(world.network.called.filter((call) => call.includes("delta"))).not.toEqual([]);
    expect((await stranger.db.getAll("directoryRows")).length).toBe(rows.length + 1);
  });

  async function callAuthority(phone: Phone): Promise<void> {
    const { fetchAuthority, keepAuthority } = await import("../../src/client/data/authorities.ts");
    const fetched = await fetchAuthority(phone, undefined);
    if (!fetched.ok) throw new Error(fetched.error.code);
    await keepAuthority(phone, fetched.value.record);
  }
});

test("a number that the register does not know is asked for only here, whatever origin the code names", async () => {
  const phone = await producer();
  const [first = ""] = await issueTwo(phone);
  const found = await findCertificate(phone, first);
  const foreign = (found?.chainText ?? "").replace("http://localhost:8080", "https://evil.example.com");
  const online = await verifyOnline(phone, foreign);
  expect(online.ok && online.value.warnings).toEqual(expect.arrayContaining(["notYetRegistered"]));
  expect(world.network.called.every((call) => /^(GET|POST) \/api\//.test(call))).toBe(true);
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  expect(await verifyOnline(phone, foreign)).toEqual({ ok: false, error: { code: "offline" } });
  expect((await verifyOnPhone(phone, foreign)).registration).toBe("notAsked");
});

test("the exchange starts by itself, on a change, on becoming visible and on coming online, and stops when told", async () => {
  const phone = await producer();
  const network = new EventTarget();
  const visibility = Object.assign(new EventTarget(), { visibilityState: "visible" as const });
  const waitUntil = async (done: () => Promise<boolean>) => {
    for (let tries = 0; tries < 200 && !(await done()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    expect(await done()).toBe(true);
  };
  const isEmpty = async () =>
    (await outboxCounts(phone.db)).waiting + (await outboxCounts(phone.db)).acknowledged === 0;
  await issueTwo(phone);
  const runner = startSync(phone, { network, visibility }, () => undefined);
  await waitUntil(isEmpty);
  await issueTwo(phone);
  await waitUntil(isEmpty);
  await waitUntil(async () => !runner.progress().sending);
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  await issueTwo(phone);
  await waitUntil(async () => !runner.progress().sending && runner.progress().lastError === "offline");
  world.network.broken = undefined;
  world.clock.now += 30;
  network.dispatchEvent(new Event("online"));
  await waitUntil(isEmpty);
  await waitUntil(async () => !runner.progress().sending);
  runner.stop();
  await issueTwo(phone);
  visibility.dispatchEvent(new Event("visibilitychange"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await outboxCounts(phone.db)).waiting).toBe(4);
});
