import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toHex } from "../../src/core/bytes.ts";
import { encodeOperatorClosed, encodeOperatorMerged } from "../../src/core/operator/closing.ts";
import { encodeDutyAcknowledged } from "../../src/core/operator/duty.ts";
import { encodeProfile, type OperatorKind, operatorIdOf, type Profile } from "../../src/core/operator/profile.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { parseAnswer } from "../../src/wire/fields.ts";
import { PATH, registryPath, registrySearchPath } from "../../src/wire/paths.ts";
import { registryRowsSchema } from "../../src/wire/registry.ts";
import { NOW } from "../contract/storeWorld.ts";
import {
  bearer,
  type Joined,
  joinAs,
  openSession,
  refusal,
  type ServerUnderTest,
  startUnderTest,
} from "./serverUnderTest.ts";

let server: ServerUnderTest;
let officer: Joined;
let session: Readonly<Record<string, string>>;

beforeEach(async () => {
  server = await startUnderTest();
  officer = await joinAs(server, "officer");
  session = bearer(await openSession(server, officer));
});

afterEach(() => server.close());

const BASE = { kind: "cooperative", region: "140524102201", person: false } as const;

async function register(name: string, change: Partial<Profile> = {}): Promise<Uint8Array> {
  const said = await officer.say(KIND.operatorProfile, encodeProfile({ ...BASE, name, ...change }));
  const { results } = await server.upload([said]);
  expect(results.map(({ code }) => code)).toEqual([undefined]);
  return operatorIdOf(said.id);
}

async function names(path: string): Promise<readonly string[]> {
  const rows = parseAnswer(registryRowsSchema, await (await server.get(path, session)).json());
  if (!rows.ok) throw new Error(`no rows for ${path}`);
  return rows.value.operators.map(({ name }) => name);
}

const find = (typed: string) => names(registrySearchPath(typed));

describe("the register's search", () => {
  test("finds by characters, pinyin, first letters, start of either code, and village", async () => {
    const name = "陵川县王麻子种植专业合作社";
    const id = await register(name, { uscc: "93140524MA0K1LBX3T" });
    await register("陵川县崇文镇红豆杉合作社", { region: "140524100201" });
    for (const typed of ["王麻子", "mazi", "wmz", "9314 0524 ma", "93140524MA0K1LBX3T", toHex(id).slice(0, 6)])
      expect(await find(typed), typed).toEqual([name]);
    expect(await find("庄里")).toContain(name);
    expect(await find("红豆 王麻")).toEqual([]);
    expect(await find("王")).toEqual([]);
  });

  test("gives the first 20 of a common word, and only operators of the officer's region", async () => {
    for (let index = 0; index < 25; index++) await register(`陵川县第${index}号专业合作社`);
    expect((await find("合作社")).length).toBe(20);
    expect(await find("第24号")).toEqual(["陵川县第24号专业合作社"]);
    const elsewhere = await officer.say(
      KIND.operatorProfile,
      encodeProfile({ ...BASE, name: "高平市王麻子合作社", region: "140581100201" }),
    );
    await server.upload([elsewhere]);
    expect(await find("王麻子")).toEqual([]);
  });

  test("follows a new name, a move to another village and a merge", async () => {
    const first = await register("陵川县旧名合作社");
    const other = await register("陵川县另一份登记合作社");
    const renamed = { ...BASE, name: "陵川县新名合作社", operator: first, region: "140524100201" };
    await server.upload([await officer.say(KIND.operatorProfile, encodeProfile(renamed), NOW + 60)]);
    expect(await find("旧名")).toEqual([]);
    expect(await find("新名")).toEqual(["陵川县新名合作社"]);
    await server.upload([
      await officer.say(KIND.operatorMerged, encodeOperatorMerged({ kept: first, duplicate: other }), NOW + 120),
    ]);
    expect(await find("另一份")).toEqual(["陵川县新名合作社"]);
    expect((await names(PATH.registry)).filter((name) => name.includes("合作社"))).toEqual(["陵川县新名合作社"]);
  });

  test("is an officer's alone", async () => {
    const grower = await joinAs(server, "producer");
    const asGrower = bearer(await openSession(server, grower));
    for (const path of [registrySearchPath("合作社"), PATH.registry])
      expect(await refusal(await server.get(path, asGrower))).toEqual([403, "roleMissing"]);
    expect(await refusal(await server.get(PATH.registrySearch, session))).toEqual([400, "badRequest"]);
  });
});

describe("the register's list", () => {
  test("is narrowed by kind, village, standing and what the desk counts", async () => {
    const coop = await register("陵川县岭上合作社");
    await register("陵川县岭下合作社", { region: "140524100201" });
    const farm = await register("陵川县张家家庭农场", { kind: "familyFarm" satisfies OperatorKind });
    const signed = { notice: "producer", version: "2026-11", digest: new Uint8Array(32) };
    const grower = await joinAs(server, "producer", coop);
    await server.upload([
      await grower.say(KIND.dutyAcknowledged, encodeDutyAcknowledged(signed)),
      await officer.say(
        KIND.operatorClosed,
        encodeOperatorClosed({ operator: farm, from: NOW, reason: "不再种地" }),
        NOW + 60,
      ),
    ]);
    expect(await names(registryPath({ kind: "cooperative" }))).toEqual(["陵川县岭上合作社", "陵川县岭下合作社"]);
    expect(await names(registryPath({ region: "140524102" }))).toEqual(["陵川县岭上合作社"]);
    expect(await names(registryPath({ region: "140581", kind: "cooperative" }))).toEqual([]);
    expect(await names(registryPath({ standing: "closed" }))).toEqual(["陵川县张家家庭农场"]);
    expect(await names(registryPath({ kind: "familyFarm" }))).toEqual([]);
    expect(await names(registryPath({ list: "dutyMissing", kind: "cooperative" }))).toEqual(["陵川县岭下合作社"]);
    const page = await names(registryPath({ kind: "cooperative", after: toHex(coop) }));
    expect(page).toEqual(["陵川县岭下合作社"]);
  });
});
