import { strFromU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { sheetBlob } from "../../../src/client/ui/sheetBlob.ts";
import { columnLetters } from "../../../src/core/sheet/sheet.ts";
import { xlsxFiles } from "../../../src/core/sheet/writeXlsx.ts";

const DIARY = {
  name: "生产记录",
  columns: [{ heading: "日期", width: 12 }, { heading: "地块", width: 20 }, { heading: "用量(千克)" }],
  rows: [
    [{ day: "2026-11-22" }, "东坡 3 号棚", 12.5],
    [{ moment: 1_795_305_600 }, undefined, 0],
  ],
};

/** A part of the packed and unpacked file. */
function part(sheets: Parameters<typeof xlsxFiles>[0], path: string): string {
  return strFromU8(unzipSync(zipSync(xlsxFiles(sheets)))[path] ?? new Uint8Array());
}

/** The cells of one row of texts. */
function cellsOf(...texts: readonly string[]): string {
  const columns = texts.map((_, index) => ({ heading: `列${index}` }));
  return part([{ name: "a", columns, rows: [texts] }], "xl/worksheets/sheet1.xml").replace(/.*<row r="2">/, "");
}

describe("a written workbook", () => {
  test("holds headings, widths, texts, numbers and real days", () => {
    const xml = part([DIARY], "xl/worksheets/sheet1.xml");
    expect(xml).toContain('<col min="2" max="2" width="20" customWidth="1"/>');
    expect(xml).toContain('<c r="C1" s="1" t="inlineStr"><is><t xml:space="preserve">用量(千克)</t></is></c>');
    expect(xml).toContain('<c r="A2" s="4"><v>46348</v></c>');
    expect(xml).toContain('<c r="C2"><v>12.5</v></c>');
    // 2026-11-22 08:00 in China, and a number of nothing is a number.
    expect(xml).toContain('<row r="3"><c r="A3" s="5"><v>46348.33333333333</v></c><c r="C3"><v>0</v></c></row>');
  });

  test("names every sheet once, as programs allow", () => {
    const sheets = ["问题行/第1页", "问题行 第1页", ""].map((name) => ({ ...DIARY, name }));
    const xml = part(sheets, "xl/workbook.xml");
    expect([...xml.matchAll(/sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      "问题行 第1页",
      "问题行 第1页 2",
      "Sheet3",
    ]);
  });

  test("keeps texts texts: long codes, what looks like a formula, and signs that XML does not take", () => {
    expect(cellsOf("91140524MA0GXXXX1N")).toContain('s="2" t="inlineStr"');
    expect(cellsOf('=HYPERLINK("http://x","y")')).toContain(
      's="3" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)</t>',
    );
    for (const text of ["+86", "-1", "@SUM(A1)"]) expect(cellsOf(text)).toContain('s="3"');
    expect(cellsOf("a\u0000b\u001fc\rd\te\nf")).toContain("a_x0000_b_x001F_c_x000D_d\te\nf");
    expect(cellsOf("_x0041_ <&>")).toContain("_x005F_x0041_ &lt;&amp;&gt;");
    expect(cellsOf("\ud800𠮷")).toContain("\ufffd𠮷");
  });

  test("is saved as a file of its type", async () => {
    const blob = sheetBlob([DIARY], zipSync);
    expect(blob.type).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
    expect(Object.keys(files)).toContain("xl/workbook.xml");
  });

  test("counts columns in letters", () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });
});
