import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATOR_KINDS } from "../../src/core/operator/profile.ts";
import { ROLES } from "../../src/core/operator/role.ts";
import { enPage } from "../../src/page/text/en.ts";
import { zhPage } from "../../src/page/text/zh-CN.ts";
import type { DemoCounty } from "../../src/server/demo/makeDemo.ts";
import { prepareDemo, readDemoConfig } from "../../src/server/demo/prepareDemo.ts";
import { STATES } from "../../src/server/demo/states.ts";
import { type Started, startServer, systemClock } from "../../src/server/start.ts";
import { type Visitor, visit } from "../support/demoVisitor.ts";
import { freePort } from "../support/e2e/freePort.ts";
import { joinByLink } from "../support/e2e/signatory.ts";

/** Milliseconds within which a newcomer sees a living system. */
const PATIENCE = 60_000;
const COMMAND = join(import.meta.dirname, "../../src/server/commands/demo.ts");

let folder = "";
let county: DemoCounty;
let served: Started;
let visitor: Visitor;
let took = 0;

async function demoConfig(dataDir: string) {
  const config = readDemoConfig({ DATA_DIR: dataDir, PORT: String(await freePort()), RATE_LIMIT: "1000000" });
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "liangzheng-demo-"));
  const config = await demoConfig(join(folder, "data-demo"));
  const begun = performance.now();
  const prepared = await prepareDemo(config, systemClock());
  const started = prepared.ok
    ? await startServer(config, { now: systemClock, log: false, say: () => undefined })
    : prepared;
  took = performance.now() - begun;
  if (!prepared.ok || !started.ok) throw new Error(JSON.stringify([prepared, started]));
  county = prepared.value;
  served = started.value;
  visitor = await visit(config.origin);
}, PATIENCE);

const children: ChildProcess[] = [];

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await served.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe("the demo county", () => {
  test("is there within a minute", () => {
    expect(took).toBeLessThan(PATIENCE);
  });

  test("has about 60 operators, and every kind among them", () => {
    const rows = visitor.directory.rows.map(({ row }) => row);
    expect(rows).toHaveLength(county.operators);
    expect(rows.length).toBeGreaterThan(55);
    expect(rows.length).toBeLessThan(70);
    expect([...new Set(rows.map(({ kind }) => kind))].sort()).toEqual([...OPERATOR_KINDS].sort());
    expect(
      new Set(rows.flatMap(({ keys }) => keys.flatMap(({ grants }) => grants.flatMap(({ roles }) => roles)))),
    ).toEqual(new Set(ROLES));
  });

  test("names natural persons only by their first character", () => {
    const names = visitor.directory.rows.filter(({ row }) => row.kind === "smallholder").map(({ row }) => row.name);
    expect(names).toContain("王*");
    expect(names.every((name) => /^.\*$/u.test(name))).toBe(true);
  });

  test.each(STATES)("shows a certificate that is $id as what it is", async (expected) => {
    const state = county.states.find(({ id }) => id === expected.id);
    const verification = await visitor.verify(state?.text ?? "", state?.number ?? "");
    expect(verification).toMatchObject({
      verdict: expected.verdict,
      ...("code" in expected ? { code: expected.code } : {}),
    });
    if ("warning" in expected) expect(verification.warnings).toContain(expected.warning);
    const answer = await visitor.answerAbout(state?.number ?? "");
    if ("flag" in expected) expect(answer?.flags).toContain(expected.flag);
  });

  test("says nothing of a clean certificate but that it is genuine", async () => {
    const clean = county.states.find(({ id }) => id === "authentic");
    const verification = await visitor.verify(clean?.text ?? "", clean?.number ?? "");
    expect(verification.warnings).toEqual([]);
    expect((await visitor.answerAbout(clean?.number ?? ""))?.flags).toEqual([]);
  });

  test.each(STATES.filter((state) => !("needsCode" in state) && state.id !== "unknownNumber"))(
    "has a page that says in both languages that a certificate is $verdict ($id)",
    async ({ id, verdict }) => {
      const { link = "" } = county.states.find((state) => state.id === id) ?? {};
      const [chinese, english] = await Promise.all([fetch(link), fetch(`${link}?lang=en`)]);
      expect(chinese.status).toBe(200);
      expect(await chinese.text()).toContain(zhPage.title[verdict]);
      expect(await english.text()).toContain(enPage.title[verdict]);
    },
  );

  test.each(["unknownNumber", "notUploaded", "notUploadedLong", "foreignRecognised", "foreignUnknown"])(
    "answers 404 with the number where the register has none (%s)",
    async (id) => {
      const { link = "", number = "" } = county.states.find((state) => state.id === id) ?? {};
      const page = await fetch(link);
      expect(page.status).toBe(404);
      expect((await page.text()).replaceAll("-", "")).toContain(number);
    },
  );

  test("masks the phone number on a page", async () => {
    const { link = "" } = county.states.find(({ id }) => id === "authentic") ?? {};
    const page = await (await fetch(link)).text();
    expect(page).toMatch(/138\*{4}\d{4}/);
    expect(page).not.toMatch(/138\d{8}/);
  });

  test("lets a phone join in every role at once, each link only once", async () => {
    expect(county.links.map(({ role }) => role)).toEqual([...ROLES]);
    const { origin } = served.endpoint.home.authority;
    for (const { link } of county.links) expect((await joinByLink(origin, link)).grant).toBeInstanceOf(Uint8Array);
    await expect(joinByLink(origin, county.links[0]?.link ?? "")).rejects.toThrow("linkUsed");
  });
});

describe("the demo's folder", () => {
  test("is left alone while a demo runs from it", async () => {
    const config = await demoConfig(join(folder, "data-demo"));
    expect(await prepareDemo(config, systemClock())).toEqual({ ok: false, error: expect.stringContaining("in use") });
    expect((await visitor.answerAbout(county.states[0]?.number ?? ""))?.state).toBe("active");
  });

  test("is never one that holds something else", async () => {
    const mine = join(folder, "mine");
    mkdirSync(mine);
    writeFileSync(join(mine, "harvest.txt"), "500");
    const refused = await prepareDemo(await demoConfig(mine), systemClock());
    expect(refused).toEqual({ ok: false, error: expect.stringContaining("was not made by a demo") });
    expect(readFileSync(join(mine, "harvest.txt"), "utf8")).toBe("500");
  });

  test("is never the folder of real data", () => {
    expect(readDemoConfig({ DATA_DIR: "data" })).toEqual({ ok: false, error: expect.stringContaining("real data") });
  });

  test("is data-demo, and the environment's authority is not the demo's", () => {
    const config = readDemoConfig({ AUTHORITY_NAME: "高平市农业农村局", AUTHORITY_REGION: "140581" });
    expect(config).toMatchObject({ ok: true, value: { dataDir: join(process.cwd(), "data-demo") } });
    expect(config.ok && config.value).not.toHaveProperty("authorityName");
  });
});

describe("npm run demo", () => {
  /** Starts the command in a folder and waits until it has printed everything. */
  async function startCommand(
    cwd: string,
    port: number,
  ): Promise<{ readonly child: ChildProcess; readonly text: string }> {
    const child = spawn(process.execPath, [COMMAND], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", PORT: String(port) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    let text = "";
    child.stdout.setEncoding("utf8");
    for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
      text += String(part);
      if (text.endsWith("\n\n") && text.includes("链接较长")) break;
    }
    return { child, text };
  }

  async function stop(child: ChildProcess): Promise<number | null> {
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
    return child.exitCode;
  }

  test(
    "prints a link for each role and a page for each state, stops when told, and makes all anew the next time",
    async () => {
      const home = join(folder, "home");
      mkdirSync(join(home, "data"), { recursive: true });
      writeFileSync(join(home, "data", "real"), "untouched");
      const port = await freePort();
      const first = await startCommand(home, port);
      const links = first.text.match(/http:\/\/localhost:\d+\/join#\S+/g) ?? [];
      const pages = first.text.match(/http:\/\/localhost:\d+\/c\/\S+/g) ?? [];
      expect(links).toHaveLength(ROLES.length);
      expect(pages).toHaveLength(STATES.length);
      expect((await fetch(pages[0] ?? "")).status).toBe(200);
      expect(first.text).toContain("陵川县农业农村局");
      expect(first.text).toContain("Ctrl+C");
      expect(await stop(first.child)).toBe(0);

      const second = await startCommand(home, port);
      expect((await fetch(pages[0] ?? "")).status).toBe(404);
      expect(second.text.match(/http:\/\/localhost:\d+\/join#\S+/g)).not.toEqual(links);
      expect(await stop(second.child)).toBe(0);
      expect(existsSync(join(home, "data-demo", "store.sqlite"))).toBe(true);
      expect(readFileSync(join(home, "data", "real"), "utf8")).toBe("untouched");
    },
    3 * PATIENCE,
  );
});
