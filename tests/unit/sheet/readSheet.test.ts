import * as fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openSheetFile } from "../../../src/core/sheet/openSheetFile.ts";
import { MAX_SHEET_FILE_BYTES } from "../../../src/core/sheet/sheet.ts";
import { xlsxFiles } from "../../../src/core/sheet/writeXlsx.ts";
import { attribute, XmlScan } from "../../../src/core/sheet/xmlScan.ts";
import { unpack, zipEntries } from "../../../src/core/sheet/zip.ts";
import { firstSheet, inGb18030, newInflater, workbook } from "../../support/sheets.ts";

const COOPERATIVE = "陵川县崇文镇绿源蔬菜专业合作社";
const USCC = "93140524MA0GUEXJ1H";

/** The rows of one sheet. */
function rowsOf(xml: string, parts: Partial<Parameters<typeof workbook>[0]> = {}) {
  const sheet = firstSheet(workbook({ sheets: { 主体名录: xml }, ...parts }));
  return typeof sheet === "string" ? sheet : sheet.rows;
}

describe("a workbook of another program", () => {
  test("is read with its shared strings, rich ones joined and without their pronunciation", () => {
    const strings = [
      "主体名称",
      "<r><t>陵川县崇文镇</t></r><r><rPr><b/></rPr><t>绿源蔬菜专业合作社</t></r><rPh sb='0' eb='1'><t>りょう</t></rPh>",
    ];
    const xml =
      '<sheetData><row r="3"><c r="B3" t="s"><v>0</v></c></row><row r="4"><c r="B4" t="s"><v>1</v></c></row></sheetData>';
    expect(rowsOf(xml, { strings })).toEqual([
      { number: 3, cells: ["", "主体名称"] },
      { number: 4, cells: ["", COOPERATIVE] },
    ]);
  });

  test("is read where its rows and cells do not say where they are, and its elements carry a prefix", () => {
    const xml =
      "<x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>甲 &amp; 乙&#x4E59;</x:t></x:is></x:c><x:c><x:v>13503560001</x:v></x:c></x:row></x:sheetData>";
    expect(rowsOf(xml)).toEqual([{ number: 1, cells: ["甲 & 乙乙", "13503560001"] }]);
  });

  test("keeps a formula's last value and says that it is one", () => {
    const xml =
      '<sheetData><row r="1"><c r="A1" t="str"><f>B1&amp;"村"</f><v>城东村</v></c><c r="B1"><f>1/0</f></c></row></sheetData>';
    expect(rowsOf(xml)).toEqual([
      {
        number: 1,
        cells: ["城东村", ""],
        flaws: new Map([
          [0, "formula"],
          [1, "formula"],
        ]),
      },
    ]);
  });

  test("says which cells lie under merged ones", () => {
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const xml = `<sheetData><row r="1">${cell("A1", "崇文镇")}${cell("B1", "王建国")}</row><row r="2">${cell("B2", "李秀英")}</row></sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>`;
    expect(rowsOf(xml)).toEqual([
      { number: 1, cells: ["崇文镇", "王建国"] },
      { number: 2, cells: ["", "李秀英"], flaws: new Map([[0, "merged"]]) },
    ]);
  });

  test("reads days from numbers that are shown as days, in both calendars", () => {
    const styles =
      '<numFmts><numFmt numFmtId="177" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="178" formatCode="0.00&quot;亩d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="177"/><xf numFmtId="178"/><xf numFmtId="31"/></cellXfs>';
    const xml =
      '<sheetData><row r="1"><c r="A1" s="1"><v>46348</v></c><c r="B1" s="2"><v>46348.5</v></c><c r="C1" s="3"><v>12.5</v></c><c r="D1" s="4"><v>46348</v></c><c r="E1"><v>46348</v></c></row></sheetData>';
    const day = "2026-11-22";
    expect(rowsOf(xml, { styles })).toEqual([
      {
        number: 1,
        cells: [day, day, "12.5", day, "46348"],
        flaws: new Map([
          [0, "date"],
          [1, "date"],
          [3, "date"],
        ]),
      },
    ]);
    expect(rowsOf(xml.replaceAll("46348", "44886"), { styles, date1904: true })).toMatchObject([
      { cells: [day, "2026-11-22", "12.5", day, "44886"] },
    ]);
  });

  test("says of codes that became numbers that their last digits are lost, and of errors that they are some", () => {
    const xml =
      '<sheetData><row r="1"><c r="A1"><v>9.3114052400000102E+17</v></c><c r="B1" t="inlineStr"><is><t>9.3E+17</t></is></c><c r="C1" t="e"><v>#REF!</v></c><c r="D1"><v>0.30000000000000004</v></c></row></sheetData>';
    expect(rowsOf(xml)).toEqual([
      {
        number: 1,
        cells: ["9.3114052400000102E+17", "9.3E+17", "#REF!", "0.3"],
        flaws: new Map([
          [0, "rounded"],
          [1, "rounded"],
          [2, "error"],
        ]),
      },
    ]);
  });

  test("leaves hidden sheets aside and names the others", () => {
    const bytes = workbook({
      sheets: { 说明: "<sheetData/>", '字典" state="hidden': "<sheetData/>", 主体名录: "<sheetData/>" },
    });
    const opened = openSheetFile({ name: "a.xlsx", bytes }, newInflater);
    expect(opened.ok && opened.value.sheetNames).toEqual(["说明", "主体名录"]);
  });
});

describe("a file that is no table", () => {
  test("is named for what it is", () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
    expect(firstSheet(old)).toBe("oldFormat");
    expect(firstSheet(new Uint8Array())).toBe("empty");
    expect(firstSheet(new Uint8Array(MAX_SHEET_FILE_BYTES + 1))).toBe("tooLarge");
    expect(firstSheet(strToU8("PK\u0003\u0004 not a zip"))).toBe("damaged");
    expect(firstSheet(zipSync({ "word/document.xml": strToU8("<a/>") }))).toBe("damaged");
    expect(firstSheet(workbook({ sheets: { a: '<!DOCTYPE x [<!ENTITY a "aa">]><sheetData/>' } }))).toBe("damaged");
    expect(firstSheet(Uint8Array.of(0x81, 0xff, 0x00, 0x31))).toBe("unknownEncoding");
  });

  test("with more rows or columns than a table of operators has is refused", () => {
    const rows = Array.from({ length: 50_021 }, (_, index) => `<row r="${index + 1}"><c><v>${index}</v></c></row>`);
    expect(rowsOf(`<sheetData>${rows.join("")}</sheetData>`)).toBe("tooManyRows");
    expect(rowsOf('<sheetData><row r="1"><c r="GS1"><v>1</v></c></row></sheetData>')).toBe("tooManyColumns");
    expect(firstSheet(strToU8("1\n".repeat(50_021)), "a.csv")).toBe("tooManyRows");
  });

  test("stops being unpacked where the room for it ends", () => {
    const entry = zipEntries(zipSync({ bomb: new Uint8Array(4_000_000) }))?.get("bomb");
    let given = 0;
    const budget = { left: 1_000_000 };
    const unpacked =
      entry &&
      unpack(entry, { budget, newInflater }, (bytes) => {
        given += bytes.length;
      });
    expect(unpacked).toEqual({ ok: false, error: "tooManyCells" });
    expect(given).toBeLessThanOrEqual(1_000_000);
  });
});

describe("a CSV", () => {
  const text = `主体名称,统一社会信用代码,地址\r\n"${COOPERATIVE}",${USCC},"东坡 3 号,""北""棚"\r\n\r\n李秀英,="140524195001010028",\n`;
  const rows = [
    { number: 1, cells: ["主体名称", "统一社会信用代码", "地址"] },
    { number: 2, cells: [COOPERATIVE, USCC, '东坡 3 号,"北"棚'] },
    { number: 4, cells: ["李秀英", "140524195001010028"] },
  ];

  test("is read in UTF-8 with and without its mark, in UTF-16 and in GB18030", () => {
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(Array.from(text, (sign) => sign.charCodeAt(0))).buffer),
    ]);
    const forms = {
      "utf-8": strToU8(text),
      "utf-8 mark": strToU8(`\ufeff${text}`),
      "utf-16le": utf16,
      gb18030: inGb18030(text),
    };
    for (const [form, bytes] of Object.entries(forms)) {
      const opened = openSheetFile({ name: "主体名录.csv", bytes }, newInflater);
      expect(opened.ok && opened.value.encoding).toBe(form.replace(" mark", ""));
      expect(opened.ok && opened.value.read(0)).toEqual({ ok: true, value: { name: "主体名录", rows } });
    }
  });

  test("may be separated by tabs or semicolons, and a line end may lie within quotes", () => {
    expect(firstSheet(strToU8('a\tb\n"1\n2"\t3'), "a.csv")).toEqual({
      name: "a",
      rows: [
        { number: 1, cells: ["a", "b"] },
        { number: 2, cells: ["1\n2", "3"] },
      ],
    });
    expect(firstSheet(strToU8("a;b\r1;2"), "a.csv")).toMatchObject({
      rows: [{ cells: ["a", "b"] }, { cells: ["1", "2"] }],
    });
  });

  test("says of codes that became numbers that their last digits are lost", () => {
    expect(firstSheet(strToU8("李秀英,9.3E+17,1.35E+10,3E5"), "a.csv")).toMatchObject({
      rows: [{ flaws: new Map([[1, "rounded"]]) }],
    });
  });
});

test("whatever is written is read again", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }), (values) => {
      const columns = ["甲", "乙", "丙", "丁", "戊"].map((heading) => ({ heading }));
      const sheet = firstSheet(zipSync(xlsxFiles([{ name: "表", columns, rows: values }])));
      const read = typeof sheet === "string" ? [] : sheet.rows.slice(1).map(({ cells }) => cells);
      expect(read).toEqual(values.map((row) => row.map(String)));
    }),
  );
});

test("XML that comes in parts of any size is scanned as if it came whole", () => {
  const xml = `<?xml version="1.0"?><!-- a > b --><a x="1>2" y='"'><b/>甲&lt;乙<![CDATA[<丙>]]></a>`;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), (size) => {
      const told: string[] = [];
      const scan = new XmlScan({
        open: (name, tag) => told.push(`+${name}${attribute(tag, "x") ?? ""}${attribute(tag, "y") ?? ""}`),
        text: (text) => told.push(text),
        close: (name) => told.push(`-${name}`),
      });
      for (let at = 0; at < xml.length; at += size) expect(scan.push(xml.slice(at, at + size))).toBe(true);
      expect(told).toEqual(['+a1>2"', "+b", "-b", "甲<乙", "<丙>", "-a"]);
    }),
  );
});
