import { dayOf } from "../date.ts";
import { err, ok, type Result } from "../result.ts";
import {
  type CellFlaw,
  columnIndex,
  HEADING_ROWS,
  isRounded,
  MAX_SHEET_COLUMNS,
  MAX_SHEET_ROWS,
  type ReadRow,
  type ReadSheet,
  type SheetError,
} from "./sheet.ts";
import { attribute, type XmlEvents, XmlScan } from "./xmlScan.ts";
import { type Budget, type NewInflater, unpack, type ZipEntry, zipEntries } from "./zip.ts";

/** Bytes that a file may unpack to: fifty thousand rows of thirty columns are a third of it. */
const MAX_UNPACKED = 256 * 1024 * 1024;
/** Days from the zero of a sheet's days to 1970-01-01, by its calendar. */
const EPOCH = { 1900: 25_569, 1904: 24_107 } as const;
/** Numbers from which digits are lost. */
const EXACT = 1e15;

/** A workbook that was opened: its sheets are read one at a time. */
export type Workbook = {
  readonly sheetNames: readonly string[];
  readonly read: (index: number) => Result<ReadSheet, SheetError>;
};

type Package = {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly budget: Budget;
  readonly newInflater: NewInflater;
};

/** What cells refer to. */
type Shared = { readonly strings: readonly string[]; readonly dates: readonly boolean[]; readonly epoch: number };

/** Scans a part of the file; one that is missing is empty. */
function scan(file: Package, path: string, events: XmlEvents): Result<undefined, SheetError> {
  const entry = file.entries.get(path);
  if (entry === undefined) return ok(undefined);
  const xml = new XmlScan(events);
  const decoder = new TextDecoder();
  let sound = true;
  const unpacked = unpack(entry, file, (bytes) => {
    if (sound) sound = xml.push(decoder.decode(bytes, { stream: true }));
  });
  if (!unpacked.ok) return unpacked;
  return sound ? ok(undefined) : err("damaged");
}

/** A text with the signs in place that XML cannot hold. */
function plain(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

type ListedSheet = { readonly name: string; readonly path: string };

function readSheets(
  file: Package,
): Result<{ readonly sheets: readonly ListedSheet[]; readonly epoch: number }, SheetError> {
  const targets = new Map<string, string>();
  const related = scan(file, "xl/_rels/workbook.xml.rels", {
    open: (name, tag) => {
      const target = attribute(tag, "Target") ?? "";
      if (name !== "Relationship") return;
      targets.set(attribute(tag, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    },
  });
  if (!related.ok) return related;
  const sheets: ListedSheet[] = [];
  let epoch: number = EPOCH[1900];
  const read = scan(file, "xl/workbook.xml", {
    open: (name, tag) => {
      if (name === "workbookPr" && /^(1|true)$/.test(attribute(tag, "date1904") ?? "")) epoch = EPOCH[1904];
      const isHidden = (attribute(tag, "state") ?? "visible") !== "visible";
      if (name !== "sheet" || isHidden) return;
      const id = /\s[\w.-]+:id=["']([^"']*)["']/.exec(tag)?.[1] ?? "";
      sheets.push({ name: attribute(tag, "name") ?? "", path: targets.get(id) ?? "" });
    },
  });
  return read.ok ? ok({ sheets, epoch }) : read;
}

function readStrings(file: Package): Result<readonly string[], SheetError> {
  const strings: string[] = [];
  let text = "";
  let inText = false;
  let inReading = false;
  const read = scan(file, "xl/sharedStrings.xml", {
    open: (name) => {
      if (name === "si") text = "";
      if (name === "rPh") inReading = true;
      if (name === "t") inText = !inReading;
    },
    text: (part) => {
      if (inText) text += part;
    },
    close: (name) => {
      if (name === "si") strings.push(plain(text));
      if (name === "rPh") inReading = false;
      if (name === "t") inText = false;
    },
  });
  return read.ok ? ok(strings) : read;
}

/** Whether a number of this format is shown as a day or a time (ECMA-376 part 1, 18.8.30, East Asian ones included). */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58 && id !== 48 && id !== 49);
  const letters = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, "").split(";")[0] ?? "";
  return !/general/i.test(letters) && /[ymdhs年月日]/i.test(letters);
}

function readDateStyles(file: Package): Result<readonly boolean[], SheetError> {
  const codes = new Map<number, string>();
  const dates: boolean[] = [];
  let inCells = false;
  const read = scan(file, "xl/styles.xml", {
    open: (name, tag) => {
      const id = Number(attribute(tag, "numFmtId"));
      if (name === "numFmt") codes.set(id, attribute(tag, "formatCode") ?? "");
      if (name === "cellXfs") inCells = true;
      if (name === "xf" && inCells) dates.push(isDateFormat(id, codes.get(id)));
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return read.ok ? ok(dates) : read;
}

type CellValue = { readonly text: string; readonly flaw?: CellFlaw };

function numberValue(raw: string, isDate: boolean, epoch: number): CellValue {
  const value = Number(raw);
  if (raw === "" || !Number.isFinite(value)) return { text: raw };
  if (isDate && value > 0 && value < 2_958_466) return { text: dayOf(Math.floor(value) - epoch), flaw: "date" };
  if (Math.abs(value) >= EXACT) return { text: raw, flaw: "rounded" };
  return { text: String(Number(value.toPrecision(15))) };
}

function cellValue(type: string, raw: string, isDate: boolean, shared: Shared): CellValue {
  if (type === "s") return { text: shared.strings[Number(raw)] ?? "" };
  if (type === "inlineStr" || type === "str") return { text: plain(raw) };
  if (type === "e") return { text: raw, flaw: "error" };
  if (type === "b") return { text: raw === "1" ? "TRUE" : "FALSE" };
  if (type === "d") return { text: raw.slice(0, 10), flaw: "date" };
  return numberValue(raw, isDate, shared.epoch);
}

type Merge = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

function mergeOf(range: string): readonly Merge[] {
  const parts = /^([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)$/.exec(range);
  const [left, right] = [columnIndex(parts?.[1] ?? ""), columnIndex(parts?.[3] ?? "")];
  if (left === undefined || right === undefined) return [];
  return [{ top: Number(parts?.[2]), bottom: Number(parts?.[4]), left, right }];
}

/** Marks what lies under merged cells and is not their first. */
function withMerges(rows: readonly ReadRow[], merges: readonly Merge[]): readonly ReadRow[] {
  if (merges.length === 0) return rows;
  const byRow = new Map(rows.map((row, index) => [row.number, index]));
  const marked = [...rows];
  for (const { top, bottom, left, right } of merges) {
    for (let number = top; number <= Math.min(bottom, top + MAX_SHEET_ROWS); number++) {
      const index = byRow.get(number) ?? -1;
      const row = marked[index];
      if (row === undefined) continue;
      const first = number === top ? left + 1 : left;
      const width = Math.max(0, Math.min(right, MAX_SHEET_COLUMNS) - first + 1);
      const under = Array.from({ length: width }, (_, at) => [first + at, "merged"] as const);
      if (width > 0) marked[index] = { ...row, flaws: new Map([...(row.flaws ?? []), ...under]) };
    }
  }
  return marked;
}

/** Collects rows as a sheet is scanned. */
class RowCollector {
  readonly rows: ReadRow[] = [];
  readonly merges: Merge[] = [];
  failure: SheetError | undefined;
  readonly #shared: Shared;
  #number = 0;
  #cells: string[] = [];
  #flaws = new Map<number, CellFlaw>();
  #column = -1;
  #type = "";
  #isDate = false;
  #hasFormula = false;
  #raw = "";
  #reads = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  readonly open = (name: string, tag: string): void => {
    if (name === "row") {
      this.#number = Number(attribute(tag, "r")) || this.#number + 1;
      this.#cells = [];
      this.#flaws = new Map();
      this.#column = -1;
    } else if (name === "c") {
      this.#column = columnIndex(attribute(tag, "r") ?? "") ?? this.#column + 1;
      this.#type = attribute(tag, "t") ?? "n";
      this.#isDate = this.#shared.dates[Number(attribute(tag, "s"))] === true;
      this.#hasFormula = false;
      this.#raw = "";
    } else if (name === "f") this.#hasFormula = true;
    else if (name === "v" || name === "t") this.#reads = true;
    else if (name === "mergeCell") this.merges.push(...mergeOf(attribute(tag, "ref") ?? ""));
  };

  readonly text = (text: string): void => {
    if (this.#reads) this.#raw += text;
  };

  readonly close = (name: string): void => {
    if (name === "v" || name === "t") this.#reads = false;
    if (name === "c") this.#endCell();
    if (name === "row") this.#endRow();
  };

  #endCell(): void {
    const { text, flaw } = cellValue(this.#type, this.#raw, this.#isDate, this.#shared);
    const tidy = text.trim();
    if (tidy === "" && !this.#hasFormula) return;
    if (this.#column >= MAX_SHEET_COLUMNS) {
      this.failure ??= "tooManyColumns";
      return;
    }
    while (this.#cells.length < this.#column) this.#cells.push("");
    this.#cells[this.#column] = tidy;
    if (flaw !== undefined) this.#flaws.set(this.#column, flaw);
    else if (this.#hasFormula) this.#flaws.set(this.#column, "formula");
    else if (isRounded(tidy)) this.#flaws.set(this.#column, "rounded");
  }

  #endRow(): void {
    if (this.#cells.length === 0) return;
    if (this.rows.length >= MAX_SHEET_ROWS + HEADING_ROWS) {
      this.failure ??= "tooManyRows";
      return;
    }
    const row = { number: this.#number, cells: this.#cells };
    this.rows.push(this.#flaws.size === 0 ? row : { ...row, flaws: this.#flaws });
  }
}

/**
 * Opens an xlsx file (ECMA-376) of at most 256 MB unpacked; visible sheets only.
 * @param newInflater begins to unpack deflated bytes
 */
export function openXlsx(bytes: Uint8Array, newInflater: NewInflater): Result<Workbook, SheetError> {
  const entries = zipEntries(bytes);
  if (entries === undefined) return err("damaged");
  const file: Package = { entries, budget: { left: MAX_UNPACKED }, newInflater };
  const listed = readSheets(file);
  if (!listed.ok) return listed;
  const strings = readStrings(file);
  const dates = readDateStyles(file);
  if (!strings.ok) return strings;
  if (!dates.ok) return dates;
  const { sheets, epoch } = listed.value;
  if (sheets.length === 0) return err("damaged");
  const shared: Shared = { strings: strings.value, dates: dates.value, epoch };
  return ok({
    sheetNames: sheets.map(({ name }) => name),
    read: (index) => {
      const sheet = sheets[index];
      const collector = new RowCollector(shared);
      if (sheet === undefined || !entries.has(sheet.path)) return err("damaged");
      const read = scan(file, sheet.path, collector);
      if (!read.ok) return read;
      if (collector.failure !== undefined) return err(collector.failure);
      return ok({ name: sheet.name, rows: withMerges(collector.rows, collector.merges) });
    },
  });
}
