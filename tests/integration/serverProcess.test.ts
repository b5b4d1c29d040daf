import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { openSqliteStore } from "../../src/server/store/sqlite/sqliteStore.ts";
import { PATH, receiptsPath } from "../../src/wire/paths.ts";
import { lotOf, newPen } from "../contract/storeWorld.ts";
import { COOPERATIVE, cleanUp, finish, INVITE, linkIn, start, upload, useLink } from "./serverAsProcess.ts";

afterEach(cleanUp);

test("the first start makes the authority's keys for the owner only and says name, fingerprint and a link; the next keeps them", async () => {
  const first = await start();
  expect(first.output()).toContain("陵川县农业农村局");
  expect(linkIn(first.output())).toContain(first.origin);
  const keys = join(first.dataDir, "keys");
  const files = readdirSync(keys).sort();
  expect(files).toEqual(["directory.pem", "grants.pem", "list.pem", "log.pem", "registry.key"]);
  for (const file of files) expect(statSync(join(keys, file)).mode & 0o777, file).toBe(0o600);
  const fingerprint = /Fingerprint of its key: (.*)/.exec(first.output())?.[1];
  first.process.kill("SIGTERM");
  expect(await first.exited).toBe(0);
  const again = await start(first.dataDir);
  expect(again.output()).toContain(fingerprint);
});

test("everything acknowledged is there after kill -9 in the middle of uploads", async () => {
  const server = await start();
  const invited = await finish(INVITE, COOPERATIVE, server.environment);
  expect([invited.code, invited.output]).toEqual([0, expect.stringContaining("惠民合作社")]);
  const pen = newPen();
  expect((await useLink(server.origin, linkIn(invited.output), pen)).status).toBe("granted");
  const acknowledged: string[] = [];
  const uploads = (async () => {
    for (let round = 0; ; round++) {
      const statements = await Promise.all(
        Array.from({ length: 20 }, (_, index) => pen.say(KIND.lotHarvested, lotOf({ place: `${round}-${index}` }))),
      );
      const answer = await upload(server.origin, statements);
      acknowledged.push(
        ...answer.results.flatMap(({ status, id }) => (status === "accepted" && id !== undefined ? [id] : [])),
      );
    }
  })();
  await expect.poll(() => acknowledged.length, { timeout: 30_000, interval: 5 }).toBeGreaterThan(200);
  server.process.kill("SIGKILL");
  await expect(uploads).rejects.toThrow();
  await server.exited;
  const again = await start(server.dataDir);
  const proven = new Set<string>();
  for (let from = 0; from < acknowledged.length; from += 50) {
    const response = await fetch(again.origin + receiptsPath(acknowledged.slice(from, from + 50)));
    const { receipts } = (await response.json()) as { readonly receipts: readonly { readonly id: string }[] };
    for (const { id } of receipts) proven.add(id);
  }
  expect(acknowledged.filter((id) => !proven.has(id))).toEqual([]);
  again.process.kill("SIGTERM");
  expect(await again.exited).toBe(0);
  const store = await openSqliteStore(server.dataDir);
  const size = await store.logSize();
  expect(await store.rebuild()).toBe(size);
  await store.close();
});

test("SIGTERM lets what is under way finish, then ends with 0", async () => {
  const server = await start();
  const pen = newPen();
  const { output } = await finish(INVITE, COOPERATIVE, server.environment);
  await useLink(server.origin, linkIn(output), pen);
  const statements = await Promise.all(
    Array.from({ length: 500 }, (_, index) => pen.say(KIND.lotHarvested, lotOf({ place: `地块${index}` }))),
  );
  const answering = upload(server.origin, statements);
  const accepted = new Promise((resolve) => setTimeout(resolve, 20)).then(() => server.process.kill("SIGTERM"));
  const { results } = await answering;
  await accepted;
  expect(results.filter(({ status }) => status === "accepted")).toHaveLength(500);
  expect(await server.exited).toBe(0);
});

test("logs hold neither addresses with their queries nor numbers, names or phones", async () => {
  const server = await start();
  await finish(INVITE, COOPERATIVE, server.environment);
  await fetch(`${server.origin}${PATH.operators}?name=${encodeURIComponent("惠民")}`);
  await fetch(`${server.origin}/c/7K2M9QX4TB8W1CZ6`);
  await fetch(`${server.origin}${PATH.activation}`, {
    method: "POST",
    body: "{",
    headers: { "content-type": "application/json" },
  });
  const logged = server
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  expect(logged.join("\n")).not.toMatch(/惠民|13803561234|7K2M9QX4|name=|127\.0\.0\.1:\d+"?,"remote/);
});

test("a stolen data folder without its key files says nothing about phone numbers", async () => {
  const server = await start();
  await finish(INVITE, COOPERATIVE, server.environment);
  server.process.kill("SIGTERM");
  await server.exited;
  for (const file of readdirSync(server.dataDir).filter((name) => name.startsWith("store"))) {
    const bytes = readFileSync(join(server.dataDir, file));
    expect([
      file,
      bytes.includes("13803561234"),
      bytes.includes(Buffer.from(toHex(Buffer.from("13803561234")))),
    ]).toEqual([file, false, false]);
  }
});
