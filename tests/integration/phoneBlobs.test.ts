import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { officerIdentity } from "../../src/client/data/actOnPhone.ts";
import { blobProgress, newBlob, readBlob, waitingBlobs } from "../../src/client/data/blobQueue.ts";
import { actingIdentity } from "../../src/client/data/identities.ts";
import { sayOnPhone } from "../../src/client/data/operatorFiles.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { exchange } from "../../src/client/data/syncRunner.ts";
import { toHex } from "../../src/core/bytes.ts";
import { encodeCertification } from "../../src/core/operator/certification.ts";
import { MAX_BLOB_BYTES } from "../../src/core/statement/blobs.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { joinBy, LIMIN_DRAFT, officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";

let world: World;
let phone: Phone;
beforeEach(async () => {
  world = await openWorld();
  phone = await world.phone();
  await joinBy(phone, await world.link("producer", LIMIN_DRAFT));
});
afterEach(() => world.close());

/** A scan as a phone makes it: a JPEG's head and this many bytes. */
function scan(size = 300_000): Uint8Array {
  const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 31) % 251);
  bytes.set([0xff, 0xd8, 0xff, 0xe0]);
  return bytes;
}

/** States a certification whose paper is this scan; gives the blob's hash. */
async function stateWith(bytes: Uint8Array): Promise<string> {
  const identity = await actingIdentity(phone.db);
  const paper = newBlob(bytes);
  if (identity === undefined || !paper.ok) throw new Error("a producer with a scan");
  const body = encodeCertification({
    kind: "greenFood",
    number: "LB-15-24051404321A",
    products: ["西红柿"],
    from: "2026-01-01",
    paper: { sha256: paper.value.hash, size: paper.value.size },
  });
  const operator = { id: identity.operator, region: identity.region };
  const said = await sayOnPhone(phone, identity, {
    operator,
    kind: KIND.certificationStated,
    body,
    blobs: [paper.value],
  });
  if (!said.ok) throw new Error(said.error);
  return toHex(paper.value.hash);
}

test("a paper's scan is stored with the statement that names it, and sent once there is a network, also to an officer who opens it", async () => {
  world.network.broken = () => Promise.reject(new TypeError("Failed to fetch"));
  const bytes = scan();
  const hash = await stateWith(bytes);
  await exchange(phone, true);
  expect(await waitingBlobs(phone.db)).toBe(1);

  world.network.broken = undefined;
  expect((await exchange(phone, true)).error).toBeUndefined();
  expect((await blobProgress(phone.db, [hash])).get(hash)).toMatchObject({ state: "uploaded", sent: bytes.length });
  const officer = await officerPhone(world);
  const identity = await officerIdentity(officer);
  const read = identity && (await readBlob(officer, identity, hash));
  expect(read).toEqual({ ok: true, value: { bytes, type: "image/jpeg" } });
});

test("an upload that breaks off goes on where the endpoint says it ended", async () => {
  const bytes = scan();
  const hash = await stateWith(bytes);
  let parts = 0;
  world.network.broken = (request) => {
    if (!request.url.includes("/api/blobs/")) return undefined;
    parts += 1;
    return parts === 3 ? Promise.reject(new TypeError("Failed to fetch")) : undefined;
  };
  await exchange(phone, true);
  expect((await blobProgress(phone.db, [hash])).get(hash)).toMatchObject({ state: "waiting", sent: 262_144 });

  const ranges: (string | null)[] = [];
  world.network.broken = (request) => {
    if (request.url.includes("/api/blobs/")) ranges.push(request.headers.get("content-range"));
    return undefined;
  };
  await exchange(phone, true);
  expect(ranges).toEqual(["bytes */300000", "bytes 262144-299999/300000"]);
  expect(await waitingBlobs(phone.db)).toBe(0);
});

test("a blob whose statement has not arrived waits, longer each time, and an uploaded one is forgotten after a month", async () => {
  const hash = await stateWith(scan(1000));
  world.network.broken = (request) =>
    request.url.includes("/api/statements") ? Promise.resolve(new Response(null, { status: 503 })) : undefined;
  await exchange(phone, true);
  expect((await phone.db.get("blobs", hash))?.attempts).toBe(0);

  world.network.broken = undefined;
  await exchange(phone, true);
  expect((await phone.db.get("blobs", hash))?.state).toBe("uploaded");
  world.clock.now += 31 * 86_400;
  await exchange(phone, true);
  expect(await phone.db.get("blobs", hash)).toBeUndefined();
});

test("what cannot be a blob is refused before anything is signed", () => {
  expect(newBlob(new Uint8Array())).toEqual({ ok: false, error: "empty" });
  expect(newBlob(new TextEncoder().encode("<html>"))).toEqual({ ok: false, error: "unsupportedType" });
  expect(newBlob(scan(MAX_BLOB_BYTES + 1))).toEqual({ ok: false, error: "tooLarge" });
});
