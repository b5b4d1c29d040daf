import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { comparisonCode } from "../../src/core/key/publicKey.ts";
import { storeFile } from "../../src/server/store/sqlite/connection.ts";
import { newPen } from "../contract/storeWorld.ts";
import {
  COOPERATIVE,
  cleanUp,
  finish,
  INVITE,
  linkIn,
  MAIN,
  newFolder,
  run,
  start,
  useLink,
} from "./serverAsProcess.ts";
import { freePort } from "./serverUnderTest.ts";

afterEach(cleanUp);

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

test("a region's own file of printers that is not of its form ends the start with one sentence", async () => {
  const dataDir = newFolder();
  const file = join(dataDir, "packs", "printers.json");
  mkdirSync(join(dataDir, "packs"));
  writeFileSync(file, '{"profiles":[]}');
  const { code, output } = await finish(MAIN, [], { DATA_DIR: dataDir });
  expect([code, output]).toEqual([1, `${file} has not the form of the pack that it replaces.\n`]);
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
