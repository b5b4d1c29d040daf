import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openPrinters } from "../../src/client/app/printersHere.ts";
import { profileByName, readPrinters } from "../../src/core/reference/printers.ts";
import shipped from "../../src/data/printers.json" with { type: "json" };
import { PATH } from "../../src/wire/paths.ts";
import { type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

const OWN_NAME = "TAIHANG-80";

let server: ServerUnderTest;

afterEach(() => server.close());

/** A data folder whose region has put a family of its own first, checked on a real printer. */
function folderWithOwnPrinters(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-printers-"));
  const [family] = shipped.profiles;
  const own = { ...family, id: "taihang", maker: "太行", namePrefixes: [OWN_NAME], verified: true };
  mkdirSync(join(dataDir, "packs"));
  writeFileSync(
    join(dataDir, "packs", "printers.json"),
    JSON.stringify({ ...shipped, version: "2026-12-01", profiles: [own, ...shipped.profiles] }),
  );
  return dataDir;
}

const phoneFetch: typeof fetch = (path, init) => fetch(typeof path === "string" ? server.origin + path : path, init);
const offline: typeof fetch = () => Promise.reject(new TypeError("no network"));

test("a region's own printers replace those that ship with the app on its phones", async () => {
  server = await startUnderTest({ dataDir: folderWithOwnPrinters() });
  const printers = openPrinters(phoneFetch);
  expect(profileByName(printers(), OWN_NAME)).toBeUndefined();
  await expect.poll(() => printers().version).toBe("2026-12-01");
  expect(profileByName(printers(), OWN_NAME)).toMatchObject({ id: "taihang", maker: "太行", verified: true });
});

test("without a file of the region the endpoint gives the printers that ship with it, packed or not", async () => {
  server = await startUnderTest();
  for (const coding of ["br", "identity"]) {
    const answer = await server.get(PATH.printers, { "accept-encoding": coding });
    expect([answer.status, answer.headers.get("content-encoding")]).toEqual([200, coding === "br" ? "br" : null]);
    expect(readPrinters(await answer.json())).toEqual(readPrinters(shipped));
  }
});

test("a phone without a network, or given something else, goes by the printers of its app", async () => {
  server = await startUnderTest();
  const other: typeof fetch = () => Promise.resolve(Response.json({ profiles: [] }));
  for (const given of [offline, other]) {
    const asked: Promise<Response>[] = [];
    const printers = openPrinters((path, init) => {
      const answer = given(path, init);
      asked.push(answer);
      return answer;
    });
    await Promise.allSettled(asked);
    expect(asked).toHaveLength(1);
    expect(printers()).toEqual(openPrinters(offline)());
  }
});
