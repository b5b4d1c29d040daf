import "fake-indexeddb/auto";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCertificate } from "../../src/client/data/certificates.ts";
import { issueOnPhone } from "../../src/client/data/issueOnPhone.ts";
import { openPhone, type Phone } from "../../src/client/data/phone.ts";
import { pullNews } from "../../src/client/data/pull.ts";
import { emptyOutbox } from "../../src/client/data/syncRunner.ts";
import { verifyOnline, verifyOnPhone } from "../../src/client/data/verifyOnPhone.ts";
import { voidOnPhone } from "../../src/client/data/voidOnPhone.ts";
import { toHex } from "../../src/core/bytes.ts";
import { keyFingerprint } from "../../src/core/key/publicKey.ts";
import { answerConsole, type ConsoleRequest } from "../../src/server/commands/console.ts";
import { consoleInviter, invite } from "../../src/server/joining/invitations.ts";
import { authorityAnswerSchema } from "../../src/wire/authority.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { PATH } from "../../src/wire/paths.ts";
import { joinBy } from "../support/phoneEndpoint.ts";
import { harvestOrder, POTATOES, STYLE_TERMS } from "../support/phoneWorld.ts";
import { type ServerUnderTest, startUnderTest } from "./serverUnderTest.ts";

let lingchuan: ServerUnderTest;
let gaoping: ServerUnderTest;
beforeAll(async () => {
  lingchuan = await startUnderTest();
  gaoping = await startUnderTest({ authorityName: "高平市农业农村局", authorityRegion: "140581" });
});
afterAll(async () => {
  await Promise.all([lingchuan.close(), gaoping.close()]);
});

let databases = 0;

/** A phone of one county, over real HTTP; the answers' dates are those of the tests. */
async function phoneOf({ origin, clock }: ServerUnderTest): Promise<Phone> {
  const opened = await openPhone({
    origin,
    clock: () => clock.now,
    random: () => 0,
    fetch: async (...request) => {
      const answer = await fetch(...request);
      const headers = new Headers(answer.headers);
      headers.set("date", new Date(clock.now * 1000).toUTCString());
      headers.delete("content-encoding");
      const empty = answer.status === 204;
      return new Response(empty ? null : await answer.arrayBuffer(), { status: answer.status, headers });
    },
    styleTerms: STYLE_TERMS,
    webLocks: undefined,
    channel: undefined,
    database: `two counties ${++databases}`,
  });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** A producer of 高平 with one certificate that its register has. */
async function gaopingCertificate() {
  const phone = await phoneOf(gaoping);
  const operator = {
    kind: "cooperative",
    name: "高平市丹河滩大葱专业合作社",
    region: "140581100201",
    address: "寺庄镇伯方村",
    phone: "13835612345",
  } as const;
  const console = consoleInviter(["140581"]);
  const invited = await invite({ role: "producer", operator }, console, gaoping.endpoint.inviting);
  if (!invited.ok) throw new Error(invited.error.code);
  await joinBy(phone, invited.value.link);
  const issued = await issueOnPhone(phone, harvestOrder({ ...POTATOES, product: "大葱", origin: "140581100201" }));
  if (!issued.ok) throw new Error(issued.error);
  await emptyOutbox(phone, true);
  const found = await findCertificate(phone, issued.value.id);
  if (found === undefined) throw new Error("not issued");
  return { phone, id: issued.value.id, chain: found.chainText, label: found.labelText };
}

function ask(request: ConsoleRequest) {
  const { store, home, inviting, activations } = lingchuan.endpoint;
  return answerConsole(request, { store, home, inviting, activations });
}

async function listOfGaoping() {
  const answer = parseAnswer(authorityAnswerSchema, await (await gaoping.get(PATH.authority)).json());
  if (!answer.ok) throw new Error("no authority");
  return answer.value.list;
}

const fingerprintOf = (server: ServerUnderTest) => toHex(keyFingerprint(server.endpoint.home.listKey));

test("a certificate of another county counts here once its authority is recognised, within its scope and no further", async () => {
  const { phone: seller, id, chain, label } = await gaopingCertificate();
  const buyer = await phoneOf(lingchuan);
  await pullNews(buyer);
  expect(await verifyOnPhone(buyer, chain)).toMatchObject({ verdict: "unconfirmed", code: "unknownKey" });
  const list = await listOfGaoping();

  const mistaken = await ask({ do: "recognise", list, fingerprint: fingerprintOf(lingchuan) });
  expect(mistaken).toEqual({
    outcome: "refused",
    sentence: "The list was signed by a key of another fingerprint.",
  });
  const recognised = await ask({ do: "recognise", list, fingerprint: fingerprintOf(gaoping) });
  const shown = { name: "高平市农业农村局", regions: ["140581"], origin: gaoping.origin };
  expect(recognised).toMatchObject({ outcome: "authorities", recognised: [shown] });

  lingchuan.clock.now += 1;
  await pullNews(buyer);
  // The first look says that the directory is missing, and has it fetched with the next exchange.
  expect((await verifyOnline(buyer, chain)).ok).toBe(true);
  expect((await verifyOnPhone(buyer, chain)).code).toBe("noDirectory");
  await pullNews(buyer);
  for (const text of [chain, label]) {
    expect(await verifyOnPhone(buyer, text)).toMatchObject({
      verdict: "authentic",
      authority: "高平市农业农村局",
      signer: { name: "高平市丹河滩大葱专业合作社" },
    });
  }

  const narrow = { do: "recognise", list, fingerprint: fingerprintOf(gaoping) } as const;
  await ask({ ...narrow, regions: ["140581101"] });
  lingchuan.clock.now += 1;
  await pullNews(buyer);
  expect(await verifyOnPhone(buyer, chain)).toMatchObject({ verdict: "unconfirmed", code: "outOfScope" });
  expect(await ask({ ...narrow, regions: ["1404"] })).toMatchObject({ outcome: "refused" });

  await ask(narrow);
  gaoping.clock.now += 120;
  lingchuan.clock.now += 120;
  await voidOnPhone(seller, id, "数量写错");
  await emptyOutbox(seller, true);
  await pullNews(buyer);
  expect((await verifyOnPhone(buyer, chain)).verdict).toBe("voided");

  await ask({ do: "forget", id: toHex(gaoping.endpoint.home.authority.id) });
  expect(await ask({ do: "authorities" })).toEqual({ outcome: "authorities", recognised: [] });
  expect((await lingchuan.get(`${PATH.directory}?region=140581`)).status).toBe(422);
});

test("the command shows, adds and removes, and refuses what does not hold", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "liangzheng-authorities-"));
  const script = new URL("../../src/server/commands/authorities.ts", import.meta.url).pathname;
  const run = promisify(execFile);
  const command = async (...flags: readonly string[]) => {
    const env = { ...process.env, NODE_OPTIONS: "", DATA_DIR: dataDir };
    return (await run(process.execPath, [script, ...flags], { env })).stdout;
  };
  try {
    const file = join(dataDir, "gaoping.json");
    writeFileSync(file, await (await gaoping.get(PATH.authority)).text());
    await expect(command("add", file)).rejects.toThrow("--fingerprint must be the 64 characters");
    const spaced = fingerprintOf(gaoping).replace(/(.{4})(?=.)/g, "$1 ");
    expect(await command("add", file, "--fingerprint", spaced)).toContain("高平市农业农村局  140581");
    expect(await command("list")).toContain(gaoping.origin);
    expect(await command("remove", toHex(gaoping.endpoint.home.authority.id))).toContain("No other authority");
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
