import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { charactersOf, pageFont } from "../../../src/core/font/pageFont.ts";
import { subsetFont, uncoveredCharacters } from "../../../src/core/font/subset.ts";
import { readTrueType, type TrueTypeFont, viewOf } from "../../../src/core/font/trueType.ts";

const FONTS = join(import.meta.dirname, "../../../src/data/fonts");
const NAMES = "王祎 刘䶮 李喆 陵川县崇文镇";
const BEYOND_FIRST_PLANE = "𬭊";
const NOWHERE = "𰻝";

let reserve: TrueTypeFont;

function open(bytes: Uint8Array): TrueTypeFont {
  const font = readTrueType(bytes);
  if (!font.ok) throw new Error(font.error);
  return font.value;
}

/** An outline without what it may be padded with. */
function outlineOf(font: TrueTypeFont, code: number): readonly number[] {
  const outline = [...font.outline(font.glyphs.get(code) ?? 0)];
  while (outline[outline.length - 1] === 0) outline.pop();
  return outline;
}

const points = (text: string) => Array.from(text, (character) => character.codePointAt(0) ?? 0);

beforeAll(() => {
  reserve = open(readFileSync(join(FONTS, "reserve.ttf")));
});

describe("the reserve font", () => {
  test("draws every character of the list beside it, 通用规范汉字表 and GB 2312 among them, and nothing else", () => {
    const listed = new Set(readFileSync(join(FONTS, "characters.txt"), "utf8").replace(/\n/g, ""));
    expect(uncoveredCharacters([reserve], listed)).toEqual([]);
    expect(reserve.glyphs.size).toBe(listed.size);
    const gb2312 = Array.from({ length: 72 }, (_, row) =>
      Uint8Array.from(Array.from({ length: 94 }, (_cell, cell) => [0xb0 + row, 0xa1 + cell]).flat()),
    ).map((row) => new TextDecoder("gbk").decode(row).replace(/[\uFFFD\uE000-\uF8FF]/g, ""));
    expect(gb2312.join("")).toHaveLength(6763);
    expect(uncoveredCharacters([reserve], gb2312.join(""))).toEqual([]);
    expect([...listed].filter((character) => /\p{Script=Han}/u.test(character)).length).toBeGreaterThan(8230);
  });

  test("keeps the copyright and the licence that it is under", () => {
    const names = new TextDecoder("utf-16be").decode(reserve.table("name"));
    expect(names).toContain("SIL Open Font License, Version 1.1");
    expect(names).toContain("Adobe (http://www.adobe.com/)");
    expect(readFileSync(join(FONTS, "OFL.txt"), "utf8")).toContain("SIL OPEN FONT LICENSE Version 1.1");
  });
});

describe("a subset", () => {
  test("shows each wanted character with the outline and width of the whole font, and has no other", () => {
    const codes = points([...new Set(NAMES + BEYOND_FIRST_PLANE)].join(""));
    const made = open(
      subsetFont(
        [reserve],
        codes.map((code) => ({ code, character: code })),
      ),
    );
    expect([...made.glyphs.keys()]).toEqual([...codes].sort((left, right) => left - right));
    for (const code of codes) {
      expect(outlineOf(made, code), String.fromCodePoint(code)).toEqual(outlineOf(reserve, code));
      expect(made.metric(made.glyphs.get(code) ?? 0)).toEqual(reserve.metric(reserve.glyphs.get(code) ?? 0));
    }
    expect(made.glyphCount).toBe(codes.length + 1);
  });

  test("of a subset is the same, byte for byte, as of the whole font", () => {
    const wanted = points("承诺达标合格证").map((code) => ({ code, character: code }));
    const pack = open(
      subsetFont(
        [reserve],
        points(charactersOf([NAMES, "承诺达标合格证"]).join("")).map((code) => ({ code, character: code })),
      ),
    );
    expect(subsetFont([pack], wanted)).toEqual(subsetFont([reserve], wanted));
  });

  test("takes each character from the first font that has it", () => {
    const [left, right] = ["苹果", "梨"].map((text) =>
      open(
        subsetFont(
          [reserve],
          points(text).map((code) => ({ code, character: code })),
        ),
      ),
    );
    if (left === undefined || right === undefined) throw new Error("unreachable");
    const both = open(
      subsetFont(
        [left, right],
        points("苹梨").map((code) => ({ code, character: code })),
      ),
    );
    for (const code of points("苹梨")) expect(outlineOf(both, code)).toEqual(outlineOf(reserve, code));
  });

  test("of a composite glyph brings its parts along under their new numbers", () => {
    const composite = [...reserve.glyphs].find(([, glyph]) => {
      const outline = reserve.outline(glyph);
      return outline.length > 0 && viewOf(outline).getInt16(0) < 0;
    });
    // Noto Sans SC draws everything on its own; a glyph put together by hand stands for fonts that do not.
    expect(composite).toBeUndefined();
    const made = open(subsetFont([withComposite(reserve)], [{ code: 0x4e8c, character: 0x4e8c }]));
    const outline = viewOf(made.outline(made.glyphs.get(0x4e8c) ?? 0));
    expect(outline.getInt16(0)).toBe(-1);
    const part = outline.getUint16(12);
    expect(outlineOf({ ...made, glyphs: new Map([[0x4e00, part]]) }, 0x4e00)).toEqual(outlineOf(reserve, 0x4e00));
  });

  test("carries the sum that a font file has to come to", () => {
    const made = subsetFont(
      [reserve],
      points("证").map((code) => ({ code, character: code })),
    );
    const view = viewOf(made);
    let sum = 0;
    for (let at = 0; at < made.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});

/** The font with 二 put together from the glyph of 一. */
function withComposite(font: TrueTypeFont): TrueTypeFont {
  const two = font.glyphs.get(0x4e8c);
  const one = font.glyphs.get(0x4e00) ?? 0;
  const outline = new Uint8Array(16);
  const view = viewOf(outline);
  [0xffff, 0, 0, 0, 0, 0, one, 0].forEach((value, index) => view.setUint16(index * 2, value));
  return { ...font, outline: (glyph) => (glyph === two ? outline : font.outline(glyph)) };
}

describe("a page's font", () => {
  test("names what no font draws, and has a blank as wide as the em for it, so that nothing can be dropped", () => {
    const { bytes, codes, pictured } = pageFont([reserve], [`${NAMES}${BEYOND_FIRST_PLANE}${NOWHERE}`]);
    expect(pictured).toEqual([NOWHERE]);
    const made = open(bytes);
    for (const character of new Set(`${NAMES} -.0123456789`))
      expect(codes.get(character)).toBe(character.codePointAt(0));
    const blank = made.glyphs.get(codes.get(NOWHERE) ?? 0) ?? 0;
    expect(made.outline(blank)).toHaveLength(0);
    expect(made.metric(blank).advance).toBe(made.unitsPerEm);
  });

  test("shows a character beyond the first plane under a private code, since PDF writers count UTF-16 units", () => {
    const { bytes, codes } = pageFont([reserve], [BEYOND_FIRST_PLANE]);
    const code = codes.get(BEYOND_FIRST_PLANE) ?? 0;
    expect(code).toBe(0xe000);
    expect(outlineOf(open(bytes), code)).toEqual(outlineOf(reserve, BEYOND_FIRST_PLANE.codePointAt(0) ?? 0));
  });
});

describe("what is no font", () => {
  test.each([
    ["nothing", new Uint8Array(0), "notTrueType"],
    [
      "an OpenType font with other outlines",
      Uint8Array.from([0x4f, 0x54, 0x54, 0x4f, 0, 1, 0, 0, 0, 0, 0, 0]),
      "notTrueType",
    ],
    ["a font cut off", readFileSync(join(FONTS, "reserve.ttf")).subarray(0, 4000), "fontDamaged"],
  ])("%s is refused", (_, bytes, error) => {
    expect(readTrueType(bytes)).toEqual({ ok: false, error });
  });
});
