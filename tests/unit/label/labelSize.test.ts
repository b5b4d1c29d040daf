import { expect, test } from "vitest";
import { CUSTOM_SIZE, customSize, placeOnSheet, readLabelSizes } from "../../../src/core/label/labelSize.ts";
import pack from "../../../src/data/labelSizes.json" with { type: "json" };

function sizes() {
  const read = readLabelSizes(pack);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

test("the pack has the sizes that are sold, at both resolutions", () => {
  expect(
    sizes()
      .sizes.map(({ id }) => id)
      .join(" "),
  ).toBe("40x30 50x30 50x40 60x40 70x50 80x60 100x70 A6 A5");
  expect(sizes().resolutions).toEqual([
    { dpi: 203, dotsPerMm: 8 },
    { dpi: 300, dotsPerMm: 11.811 },
  ]);
  expect(sizes().sheets.map(({ columns, rows }) => columns * rows)).toEqual([8, 10, 21]);
});

test("labels fill a sheet row by row, then the next sheet", () => {
  const [sheet] = sizes().sheets;
  if (sheet === undefined) throw new Error("no sheet");
  expect(placeOnSheet(sheet, 0)).toEqual({ page: 0, x: 0, y: 0.5 });
  expect(placeOnSheet(sheet, 3)).toEqual({ page: 0, x: 105, y: 74.5 });
  expect(placeOnSheet(sheet, 8)).toEqual({ page: 1, x: 0, y: 0.5 });
});

test.each([
  ["two sizes of one name", { ...pack, sizes: [...pack.sizes, ...pack.sizes] }],
  ["labels beside the paper", { ...pack, sheets: pack.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows + 1 })) }],
  ["a width that is no number", { ...pack, sizes: pack.sizes.map((size) => ({ ...size, width: "40" })) }],
])("a pack with %s is refused", (_, value) => {
  expect(readLabelSizes(value)).toEqual({ ok: false, error: "badPack" });
});

test("a person's own size is taken between 20 and 300 mm", () => {
  expect(customSize(62, 45)).toEqual({ id: "62x45", width: 62, height: 45, margin: CUSTOM_SIZE.margin });
  expect(customSize(19, 45)).toBeUndefined();
  expect(customSize(62, 301)).toBeUndefined();
  expect(customSize(Number.NaN, 45)).toBeUndefined();
});
