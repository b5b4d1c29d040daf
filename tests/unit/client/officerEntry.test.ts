import { expect, test } from "vitest";
import { newestEntry } from "../../../src/client/features/officer/actForm.ts";
import { createDuplicatesStore } from "../../../src/client/features/officer/duplicatesStore.ts";
import { checkEdit, type EditForm, editFormOf } from "../../../src/client/features/officer/editForm.ts";
import { createEditStore } from "../../../src/client/features/officer/editStore.ts";
import type {
  EditOrder,
  HistoryPage,
  LikelyDuplicate,
  MergeOrder,
} from "../../../src/client/features/officer/entryDeps.ts";
import { createHistoryStore } from "../../../src/client/features/officer/historyStore.ts";
import type { KnownOperator, SignedAct } from "../../../src/client/features/officer/officerDeps.ts";
import { fromHex } from "../../../src/core/bytes.ts";
import { type Cbor, type CborMap, encodeCbor } from "../../../src/core/cbor.ts";
import { encodeProfile, parseProfile } from "../../../src/core/operator/profile.ts";
import { err, ok } from "../../../src/core/result.ts";

const NOW = 1_795_305_600;
const ID = "0303030303030303";
const SCOPES = ["140524"];

function entryWith(more: Readonly<Record<string, Cbor>> = {}): CborMap {
  const body = encodeProfile({
    name: "太行山小米家庭农场",
    kind: "familyFarm",
    region: "140524101202",
    person: false,
    products: [{ name: "小米", code: 12, capacity: { thousandths: 4_500_000, unit: 1 } }],
    plots: [{ id: "p1", name: "南坡地", kind: "field", area: 3334, region: "140524101202", address: "南坡" }],
  });
  return new Map<string | number, Cbor>([...body, ...Object.entries(more)]);
}

function formOf(entry: CborMap): EditForm {
  const form = editFormOf(entry);
  if (form === undefined) throw new Error("cannot be read");
  return form;
}

const KNOWN: KnownOperator = {
  operator: {
    id: ID,
    name: "太行山小米家庭农场",
    kind: "familyFarm",
    region: "140524101202",
    standing: { state: "normal" },
    keys: [],
  },
  entry: entryWith(),
};

test("a form that was not touched signs the entry as it was: areas are not rounded, and nothing unknown is lost", () => {
  const entry = entryWith({ later: [1, 2, 3] });
  const form = formOf(entry);
  expect(form.plots[0]?.area).toBe("5");
  const body = checkEdit(form, { entry, id: ID, scopes: SCOPES });
  expect(body.ok && encodeCbor(body.value)).toEqual(
    encodeCbor(new Map([...entry, ["operator", fromHex(ID) ?? new Uint8Array(0)]])),
  );
});

test("a product under another name loses the code of the old one, and a plot's area is entered in 亩", () => {
  const entry = entryWith();
  const form = formOf(entry);
  const [product, plot] = [form.products[0], form.plots[0]];
  if (product === undefined || plot === undefined) throw new Error("no rows");
  const changed = { ...form, products: [{ ...product, name: "黄小米" }], plots: [{ ...plot, area: "1.5" }] };
  const body = checkEdit(changed, { entry, id: ID, scopes: SCOPES });
  const profile = body.ok ? parseProfile(body.value) : undefined;
  expect(profile?.products).toEqual([{ name: "黄小米", capacity: { thousandths: 4_500_000, unit: 1 } }]);
  expect(profile?.plots).toMatchObject([{ id: "p1", area: 1000, address: "南坡" }]);
});

test("everything that is wrong is said at once, and the code's check digit never blocks", () => {
  const entry = entryWith();
  const form = formOf(entry);
  const bad = {
    ...form,
    name: " ",
    uscc: "93140524MA0K1LBX30",
    region: "140581100201",
    products: [{ name: "", amount: "很多", unit: 1 }],
    plots: [{ id: "p2", name: "圈", kind: "pen" as const, area: "", heads: "1.5", region: "" }],
  };
  const checked = checkEdit(bad, { entry, id: ID, scopes: SCOPES });
  expect(checked.ok ? [] : checked.error.map(({ field, code }) => `${field} ${code}`)).toEqual([
    "name text",
    "region regionOutOfScope",
    "productName text",
    "amount quantityNotANumber",
    "heads headsNotWhole",
  ]);
  expect(checkEdit({ ...form, uscc: bad.uscc }, { entry, id: ID, scopes: SCOPES }).ok).toBe(true);
});

test("an edit is signed once it is saved, and starts from the edit before it that has not arrived yet", async () => {
  const signed: EditOrder[] = [];
  const acts = (): readonly SignedAct[] =>
    signed
      .map(({ body, operator }, index) => ({
        id: String(index),
        at: NOW + index,
        upload: { state: "waiting", noEffect: false } as const,
        act: "edited" as const,
        operator: operator.id,
        name: operator.name,
        body,
      }))
      .reverse();
  const deps = {
    self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: SCOPES, key: "" }),
    operator: () => Promise.resolve(ok(KNOWN)),
    acts: () => Promise.resolve(acts()),
    newPlotId: () => "p9",
    edit: (order: EditOrder) => {
      signed.push(order);
      return Promise.resolve(ok(undefined));
    },
  };
  const first = createEditStore(deps, ID);
  await first.getState().opened();
  await first.getState().confirmed();
  expect(signed).toEqual([]);
  first.getState().formChanged({ name: "太行山谷子家庭农场" });
  first.getState().plotAdded();
  first.getState().plotChanged(1, { name: "北坡地" });
  await first.getState().confirmed();
  expect(first.getState().done).toBe(true);
  const second = createEditStore(deps, ID);
  await second.getState().opened();
  expect(second.getState().form).toMatchObject({ name: "太行山谷子家庭农场", plots: [{ id: "p1" }, { id: "p9" }] });
  expect(second.getState().operator?.name).toBe("太行山谷子家庭农场");
  expect(
    newestEntry(
      KNOWN,
      acts().map((act) => ({ ...act, upload: { state: "uploaded", noEffect: false } as const })),
    ),
  ).toBe(KNOWN.entry);
});

test("an entry that this phone has not read, or cannot read, is not edited", async () => {
  const opened = async (known: KnownOperator) => {
    const store = createEditStore(
      {
        self: () => Promise.resolve({ name: "陵川县农业农村局", scopes: SCOPES, key: "" }),
        operator: () => Promise.resolve(ok(known)),
        acts: () => Promise.resolve([]),
        newPlotId: () => "p9",
        edit: () => Promise.resolve(err("storageFailed")),
      },
      ID,
    );
    await store.getState().opened();
    return store.getState();
  };
  expect(await opened({ operator: KNOWN.operator })).toMatchObject({ entry: undefined, form: undefined });
  const newer = await opened({ ...KNOWN, entry: entryWith({ kind: "drone-port" }) });
  expect(newer.entry).toBeDefined();
  expect(newer.form).toBeUndefined();
});

test("of two entries the chosen one stays, and the pair is no longer suggested", async () => {
  const other: LikelyDuplicate = {
    id: "0404040404040404",
    name: "太行山小米农场",
    kind: "familyFarm",
    region: "140524101",
    by: "uscc",
    closed: false,
  };
  const merged: MergeOrder[] = [];
  const { getState } = createDuplicatesStore(
    {
      likelyDuplicates: () => Promise.resolve(ok([other])),
      merge: (order) => {
        merged.push(order);
        return Promise.resolve(ok(undefined));
      },
    },
    KNOWN.operator,
  );
  await getState().read();
  getState().mergeAsked(other);
  getState().keepsChosen("other");
  expect(merged).toEqual([]);
  await getState().mergeConfirmed();
  const { id, name, region } = KNOWN.operator;
  expect(merged).toEqual([
    { kept: { id: other.id, name: other.name, region: other.region }, duplicate: { id, name, region } },
  ]);
  expect(getState()).toMatchObject({ found: [], open: undefined });
});

test("a history goes on page by page, and starts anew for another part; a page that fails leaves what stands", async () => {
  const row = (id: string) => ({ id, kind: 5, iat: NOW, key: "" });
  const pages: Record<string, HistoryPage> = {
    "register first": { said: [row("3"), row("2")], next: 7 },
    "all first": { said: [row("9")] },
  };
  const { getState } = createHistoryStore(
    {
      history: (_, { part, before }) => {
        const page = pages[`${part} ${before ?? "first"}`];
        return Promise.resolve(page === undefined ? err("offline") : ok(page));
      },
    },
    ID,
  );
  await getState().read();
  await getState().moreAsked();
  expect(getState()).toMatchObject({ said: [{ id: "3" }, { id: "2" }], next: 7, failure: "offline" });
  await getState().partChosen("all");
  expect(getState()).toMatchObject({ said: [{ id: "9" }], next: undefined, failure: undefined });
});
