import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type FoundEntry, judgeEntry, markRepeated, mergedEntry, newEntry } from "../../src/core/import/judgeRow.ts";
import type { ImportedEntry, ReadLine } from "../../src/core/import/readRow.ts";
import { PLOT_KINDS } from "../../src/core/operator/holdings.ts";
import { encodeProfile, OPERATOR_KINDS, type Profile, parseProfile } from "../../src/core/operator/profile.ts";

const name = fc.constantFrom("绿源蔬菜专业合作社", "王建国", "利民种植专业合作社", "东坡家庭农场");
const region = fc.constantFrom("140524", "140524100", "140524100201", "140524100202", "140524101201");
const product = fc.constantFrom("西红柿", "黄瓜", "连翘", "核桃", "土豆", "小米");
const place = fc.constantFrom("东坡", "西坡", "河滩");
const uscc = fc.constantFrom("93140524MA0GUEXJ1H", "91140524MA0HXXXX2L");
const area = fc.integer({ min: 1, max: 10_000 });
const bytes8 = fc.uint8Array({ minLength: 8, maxLength: 8 });

const entry: fc.Arbitrary<ImportedEntry> = fc.record(
  {
    name,
    kind: fc.constantFrom(...OPERATOR_KINDS),
    kindGuessed: fc.boolean(),
    region,
    products: fc.uniqueArray(product, { maxLength: 4 }),
    address: place,
    uscc,
    phone: fc.constantFrom("13935641234", "13835640001"),
    idNumber: fc.constantFrom("140524195001010027"),
    plot: fc.record({ name: place, area }, { requiredKeys: ["name"] }),
  },
  { requiredKeys: ["name", "kind", "kindGuessed", "region", "products"] },
);

const profile: fc.Arbitrary<Profile> = fc.record(
  {
    name,
    kind: fc.constantFrom(...OPERATOR_KINDS),
    region,
    person: fc.boolean(),
    address: place,
    uscc,
    contact: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    parent: bytes8,
    refusedStations: fc.array(bytes8, { maxLength: 2 }),
    products: fc.uniqueArray(fc.record({ name: product, code: fc.integer({ min: 1, max: 999 }) }), {
      selector: (one) => one.name,
      maxLength: 4,
    }),
    plots: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom("1", "2", "7", "东"),
        name: place,
        kind: fc.constantFrom(...PLOT_KINDS),
        region,
        area,
      }),
      { selector: (one) => one.id, maxLength: 3 },
    ),
  },
  { requiredKeys: ["name", "kind", "region", "person"] },
);

test("a row never takes anything away from a register entry, and all that it says is in it afterwards", () => {
  fc.assert(
    fc.property(profile, entry, (held, row) => {
      const { profile: merged } = mergedEntry(held, row);
      for (const one of held.products ?? []) expect(merged.products).toContainEqual(one);
      for (const { id, kind } of held.plots ?? [])
        expect(merged.plots).toContainEqual(expect.objectContaining({ id, kind }));
      const { contact, parent, refusedStations } = merged;
      expect({ contact, parent, refusedStations }).toEqual({
        contact: held.contact,
        parent: held.parent,
        refusedStations: held.refusedStations,
      });
      const { address, uscc: code, region: at, products, plot } = row;
      expect(merged).toMatchObject({ ...(address && { address }), ...(code && { uscc: code }) });
      expect(merged.region.startsWith(at)).toBe(true);
      const grown = merged.products?.map((one) => one.name) ?? [];
      expect(grown).toEqual(expect.arrayContaining([...products]));
      const called = (merged.plots ?? []).map((one) => one.name);
      expect(called).toEqual(expect.arrayContaining(plot === undefined ? [] : [plot.name]));
      expect(parseProfile(encodeProfile(merged))).toEqual(merged);
    }),
  );
});

test("the same row once more changes nothing, whether it was new or changed an entry", () => {
  const found = (held: Profile): FoundEntry => ({
    id: "00",
    by: "uscc",
    profile: held,
    phone: "same",
    idNumber: "same",
    closed: false,
  });
  fc.assert(
    fc.property(profile, entry, (held, row) => {
      expect(judgeEntry(row, [found(newEntry(row))])).toEqual({ state: "same", operator: "00" });
      expect(judgeEntry(row, [found(mergedEntry(held, row).profile)])).toEqual({ state: "same", operator: "00" });
    }),
  );
});

test("every row of a table is accounted for: read, faulty, or said before", () => {
  fc.assert(
    fc.property(fc.array(fc.option(entry), { maxLength: 30 }), (entries) => {
      const lines = entries.map((one, index): ReadLine => {
        const line = { row: index + 2, cells: [], notes: [] };
        return one === null
          ? { ...line, faults: [{ code: "missing", field: "name" }] }
          : { ...line, entry: one, faults: [] };
      });
      const marked = markRepeated(lines);
      expect(marked.map(({ row }) => row)).toEqual(lines.map(({ row }) => row));
      for (const { entry: taken, faults } of marked) expect(taken === undefined).toBe(faults.length > 0);
    }),
  );
});
