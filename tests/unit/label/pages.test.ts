import jsQR from "jsqr";
import { describe, expect, test } from "vitest";
import { type BlankForm, layoutBlankForm } from "../../../src/core/label/blankForm.ts";
import { type Board, type BoardEntry, layoutBoard } from "../../../src/core/label/board.ts";
import type { Drawn } from "../../../src/core/label/box.ts";
import { drawOnDots } from "../../../src/core/label/drawOnDots.ts";
import { VALUE_FIELDS } from "../../../src/core/label/labelContent.ts";
import { isBlack } from "../../../src/core/label/raster.ts";
import { layoutTag, type TagContent } from "../../../src/core/label/tagLabel.ts";
import {
  ALL_SIZES,
  boxFaults,
  codeOf,
  encodeQr as drawQr,
  ISSUED_STYLES,
  LABEL_PACK,
  TEXTS,
} from "../../support/labels.ts";

const drawn = new Map<string, ReturnType<typeof drawQr>>();

/** The QR symbol of a text, drawn once. */
function encodeQr(text: string): ReturnType<typeof drawQr> {
  const symbol = drawn.get(text) ?? drawQr(text);
  drawn.set(text, symbol);
  return symbol;
}

const TAG: TagContent = {
  tag: "7K2M9QX4TB8W1CZ6",
  code: "https://hgz.jcagri.cn/r/7K2M9QX4TB8W1CZ6",
  title: "承诺达标合格证",
  hint: "扫码看合格证",
  issuer: "陵川县丰源果蔬专业合作社",
  place: "第1000枚，共1000枚",
};

function wordsOf({ boxes }: Drawn): string {
  return boxes.flatMap((box) => (box.kind === "text" ? box.lines : [])).join("");
}

function decoded(page: Drawn): string | undefined {
  const raster = drawOnDots(page);
  const pixels = new Uint8ClampedArray(raster.width * raster.height * 4);
  for (let at = 0; at < raster.width * raster.height; at++) {
    const grey = isBlack(raster, at % raster.width, Math.floor(at / raster.width)) ? 0 : 255;
    pixels.set([grey, grey, grey, 255], at * 4);
  }
  return jsQR(pixels, raster.width, raster.height, { inversionAttempts: "dontInvert" })?.data;
}

describe("a tag of a roll", () => {
  const cases = ALL_SIZES.filter(({ width }) => width >= 40 && width <= 100).flatMap((size) =>
    LABEL_PACK.resolutions.map((resolution) => [`${size.id} at ${resolution.dpi}`, size, resolution] as const),
  );
  test.each(cases)("fits on %s, says everything, and its code is read from the raster", (_, size, resolution) => {
    const laid = layoutTag(TAG, size, { resolution, encode: encodeQr });
    if (!laid.ok) throw new Error(laid.error);
    expect(boxFaults(laid.value, size.margin)).toEqual([]);
    const words = wordsOf(laid.value);
    for (const text of [TAG.title, TAG.hint, TAG.issuer, TAG.place, "7K2M-9QX4-TB8W-1CZ6"])
      expect(words).toContain(text);
    expect(decoded(laid.value)).toBe(TAG.code);
  });

  test("is refused where its code would get less than three dots a module", () => {
    const [resolution] = LABEL_PACK.resolutions;
    if (resolution === undefined) throw new Error("no resolution");
    const tiny = { id: "20x20", width: 20, height: 20, margin: 1.5 };
    expect(layoutTag(TAG, tiny, { resolution, encode: encodeQr })).toEqual({ ok: false, error: "labelTooSmall" });
  });
});

function entry(text: keyof typeof TEXTS, index: number): BoardEntry {
  const { product, quantity, origin, issuedAt } = TEXTS[text].values;
  const number = `7K2M9QX4TB8W${String(index).padStart(4, "0")}`;
  return { product, quantity, origin, issuedAt, number, code: codeOf(TEXTS[text].bytes) };
}

describe("a board", () => {
  const [style] = ISSUED_STYLES;
  const resolution = LABEL_PACK.resolutions[1];
  if (style === undefined || resolution === undefined) throw new Error("the packs are empty");
  const board = (parts: Partial<Board>): Board => ({
    kind: "board",
    paper: "A4",
    issuer: TEXTS.usual.values.issuer,
    contact: TEXTS.usual.values.contact,
    style,
    day: "2026年11月22日",
    entries: [entry("usual", 0)],
    hint: "扫码看合格证。合格证是承诺主体自己作出的承诺。",
    foot: "第 {page} 页，共 {pages} 页",
    ...parts,
  });
  const counts = [1, 2, 3, 4, 7, 8, 9, 17];
  const cases = (["board", "poster"] as const).flatMap((kind) =>
    (["shortest", "usual", "longest"] as const).flatMap((text) => counts.map((count) => [kind, text, count] as const)),
  );

  test.each(cases)(
    "%s with %s texts of %i certificates: nothing overlaps and nothing is left out",
    (kind, text, count) => {
      const entries = Array.from({ length: count }, (_, index) => entry(text, index));
      const issuer = TEXTS[text].values.issuer;
      const pages = layoutBoard(board({ kind, entries, issuer }), { resolution, encode: encodeQr });
      expect(pages).toHaveLength(Math.ceil(count / (kind === "board" ? 8 : 3)));
      for (const page of pages) expect(boxFaults(page, 11)).toEqual([]);
      const words = pages.map(wordsOf).join("");
      for (const { number, product, origin } of entries) {
        expect(words).toContain(number.replace(/(.{4})(?=.)/g, "$1-"));
        expect(words).toContain(product);
        expect(words).toContain(origin);
      }
      expect(pages.flatMap(({ boxes }) => boxes.filter((box) => box.kind === "code"))).toHaveLength(count);
      for (const page of pages) {
        expect(wordsOf(page)).toContain("承诺达标合格证");
        expect(wordsOf(page)).toContain(issuer);
        if (kind === "poster") for (const commitment of style.commitments) expect(wordsOf(page)).toContain(commitment);
      }
    },
  );

  test("on A3 everything is √2 as large as on A4", () => {
    const [small, large] = (["A4", "A3"] as const).map(
      (paper) => layoutBoard(board({ paper }), { resolution, encode: encodeQr })[0],
    );
    expect([small?.width, small?.height]).toEqual([210, 297]);
    expect(large?.width).toBeCloseTo(297, 0);
    expect(large?.height).toBeCloseTo(420, 0);
    expect(large?.boxes.length).toBe(small?.boxes.length);
  });

  test("the code of one certificate is read off the board", () => {
    const [page] = layoutBoard(board({}), { resolution, encode: encodeQr });
    expect(page === undefined ? undefined : decoded(page)).toBe(entry("usual", 0).code);
  });
});

describe("the form to be filled in by hand", () => {
  test.each(ISSUED_STYLES.map((style) => [style.name, style] as const))(
    "%s: both copies say the official wording, with a box to tick or to write in for everything else",
    (_, style) => {
      const [resolution] = LABEL_PACK.resolutions;
      if (resolution === undefined) throw new Error("no resolution");
      const form: BlankForm = {
        style,
        filled: { issuer: TEXTS.longest.values.issuer, contact: "13835612345" },
        copies: ["第一联：交给买方", "第二联：自己留底，至少六个月"],
        signature: "签名或盖章",
      };
      const page = layoutBlankForm(form, resolution);
      const isCut = (y: number) => Math.abs(y - 148.5) < 1;
      const faults = boxFaults({ ...page, boxes: page.boxes.filter(({ y }) => !isCut(y)) }, 8);
      expect(faults).toEqual([]);
      const words = wordsOf(page);
      const twice = [style.title, style.lead, ...style.commitments, ...style.basis.map(({ label }) => label)];
      for (const text of [...twice, form.signature, "13835612345"])
        expect(words.split(text).length, text).toBeGreaterThanOrEqual(3);
      for (const copy of form.copies) expect(words).toContain(copy);
      expect(page.boxes.filter((box) => box.kind === "tick" && !box.ticked)).toHaveLength(2 * style.basis.length);
      expect(page.boxes.filter((box) => box.kind === "rule" && box.width > 150)).toHaveLength(
        2 * (VALUE_FIELDS.length + 2),
      );
    },
  );
});
