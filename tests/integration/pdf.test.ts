import { readFileSync } from "node:fs";
import { zlibSync } from "fflate";
import { jsPDF } from "jspdf";
import { describe, expect, test } from "vitest";
import { drawWork, type PdfWork } from "../../src/client/features/print/pdf/drawWork.ts";
import type { Ledger } from "../../src/client/features/print/pdf/ledger.ts";
import { textsOf } from "../../src/client/features/print/pdf/makePdf.ts";
import { pageFont } from "../../src/core/font/pageFont.ts";
import { readTrueType } from "../../src/core/font/trueType.ts";
import type { LabelContent } from "../../src/core/label/labelContent.ts";
import type { LabelSheet, LabelSize, Resolution } from "../../src/core/label/labelSize.ts";
import { layoutLabel } from "../../src/core/label/layoutLabel.ts";
import { blackenRect, blankRaster, type Raster } from "../../src/core/label/raster.ts";
import { ALL_SIZES, codeOf, encodeQr, ISSUED_STYLES, LABEL_PACK, labelContent, TEXTS } from "../support/labels.ts";
import { PDF_READERS, readByZbar, readCode, seeByPoppler, seePage } from "../support/pdfReaders.ts";

const RESERVE = (() => {
  const font = readTrueType(readFileSync("src/data/fonts/reserve.ttf"));
  if (!font.ok) throw new Error(font.error);
  return font.value;
})();
const NAMES = "王祎、刘䶮、钱𬭊、孙𰻝";
const READERS = Object.entries(PDF_READERS);

function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error("an empty list");
  return found;
}

const RESOLUTION: Resolution = first(LABEL_PACK.resolutions);
const USUAL = labelContent(first(ISSUED_STYLES), TEXTS.usual);
const NAMED: LabelContent = { ...USUAL, values: { ...USUAL.values, issuer: NAMES } };

function sized(id: string): LabelSize {
  return first(ALL_SIZES.filter((size) => size.id === id));
}

/** What stands for the character in no font: here a black square, which is easy to find again. */
function square(): Raster {
  const raster = blankRaster(120, 120);
  blackenRect(raster, { x: 10, y: 10, width: 100, height: 100 });
  return raster;
}

function made(work: PdfWork): Uint8Array {
  const { bytes, codes, pictured } = pageFont([RESERVE], textsOf(work));
  const pictures = new Map(pictured.map((character) => [character, square()]));
  const order = { work, title: "承诺达标合格证", font: bytes, codes, pictures };
  const result = drawWork(order, {
    jsPdf: jsPDF,
    compress: zlibSync,
    encode: encodeOnce,
    drawn: () => undefined,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return new Uint8Array(result.value);
}

function onSize(labels: readonly LabelContent[], size: LabelSize): PdfWork {
  return { kind: "labels", labels, on: { size }, resolution: RESOLUTION, pictures: [] };
}

const bare = (text: string) => text.replace(/\s/g, "");

/** Everything that a label has to say, without white space. */
function fieldsOf({ style, values, number }: LabelContent): readonly string[] {
  const wording = [style.title, style.lead, ...style.commitments, ...style.basis.map(({ label }) => label)];
  return [...wording, ...Object.values(values), number.replace(/(.{4})(?=.)/g, "$1-")].map(bare);
}

describe.each(READERS)("with %s", (_, read) => {
  test("every field of every style comes back as text, on every size, and however long the text", async () => {
    for (const style of ISSUED_STYLES) {
      const contents = [labelContent(style, TEXTS.usual), labelContent(style, TEXTS.shortest)];
      for (const size of ALL_SIZES.filter(({ width }) => width >= 70)) {
        const pages = await read(made(onSize(contents, size)));
        expect(pages).toHaveLength(2);
        pages.forEach((page, index) => {
          for (const field of fieldsOf(contents[index] ?? USUAL)) expect(page, size.id).toContain(field);
        });
      }
      const longest = labelContent(style, TEXTS.longest);
      for (const field of fieldsOf(longest))
        expect(first(await read(made(onSize([longest], sized("A5")))))).toContain(field);
    }
  }, 120_000);

  test("祎 and 䶮 come back", async () => {
    const page = first(await read(made(onSize([NAMED], sized("A5")))));
    expect(page).toContain("王祎、刘䶮、钱");
  });

  test("a ledger gives back every row, over as many pages as it takes", async () => {
    const pages = await read(made({ kind: "ledger", ledger: LEDGER }));
    expect(pages.length).toBeGreaterThan(2);
    const rows = LEDGER.rows.map((row) => row.map(bare));
    const all = pages.join("");
    for (const row of rows) for (const cell of row) expect(all).toContain(cell);
    pages.forEach((page, index) => expect(page).toContain(`第${index + 1}页，共${pages.length}页`));
    for (const page of pages) expect(page).toContain("合格证编号");
  });
});

const LEDGER: Ledger = {
  title: "承诺达标合格证开具台账",
  lines: ["承诺主体：陵川县丰源果蔬专业合作社", "2026年11月1日至2026年11月22日，共 120 张"],
  columns: ["序号", "合格证编号", "产品名称", "重量或数量", "开具时间", "状态"].map((heading, index) => ({
    heading,
    share: [0.8, 3, 2.8, 2, 2.2, 1.9][index] ?? 1,
  })),
  rows: Array.from({ length: 120 }, (_, index) => [
    `${index + 1}`,
    `7K2M-9QX4-TB8W-${String(index).padStart(4, "0")}`,
    index % 10 === 0 ? TEXTS.longest.values.product : "番茄",
    `${index + 100.5} 千克`,
    "2026年11月22日",
    "有效，已登记",
  ]),
  foot: "第 {page} 页，共 {pages} 页",
};

test("𬭊 and the character in no font come back in pdftotext, by their ActualText", async () => {
  expect(first(await PDF_READERS.poppler(made(onSize([NAMED], sized("A5")))))).toContain(bare(NAMES));
});

test("the character in no font is there as its picture, and 𬭊 as a glyph", () => {
  const blackOf = (issuer: string) => {
    const { luma } = seePage(made(onSize([{ ...USUAL, values: { ...USUAL.values, issuer } }], sized("A5"))), 0, 300);
    return luma.reduce((total, grey) => total + (grey < 128 ? 1 : 0), 0);
  };
  const without = blackOf("孙");
  const em = (3 / 25.4) * 300;
  expect(blackOf("孙𰻝") - without).toBeGreaterThan(em * em * 0.3);
  expect(blackOf("孙𬭊") - without).toBeGreaterThan(em * em * 0.05);
});

/** What is called 203 dpi: eight dots a millimetre. */
const HEAD_203 = 8 * 25.4;

/** The label as it is laid out for a PDF, and what its code says; undefined where it does not fit. */
function expectedCode(content: LabelContent, size: LabelSize): string | undefined {
  const laid = layoutLabel(content, size, { resolution: RESOLUTION, encode: encodeOnce });
  return laid.ok ? laid.value.boxes.find((box) => box.kind === "code")?.text : undefined;
}

test.each(ALL_SIZES.map((size) => [size.id, size] as const))(
  "the code on a page of %s is read by two decoders, whatever the style, however long the text, at 203 and 300 dpi, by MuPDF and poppler",
  async (_, size) => {
    for (const style of ISSUED_STYLES) {
      for (const length of ["shortest", "usual", "longest"] as const) {
        const content = labelContent(style, TEXTS[length]);
        const code = expectedCode(content, size);
        if (code === undefined) continue;
        const pdf = made(onSize([content], size));
        const seen = [
          seePage(pdf, 0, HEAD_203),
          ...(length === "usual" ? [seePage(pdf, 0, 300), seeByPoppler(pdf, 0, HEAD_203)] : []),
        ];
        for (const picture of seen) {
          expect(readCode(picture), `${style.name} ${length}, jsQR`).toBe(code);
          expect(await readByZbar(picture), `${style.name} ${length}, ZBar`).toBe(code);
        }
      }
    }
  },
  120_000,
);

const symbols = new Map<string, ReturnType<typeof encodeQr>>();

function encodeOnce(text: string): ReturnType<typeof encodeQr> {
  const symbol = symbols.get(text) ?? encodeQr(text);
  symbols.set(text, symbol);
  return symbol;
}

test("tags, boards and forms come back as text in every reader, with their rare characters, and each code is read", async () => {
  const style = first(ISSUED_STYLES);
  const [, fine = RESOLUTION] = LABEL_PACK.resolutions;
  const { product, quantity, origin, issuedAt } = TEXTS.usual.values;
  const entry = { product, quantity, origin, issuedAt, number: USUAL.number, code: USUAL.codes.label };
  const tag = {
    tag: "7K2M9QX4TB8W1CZ6",
    code: "https://hgz.jcagri.cn/r/7K2M9QX4TB8W1CZ6",
    title: style.title,
    hint: "扫码看合格证",
    issuer: NAMES,
    place: "第1枚，共200枚",
  };
  const works: readonly (readonly [PdfWork, string | undefined])[] = [
    [{ kind: "tags", tags: [tag], on: { size: sized("70x50") }, resolution: RESOLUTION }, tag.code],
    ...(["board", "poster"] as const).map(
      (kind) =>
        [
          {
            kind: "board",
            resolution: fine,
            board: {
              kind,
              paper: "A4",
              issuer: NAMES,
              contact: "13835612345",
              style,
              day: "2026年11月22日",
              entries: [entry],
              hint: "扫码看合格证",
              foot: "第 {page} 页，共 {pages} 页",
            },
          },
          entry.code,
        ] as const,
    ),
    [
      {
        kind: "form",
        resolution: RESOLUTION,
        form: { style, filled: { issuer: NAMES }, copies: ["第一联", "第二联"], signature: "签名或盖章" },
      },
      undefined,
    ],
  ];
  for (const [work, code] of works) {
    const pdf = made(work);
    for (const [name, read] of READERS) {
      const page = first(await read(pdf));
      expect(page, `${work.kind} ${name}`).toContain(style.title);
      expect(page, `${work.kind} ${name}`).toContain("王祎、刘䶮、钱");
    }
    expect(first(await PDF_READERS.poppler(pdf)), work.kind).toContain(bare(NAMES));
    const seen = seePage(pdf, 0, 203);
    expect([readCode(seen), await readByZbar(seen)], work.kind).toEqual([code, code]);
  }
}, 60_000);

test("a sheet is filled label by label, past those that are used up, and each label's code is read where it belongs", () => {
  const sheet: LabelSheet = first(LABEL_PACK.sheets);
  const perSheet = sheet.columns * sheet.rows;
  const labels = Array.from({ length: perSheet }, (_, index) => ({
    ...USUAL,
    codes: { ...USUAL.codes, label: codeOf(140 + index), chain: codeOf(200 + index) },
  }));
  const pdf = made({ kind: "labels", labels, on: { sheet, skip: 1 }, resolution: RESOLUTION, pictures: [] });
  const dotsPerMm = 300 / 25.4;
  const page = seePage(pdf, 1, 300);
  const width = Math.round(sheet.label.width * dotsPerMm);
  const height = Math.round(sheet.label.height * dotsPerMm);
  const left = Math.round(sheet.left * dotsPerMm);
  const top = Math.round(sheet.top * dotsPerMm);
  const luma = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++)
    luma.set(page.luma.subarray((top + y) * page.width + left, (top + y) * page.width + left + width), y * width);
  const last = first(labels.slice(-1));
  expect([last.codes.chain, last.codes.label]).toContain(readCode({ width, height, luma }));
});

test("boxes of one certificate share its code in the file, and each shows it", () => {
  const pdf = made(onSize([USUAL, USUAL, USUAL], sized("70x50")));
  for (const page of [0, 1, 2]) {
    expect([USUAL.codes.chain, USUAL.codes.label]).toContain(readCode(seePage(pdf, page, 300)));
  }
  const single = made(onSize([USUAL], sized("70x50"))).length;
  expect(pdf.length - single).toBeLessThan(10_000);
});

test("a label that its texts do not fit on makes no PDF, and names what to shorten", () => {
  const work = onSize([labelContent(first(ISSUED_STYLES), TEXTS.longest)], sized("40x30"));
  expect(() => made(work)).toThrow("textTooLong");
});

test("one certificate's PDF holds at most 40 kB; the longest that may be issued, of 250 different characters, 50 kB", () => {
  for (const style of ISSUED_STYLES) {
    const bytesOf = (texts: (typeof TEXTS)["usual"]) => made(onSize([labelContent(style, texts)], sized("A5"))).length;
    expect(bytesOf(TEXTS.usual)).toBeLessThanOrEqual(40_000);
    expect(bytesOf(TEXTS.shortest)).toBeLessThanOrEqual(40_000);
    expect(bytesOf(TEXTS.longest)).toBeLessThanOrEqual(50_000);
  }
});
