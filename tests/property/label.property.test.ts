import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { LabelContent } from "../../src/core/label/labelContent.ts";
import { customSize } from "../../src/core/label/labelSize.ts";
import { layoutLabel } from "../../src/core/label/layoutLabel.ts";
import { breakLines, characterWidth, piecesOf, textWidth } from "../../src/core/label/lineBreaks.ts";
import { encodeQr, faultsOf, ISSUED_STYLES, LABEL_PACK, labelContent } from "../support/labels.ts";

const character = fc.constantFrom(...Array.from("晋城陵川县番茄祎䶮𬭊，。（）《》、：“”0123456789ABCWMiljw-+. ·"));

/** A legal text: no outer spaces. */
function text(most: number): fc.Arbitrary<string> {
  return fc
    .array(character, { minLength: 1, maxLength: most })
    .map((characters) => characters.join("").trim())
    .filter((joined) => joined !== "");
}

const values = fc.record({
  product: text(30),
  quantity: fc.integer({ min: 1, max: 1_000_000_000_000 }).map((amount) => `${amount / 1000} 千克`),
  origin: text(62),
  issuer: text(60),
  contact: fc.stringMatching(/^[0-9]{5,20}$/),
  issuedAt: fc.constantFrom("2026年2月1日", "2026年12月22日"),
});

const content: fc.Arbitrary<LabelContent> = fc
  .record({
    style: fc.constantFrom(...ISSUED_STYLES),
    values,
    bytes: fc.integer({ min: 120, max: 360 }),
    basis: fc.integer({ min: 1, max: 7 }),
    box: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined }),
    pictures: fc.array(fc.double({ min: 0.3, max: 4, noNaN: true }), { maxLength: 3 }),
  })
  .map(({ style, values: said, bytes, basis, box, pictures }) => ({
    ...labelContent(style, { values: said, bytes }),
    basis,
    pictures,
    ...(box === undefined ? {} : { boxNumber: `第${box}箱，共9999箱` }),
  }));

test("whatever a certificate says, on whatever paper, nothing overlaps and nothing is missing", () => {
  const edge = fc.integer({ min: 20, max: 300 });
  const resolution = fc.constantFrom(...LABEL_PACK.resolutions);
  fc.assert(
    fc.property(content, edge, edge, resolution, (said, width, height, finest) => {
      const size = customSize(width, height);
      if (size === undefined) throw new Error("a size out of bounds");
      const label = layoutLabel(said, size, { resolution: finest, encode: encodeQr });
      if (label.ok) expect(faultsOf(label.value, size, said)).toEqual([]);
      else expect(["textTooLong", "labelTooSmall"]).toContain(label.error.code);
    }),
  );
});

test("broken lines hold the whole text, none wider than its room unless it is one character", () => {
  fc.assert(
    fc.property(text(80), fc.double({ min: 1, max: 12, noNaN: true }), (said, room) => {
      const lines = breakLines(piecesOf(said, characterWidth), () => room, characterWidth);
      expect(lines.join("").replace(/ /g, "")).toBe(said.replace(/ /g, ""));
      for (const line of lines) {
        if (Array.from(line).length > 1) expect(textWidth(line, characterWidth)).toBeLessThanOrEqual(room + 1e-9);
      }
    }),
  );
});
