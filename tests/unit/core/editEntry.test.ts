import { expect, test } from "vitest";
import { type Cbor, type CborMap, encodeCbor } from "../../../src/core/cbor.ts";
import { editEntry, heldMaps } from "../../../src/core/operator/editing.ts";
import { encodeProfile, type Profile, parseProfile } from "../../../src/core/operator/profile.ts";

const OPERATOR = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const LIMIN: Profile = {
  name: "陵川县利民种植专业合作社",
  kind: "cooperative",
  region: "140524100201",
  person: false,
  contact: new Uint8Array(32).fill(9),
  uscc: "93140524MA0K1LBX3T",
  products: [{ name: "连翘" }, { name: "旱地番茄", capacity: { thousandths: 20_000_000, unit: 1 } }],
  plots: [{ id: "p1", name: "东坡地", kind: "field", region: "140524100201", area: 6667 }],
  refusedStations: [Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1)],
};

/** An entry as a later version may write it: with fields of its own in the entry, its products and its plots. */
function laterEntry(): CborMap {
  const body = new Map<string | number, Cbor>(encodeProfile(LIMIN));
  const withField = (map: CborMap, name: string, value: Cbor) =>
    new Map<string | number, Cbor>([...map, [name, value]]);
  body.set("openingHours", new Map<string, Cbor>([["mon", [8, 18]]]));
  body.set(
    "products",
    heldMaps(body, "products").map((one) => withField(one, "variety", "本地种")),
  );
  body.set(
    "plots",
    heldMaps(body, "plots").map((one) => withField(one, "soil", Uint8Array.of(1, 0))),
  );
  return body;
}

function edited(change: Partial<Parameters<typeof editEntry>[2]> = {}): CborMap {
  const entry = laterEntry();
  const { name, kind, region, person, uscc, products = [], plots = [] } = LIMIN;
  return editEntry(entry, OPERATOR, {
    name,
    kind,
    region,
    person,
    ...(uscc === undefined ? {} : { uscc }),
    products: products.map((one, index) => ({ ...one, was: heldMaps(entry, "products")[index] ?? new Map() })),
    plots: plots.map((one, index) => ({ ...one, was: heldMaps(entry, "plots")[index] ?? new Map() })),
    ...change,
  });
}

function bytesOf(value: Cbor | undefined): Uint8Array | undefined {
  return value === undefined ? undefined : encodeCbor(value);
}

test("an entry that was not changed stays as it was, but for the operator that it names", () => {
  expect(encodeCbor(edited())).toEqual(encodeCbor(new Map([...laterEntry(), ["operator", OPERATOR]])));
});

test("fields that this version does not know or does not edit stay byte for byte, in products and plots too", () => {
  const now = edited({ name: "陵川县利民中药材专业合作社", address: "西街村" });
  const was = laterEntry();
  for (const name of ["openingHours", "contact", "refusedStations", "products", "plots"])
    expect(bytesOf(now.get(name)), name).toEqual(bytesOf(was.get(name)));
  expect(parseProfile(now)).toMatchObject({
    operator: OPERATOR,
    name: "陵川县利民中药材专业合作社",
    address: "西街村",
  });
});

test("what is taken out of an entry is gone, and what is added to a product keeps the rest of it", () => {
  const { uscc: _, ...rest } = { ...LIMIN, person: false };
  const [, tomato = new Map()] = heldMaps(laterEntry(), "products");
  const now = editEntry(laterEntry(), OPERATOR, {
    name: rest.name,
    kind: rest.kind,
    region: rest.region,
    person: rest.person,
    products: [{ name: "旱地番茄", capacity: { thousandths: 30_000_000, unit: 1 }, was: tomato }],
    plots: [],
  });
  expect(now.has("uscc")).toBe(false);
  expect(now.get("plots")).toEqual([]);
  const [only] = heldMaps(now, "products");
  expect([only?.get("name"), only?.get("capacity"), only?.get("variety")]).toEqual([
    "旱地番茄",
    [30_000_000, 1],
    "本地种",
  ]);
});
