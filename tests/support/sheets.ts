import { Inflate, strToU8, zipSync } from "fflate";
import { openSheetFile } from "../../src/core/sheet/openSheetFile.ts";
import type { ReadSheet, SheetError } from "../../src/core/sheet/sheet.ts";
import type { NewInflater } from "../../src/core/sheet/zip.ts";

/** Inflates as the reading worker does. */
export const newInflater: NewInflater = (unpacked) => new Inflate((bytes) => unpacked(bytes));

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook as other programs write it: its sheets' XML, shared strings and cell formats by hand. */
export type WorkbookParts = {
  /** Inner XML of each worksheet, by the sheet's name. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly strings?: readonly string[];
  /** Inner XML of styles.xml. */
  readonly styles?: string;
  readonly date1904?: boolean;
};

/** Packs a workbook. */
export function workbook({ sheets, strings = [], styles = "", date1904 = false }: WorkbookParts): Uint8Array {
  const names = Object.keys(sheets);
  const listed = names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`);
  const related = names.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/s${index + 1}.xml"/>`);
  const parts: Record<string, Uint8Array> = {};
  for (const [index, xml] of Object.values(sheets).entries()) {
    parts[`xl/worksheets/s${index + 1}.xml`] = strToU8(`<?xml version="1.0"?><worksheet ${MAIN}>${xml}</worksheet>`);
  }
  const shared = strings.map((text) => `<si>${text.startsWith("<") ? text : `<t>${text}</t>`}</si>`);
  return zipSync({
    "xl/workbook.xml": strToU8(
      `<workbook ${MAIN} xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${listed.join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(`<Relationships>${related.join("")}</Relationships>`),
    "xl/sharedStrings.xml": strToU8(`<sst ${MAIN}>${shared.join("")}</sst>`),
    "xl/styles.xml": strToU8(`<styleSheet ${MAIN}>${styles}</styleSheet>`),
    ...parts,
  });
}

/** The first sheet of a file, or why there is none. */
export function firstSheet(bytes: Uint8Array, name = "主体名录.xlsx"): ReadSheet | SheetError {
  const opened = openSheetFile({ name, bytes }, newInflater);
  if (!opened.ok) return opened.error;
  const read = opened.value.read(0);
  return read.ok ? read.value : read.error;
}

let gb18030: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Text in the double bytes of GB18030, as Excel and WPS write CSV in China; other signs than ASCII and those are lost. */
export function inGb18030(text: string): Uint8Array {
  if (gb18030 === undefined) {
    const decoder = new TextDecoder("gb18030");
    const pairs = new Map<string, readonly [number, number]>();
    for (let pair = 0x8140; pair <= 0xfefe; pair++) {
      const bytes: readonly [number, number] = [pair >> 8, pair & 0xff];
      if (bytes[1] >= 0x40 && bytes[1] !== 0x7f) pairs.set(decoder.decode(Uint8Array.from(bytes)), bytes);
    }
    gb18030 = pairs;
  }
  const pairs = gb18030;
  return Uint8Array.from(Array.from(text).flatMap((sign) => [...(pairs.get(sign) ?? [sign.charCodeAt(0) & 0x7f])]));
}
