import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  compareRows,
  continueImport,
  dropImport,
  keepImport,
  openImport,
} from "../../src/client/data/importOnPhone.ts";
import type { AcceptedRow } from "../../src/client/data/importRecords.ts";
import type { Phone } from "../../src/client/data/phone.ts";
import { exchange } from "../../src/client/data/syncRunner.ts";
import { type Judgement, judgeEntry } from "../../src/core/import/judgeRow.ts";
import type { ImportedEntry } from "../../src/core/import/readRow.ts";
import { KIND } from "../../src/core/statement/kind.ts";
import { hexBytes } from "../../src/wire/fields.ts";
import { officerPhone, openWorld, type World } from "../support/phoneEndpoint.ts";

let world: World;
let officer: Phone;
beforeEach(async () => {
  world = await openWorld();
  officer = await officerPhone(world);
});
afterEach(() => world.close());

const followed = () => ({ done: () => undefined, signal: new AbortController().signal });

/** Growers of 崇文镇 as a county's table names them. */
function growers(count: number, more: Partial<ImportedEntry> = {}): readonly ImportedEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `崇文镇第 ${index + 1} 种植专业合作社`,
    kind: "cooperative",
    kindGuessed: false,
    region: "140524100201",
    address: `东坡 ${index + 1} 号`,
    uscc: `93140524MA0G${String(index).padStart(5, "0")}X`,
    phone: `1393564${String(index).padStart(4, "0")}`,
    products: ["西红柿"],
    ...more,
  }));
}

async function judged(entries: readonly ImportedEntry[]): Promise<readonly Judgement[]> {
  const found = await compareRows(officer, entries, followed());
  if (!found.ok) throw new Error(found.error.code);
  return entries.map((entry, index) => judgeEntry(entry, found.value[index] ?? []));
}

function accepted(judgements: readonly Judgement[]): readonly AcceptedRow[] {
  return judgements.flatMap((one) => {
    if (one.state === "new") return [{ profile: one.profile, numbers: one.numbers }];
    return one.state === "changed" ? [{ operator: one.operator, profile: one.profile, numbers: one.numbers }] : [];
  });
}

async function registered(): Promise<number> {
  return (await officer.db.getAll("statements")).filter(({ kind }) => kind === KIND.operatorProfile).length;
}

test("a table is imported once, and the same table again changes nothing", async () => {
  const entries = growers(620);
  const first = await judged(entries);
  expect(first.every(({ state }) => state === "new")).toBe(true);
  expect(await keepImport(officer, { file: "名录.xlsx", rows: accepted(first) })).toEqual({
    ok: true,
    value: undefined,
  });
  const reached: number[] = [];
  expect(await continueImport(officer, { ...followed(), done: (count) => reached.push(count) })).toMatchObject({
    ok: true,
  });
  expect(reached).toEqual([250, 500, 620]);
  expect(await registered()).toBe(620);
  // What is not in the register yet goes out before anything is compared with it.
  const again = await judged(entries);
  expect(again.filter(({ state }) => state !== "same")).toEqual([]);
  expect(await officer.db.count("privateRecords")).toBe(0);
});

test("an import killed in the middle goes on where it was, no row twice; given up, what is signed stays", async () => {
  const entries = growers(520);
  await keepImport(officer, { file: "名录.xlsx", rows: accepted(await judged(entries)) });
  const stop = new AbortController();
  await continueImport(officer, { done: () => stop.abort(), signal: stop.signal });
  expect(await openImport(officer)).toEqual({ file: "名录.xlsx", total: 520, left: 270 });
  expect(await keepImport(officer, { file: "另一个.xlsx", rows: [] })).toEqual({ ok: false, error: "importOpen" });

  // Two tabs that go on at once.
  await Promise.all([continueImport(officer, followed()), continueImport(officer, followed())]);
  expect(await openImport(officer)).toBeUndefined();
  expect(await registered()).toBe(520);
  expect((await judged(entries)).every(({ state }) => state === "same")).toBe(true);

  await keepImport(officer, { file: "名录.xlsx", rows: accepted(await judged(growers(300, { address: "西坡" }))) });
  await dropImport(officer);
  expect(await openImport(officer)).toBeUndefined();
  expect(await registered()).toBe(520);
});

test("a changed phone number keeps the ID number that only the register holds; both are found by the other afterwards", async () => {
  const idNumber = "140524195001010027";
  const [wang] = growers(1, { name: "王建国", kind: "smallholder" });
  if (wang === undefined) throw new Error("one grower");
  const { uscc: _, ...person } = wang;
  await keepImport(officer, { file: "a.xlsx", rows: accepted(await judged([{ ...person, idNumber }])) });
  await continueImport(officer, followed());
  const changed = await judged([{ ...person, phone: "13835640001" }]);
  expect(changed).toMatchObject([{ state: "changed", changed: ["phone"] }]);
  await keepImport(officer, { file: "b.xlsx", rows: accepted(changed) });
  expect(await continueImport(officer, followed())).toMatchObject({ ok: true });
  await exchange(officer, true);
  const [same] = await judged([{ ...person, phone: "13835640001", idNumber }]);
  expect(same?.state).toBe("same");
  const id = same?.state === "same" ? same.operator : "";
  const profiles = (await world.endpoint.store.operator(hexBytes(id)))?.profiles ?? [];
  const contact = profiles[profiles.length - 1]?.profile.contact ?? new Uint8Array();
  expect(await world.endpoint.home.records.find(contact)).toEqual({
    state: "held",
    record: { phone: "13835640001", idNumber },
  });
  // A namesake in the same village with another ID number is somebody else.
  expect(await judged([{ ...person, idNumber: "140524196001010024" }])).toMatchObject([{ state: "new" }]);
});

test("an operator whose table names only its township is found in its village, and stays there", async () => {
  await keepImport(officer, { file: "a.xlsx", rows: accepted(await judged(growers(1))) });
  await continueImport(officer, followed());
  const { uscc: _, ...named } = growers(1)[0] ?? { name: "", kind: "buyer", kindGuessed: false, products: [] };
  const inTown = { ...named, region: "140524100" };
  expect(await judged([inTown, { ...named, region: "140524101" }])).toMatchObject([
    { state: "same" },
    { state: "new" },
  ]);
});

test("nothing is compared while entries of this phone have not reached the register", async () => {
  await keepImport(officer, { file: "a.xlsx", rows: accepted(await judged(growers(3))) });
  await continueImport(officer, followed());
  world.network.broken = (request) =>
    request.url.includes("/api/statements") ? Promise.resolve(new Response(null, { status: 503 })) : undefined;
  expect(await compareRows(officer, growers(3), followed())).toEqual({ ok: false, error: { code: "serverError" } });
});
