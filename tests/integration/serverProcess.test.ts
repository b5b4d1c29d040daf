import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Readable } from "node:stream";
import { afterEach, expect, test } from "vitest";
import { toBase64Url, toHex } from "../../src/core/bytes.ts";
import { comparisonCode } from "../../src/core/key/publicKey.ts";
import { parseJoinLink } from "../../src/core/operator/joinLink.ts";
import { signActivation } from "../../src/core/operator/proofs.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { storeFile } from "../../src/server/store/sqlite/connection.ts";
import { openSqliteStore } from "../../src/server/store/sqlite/sqliteStore.ts";
import { CONTENT_TYPE } from "../../src/wire/contentTypes.ts";
import { PATH, receiptsPath } from "../../src/wire/paths.ts";
import type { BatchAnswer } from "../../src/wire/statements.ts";
import { batchOf, lotOf, newPen, type Pen, type Signed } from "../contract/storeWorld.ts";
import { freePort } from "./serverUnderTest.ts";

const MAIN = new URL("../../src/server/main.ts", import.meta.url).pathname;
const INVITE = new URL("../../src/server/commands/invite.ts", import.meta.url).pathname;

type Server = {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
};

const folders: string[] = [];
const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.process.kill("SIGKILL");
    await server.exited;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-process-"));
  folders.push(folder);
  return folder;
}

function run(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): Server {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (part: string) => {
      output += part;
    });
  }
  const exited = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  const server = { process: child, output: () => output, exited };
  running.push(server);
  return server;
}

/** Runs a command to its end. */
async function finish(script: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
  const command = run(script, args, environment);
  const code = await command.exited;
  return { code, output: command.output() };
}

type Listening = Server & {
  readonly origin: string;
  readonly dataDir: string;
  readonly environment: Readonly<Record<string, string>>;
};

async function start(dataDir = newFolder(), more: Readonly<Record<string, string>> = {}): Promise<Listening> {
  const port = String(await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const environment = { PORT: port, DATA_DIR: dataDir, PUBLIC_ORIGIN: origin, ...more };
  const server = run(MAIN, [], environment);
  await expect.poll(server.output, { timeout: 30_000, interval: 50 }).toMatch(/Fingerprint of its key|\n.*\.\n$/);
  return { ...server, origin, dataDir, environment };
}

function linkIn(output: string): string {
  const link = /https?:\S+\/join#\S+/.exec(output)?.[0];
  if (link === undefined) throw new Error(`no link in: ${output}`);
  return link;
}

async function useLink(origin: string, link: string, pen: Pen): Promise<{ readonly status: string }> {
  const parsed = parseJoinLink(link);
  if (!parsed.ok) throw new Error(parsed.error);
  const { secret } = parsed.value;
  const message = await signActivation({ origin, secret, time: Math.floor(Date.now() / 1000) }, pen);
  const body = JSON.stringify({
    secret: toBase64Url(secret),
    key: toBase64Url(pen.key),
    message: toBase64Url(message),
    storage: "nonExtractable",
  });
  const response = await fetch(origin + PATH.activation, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
  return (await response.json()) as { readonly status: string };
}

async function upload(origin: string, statements: readonly Signed[]): Promise<BatchAnswer> {
  const response = await fetch(origin + PATH.statements, {
    method: "POST",
    body: batchOf(statements),
    headers: { "content-type": CONTENT_TYPE.cborSequence },
  });
  return (await response.json()) as BatchAnswer;
}

const COOPERATIVE = [
  "--role",
  "producer",
  "--kind",
  "cooperative",
  "--name",
  "惠民合作社",
  "--region",
  "140524102201",
  "--address",
  "岭常村",
  "--phone",
  "13803561234",
];

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

test("an invitation works while no server runs, in the server's own name", async () => {
  const server = await start();
  server.process.kill("SIGTERM");
  await server.exited;
  const { PUBLIC_ORIGIN: _, PORT: __, ...environment } = server.environment;
  const invited = await finish(INVITE, COOPERATIVE, environment);
  expect([invited.code, linkIn(invited.output)]).toEqual([0, expect.stringContaining(`${server.origin}/join#`)]);
  const again = run(MAIN, [], server.environment);
  await expect.poll(again.output, { timeout: 30_000 }).toContain("Fingerprint");
  expect((await useLink(server.origin, linkIn(invited.output), newPen())).status).toBe("granted");
});

test("the first officer's key waits until its digits are confirmed at the console", async () => {
  const server = await start();
  const pen = newPen();
  const link = linkIn(server.output());
  expect((await useLink(server.origin, link, pen)).status).toBe("waiting");
  const code = comparisonCode(pen.key);
  await expect.poll(server.output).toContain(`npm run invite -- --confirm ${code}`);
  const wrong = await finish(INVITE, ["--confirm", code === "111111" ? "222222" : "111111"], server.environment);
  expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining("No key waits")]);
  expect((await useLink(server.origin, link, pen)).status).toBe("waiting");
  expect((await finish(INVITE, ["--confirm", code], server.environment)).code).toBe(0);
  expect((await useLink(server.origin, link, pen)).status).toBe("granted");
});

test("the invite command says in one sentence what is missing or refused", async () => {
  const environment = { DATA_DIR: newFolder() };
  const missing = await finish(INVITE, ["--role", "producer", "--name", "惠民合作社"], environment);
  expect([missing.code, missing.output]).toEqual([
    1,
    "--kind, --region, --phone missing (--help shows the options).\n",
  ]);
  const role = await finish(INVITE, ["--role", "king", "--operator", "0011223344556677"], environment);
  expect([role.code, role.output]).toEqual([1, "--role is not of its form (--help shows the options).\n"]);
  const region = await finish(
    INVITE,
    COOPERATIVE.map((argument) => (argument === "140524102201" ? "140581102201" : argument)),
    environment,
  );
  expect([region.code, region.output]).toEqual([1, "The region is outside this authority's region.\n"]);
});

test("a wrong setting ends the start with one sentence and makes no data folder", async () => {
  const dataDir = join(newFolder(), "data");
  const { code, output } = await finish(MAIN, [], { DATA_DIR: dataDir, AUTHORITY_REGION: "149999" });
  expect([code, output]).toEqual([
    1,
    'AUTHORITY_REGION must be a division code of the table, like 140524 for 陵川县, not "149999".\n',
  ]);
  expect(() => statSync(dataDir)).toThrow();
});

test("a port in use, a data folder in use, of another authority or of a newer version: said, and nothing overwritten", async () => {
  const server = await start();
  const other = String(await freePort());
  const port = await finish(MAIN, [], { ...server.environment, DATA_DIR: join(newFolder(), "data") });
  expect([port.code, port.output]).toEqual([
    1,
    `Port ${server.environment["PORT"] ?? ""} on 127.0.0.1 is in use; set PORT to another one.\n`,
  ]);
  const folder = await finish(MAIN, [], { ...server.environment, PORT: other });
  expect([folder.code, folder.output]).toEqual([1, `${server.dataDir} is in use by another running server.\n`]);
  server.process.kill("SIGTERM");
  await server.exited;
  const list = readFileSync(join(server.dataDir, "keys", "list.pem"), "utf8");
  const name = await finish(MAIN, [], { ...server.environment, AUTHORITY_NAME: "高平市农业农村局" });
  expect([name.code, name.output]).toEqual([
    1,
    'AUTHORITY_NAME is "高平市农业农村局", but this data folder belongs to 陵川县农业农村局; nothing was changed.\n',
  ]);
  const region = await finish(MAIN, [], { ...server.environment, AUTHORITY_REGION: "140581" });
  expect([region.code, region.output]).toEqual([
    1,
    "AUTHORITY_REGION is 140581, but this data folder belongs to region 140524; nothing was changed.\n",
  ]);
  expect(readFileSync(join(server.dataDir, "keys", "list.pem"), "utf8")).toBe(list);
  const db = new DatabaseSync(storeFile(server.dataDir));
  db.exec("PRAGMA user_version = 99");
  db.close();
  const newer = await finish(MAIN, [], server.environment);
  expect([newer.code, newer.output]).toEqual([
    1,
    `${server.dataDir} was written by a newer version of this program; nothing was changed.\n`,
  ]);
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

test("a port that something else than this program holds is said too", async () => {
  const holder = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => holder.listen(port, "127.0.0.1", resolve));
  try {
    const { code, output } = await finish(MAIN, [], { PORT: String(port), DATA_DIR: join(newFolder(), "data") });
    expect([code, output]).toEqual([1, `Port ${port} on 127.0.0.1 is in use; set PORT to another one.\n`]);
  } finally {
    holder.close();
  }
});
