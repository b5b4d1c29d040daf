import { utf8 } from "../bytes.ts";
import { dayNumber } from "../date.ts";
import { columnLetters, type WrittenCell, type WrittenSheet } from "./sheet.ts";

/** Days from 1899-12-30, the zero of a sheet's days, to 1970-01-01. */
const EPOCH = 25_569;
const DAY_SECONDS = 86_400;
const CHINA_OFFSET = 8 * 3600;
/** Most characters that a cell holds (Excel's own limit). */
const CELL_LENGTH = 32_767;
const SHEET_NAME_LENGTH = 31;
const COLUMN_WIDTH = 12;

/** Formats of cells, in the order of `cellXfs` below. */
const STYLE = { heading: 1, text: 2, guarded: 3, day: 4, moment: 5 } as const;
/** What a program may take for a formula once the cell is edited or the sheet is saved as CSV. */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** Whether a text holds anything that XML has another way of writing. */
const SPECIAL = /[\p{Cc}\ud800-\udfff\ufffe\uffff&<>"]|_x/u;

/** Text as XML may hold it; what it may not, as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19). */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (found) =>
      found === "\t" || found === "\n"
        ? found
        : `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replace(/[\ud800-\udfff]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function textCell(at: string, text: string, style: number): string {
  const kept = escaped(text.slice(0, CELL_LENGTH));
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${kept}</t></is></c>`;
}

function cell(at: string, value: WrittenCell): string {
  if (value === undefined || value === "") return "";
  if (typeof value === "string") return textCell(at, value, LIKE_A_FORMULA.test(value) ? STYLE.guarded : STYLE.text);
  if (typeof value === "number") return Number.isFinite(value) ? `<c r="${at}"><v>${value}</v></c>` : "";
  if ("moment" in value)
    return `<c r="${at}" s="${STYLE.moment}"><v>${EPOCH + (value.moment + CHINA_OFFSET) / DAY_SECONDS}</v></c>`;
  const days = dayNumber(value.day);
  return days === undefined
    ? textCell(at, value.day, STYLE.text)
    : `<c r="${at}" s="${STYLE.day}"><v>${EPOCH + days}</v></c>`;
}

function row(number: number, cells: readonly string[]): string {
  return `<row r="${number}">${cells.join("")}</row>`;
}

function sheetPart({ columns, rows }: WrittenSheet): Uint8Array {
  const letters = columns.map((_, index) => columnLetters(index));
  const widths = columns.map(({ width }, index) => {
    return `<col min="${index + 1}" max="${index + 1}" width="${width ?? COLUMN_WIDTH}" customWidth="1"/>`;
  });
  const lines = [
    row(
      1,
      columns.map(({ heading }, index) => textCell(`${letters[index]}1`, heading, STYLE.heading)),
    ),
  ];
  for (const values of rows) {
    const number = lines.length + 1;
    lines.push(
      row(
        number,
        letters.map((letter, index) => cell(`${letter}${number}`, values[index])),
      ),
    );
  }
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  const cols = widths.length === 0 ? "" : `<cols>${widths.join("")}</cols>`;
  return utf8(`${HEAD}<worksheet xmlns="${MAIN}">${views}${cols}<sheetData>${lines.join("")}</sheetData></worksheet>`);
}

/** Names that programs take: none of their own signs, at most 31 characters, each once. */
function sheetNames(sheets: readonly WrittenSheet[]): readonly string[] {
  const taken = new Set<string>();
  return sheets.map(({ name }, index) => {
    const tidy = name.replace(/[[\]:*?/\\']/g, " ").trim();
    const short = tidy.slice(0, SHEET_NAME_LENGTH) || `Sheet${index + 1}`;
    const free = taken.has(short.toLowerCase()) ? `${short.slice(0, SHEET_NAME_LENGTH - 4)} ${index + 1}` : short;
    taken.add(free.toLowerCase());
    return free;
  });
}

/**
 * The files of an xlsx workbook (ECMA-376, transitional) by their paths, to be packed as a zip:
 * `zipSync(xlsxFiles(sheets))`. Text stays text: long codes keep every digit, and what begins like a formula is none.
 */
export function xlsxFiles(sheets: readonly WrittenSheet[]): Record<string, Uint8Array> {
  const numbers = sheets.map((_, index) => index + 1);
  const names = sheetNames(sheets);
  const parts = numbers.map(
    (number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${PARTS}.worksheet+xml"/>`,
  );
  const listed = numbers.map(
    (number) => `<sheet name="${escaped(names[number - 1] ?? "")}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  const related = numbers.map(
    (number) =>
      `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  const files: Record<string, Uint8Array> = {
    "[Content_Types].xml": utf8(
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${PARTS}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${PARTS}.styles+xml"/>${parts.join("")}</Types>`,
    ),
    "_rels/.rels": utf8(
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    "xl/workbook.xml": utf8(
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": utf8(
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${related.join("")}${styles}</Relationships>`,
    ),
    "xl/styles.xml": utf8(STYLES),
  };
  for (const [index, sheet] of sheets.entries()) files[`xl/worksheets/sheet${index + 1}.xml`] = sheetPart(sheet);
  return files;
}
