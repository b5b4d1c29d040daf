import { MAX_PRODUCTS } from "../operator/holdings.ts";
import { parseIdNumber } from "../operator/idNumber.ts";
import { type OperatorKind, PERSON_KINDS, parsePhone } from "../operator/profile.ts";
import { anyRegionContains, type DivisionCode } from "../operator/region.ts";
import { checkUscc, tidyUscc } from "../operator/uscc.ts";
import { type ImportColumns, type ImportField, kindNamed, kindOfName } from "../reference/importColumns.ts";
import type { CellFlaw, ReadRow } from "../sheet/sheet.ts";
import { checkText, type TextBounds, tidyText } from "../text.ts";
import { findPlace, type PlaceTables } from "./findPlace.ts";
import type { FieldColumns } from "./findTable.ts";

/** What a row says about an operator, in the register's own forms. */
export type ImportedEntry = {
  readonly name: string;
  readonly kind: OperatorKind;
  /** The table has no word for its kind: it was read from the name, or taken from the officer's choice. */
  readonly kindGuessed: boolean;
  readonly region: DivisionCode;
  readonly address?: string;
  readonly uscc?: string;
  readonly phone?: string;
  readonly idNumber?: string;
  /** Names of products. */
  readonly products: readonly string[];
  /** A plot, area in m². */
  readonly plot?: { readonly name: string; readonly area?: number };
};

/** Why a row is not taken as it is. */
export type RowFault =
  | { readonly code: "missing" | "unreadable" | "tooLong"; readonly field: ImportField }
  /** A flaw of a cell that the row needs. */
  | { readonly code: Exclude<CellFlaw, "formula">; readonly field: ImportField }
  | { readonly code: "placeUnknown" | "outOfScope" }
  /** Another row of the table is the same operator. */
  | { readonly code: "twice"; readonly row: number }
  /** It may be several operators of the register. */
  | { readonly code: "ambiguous"; readonly names: readonly string[] }
  /** The register has another unified social credit code for the operator of this name at this place. */
  | { readonly code: "otherCode"; readonly held: string }
  | { readonly code: "closed" };

/** What an officer should look at though the row is taken. */
export type RowNote = "usccOtherDigit" | "usccOtherForm" | "kindFromName" | "townOnly" | "countyOnly" | "formula";

/** A row as it was read: what it says, or why it says nothing usable. */
export type ReadLine = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly entry?: ImportedEntry;
  readonly faults: readonly RowFault[];
  readonly notes: readonly RowNote[];
};

/** What reading rows needs to know. */
export type Reading = {
  readonly columns: FieldColumns;
  readonly pack: ImportColumns;
  readonly places: PlaceTables;
  /** Regions in which the officer registers. */
  readonly scopes: readonly DivisionCode[];
  /** Kind of operator for rows that do not tell theirs. */
  readonly kind?: OperatorKind;
};

const NAME: TextBounds = { min: 1, max: 60 };
const USCC: TextBounds = { min: 1, max: 30 };
const SHORT: TextBounds = { min: 1, max: 30 };
/** m² in units of area; 1 公顷 is 15 亩. */
const SQUARE_METRES: Readonly<Record<string, number>> = { 亩: 10_000 / 15, 公顷: 10_000 };
const MAX_AREA = 10 ** 9;

/** Reads one row's fields, noting what is wrong. */
class RowReader {
  readonly faults: RowFault[] = [];
  readonly notes: RowNote[] = [];
  readonly #row: ReadRow;
  readonly #columns: FieldColumns;

  constructor(row: ReadRow, columns: FieldColumns) {
    this.#row = row;
    this.#columns = columns;
  }

  /** A cell's text; a cell whose value was lost is a fault. */
  cell(field: ImportField): string {
    const column = this.#columns[field];
    if (column === undefined) return "";
    const text = tidyText(this.#row.cells[column] ?? "");
    const flaw = this.#row.flaws?.get(column);
    if (flaw === "formula" && !this.notes.includes("formula")) this.notes.push("formula");
    if (flaw === undefined || flaw === "formula" || (flaw === "merged" && text !== "")) return text;
    // What lies under merged cells is missing only where somebody must have meant it.
    if (flaw === "merged" && !this.#needs(field)) return "";
    this.faults.push({ code: flaw, field });
    return "";
  }

  #needs(field: ImportField): boolean {
    return field === "name" || field === "kind" || field === "county" || field === "town" || field === "village";
  }

  /** A text of a field, tidied; undefined when the cell is empty or no text that may be signed. */
  text(field: ImportField, bounds: TextBounds): string | undefined {
    const typed = this.cell(field).replace(/\s+/g, " ");
    if (typed === "") return undefined;
    const checked = checkText(typed, bounds);
    if (checked.ok) return checked.value;
    this.faults.push({ code: checked.error === "textTooLong" ? "tooLong" : "unreadable", field });
    return undefined;
  }

  /** A number that `parse` reads; undefined when the cell is empty or it is none. */
  parsed(field: ImportField, parse: (typed: string) => string | undefined): string | undefined {
    const typed = this.cell(field);
    const value = typed === "" ? undefined : parse(typed);
    if (typed !== "" && value === undefined) this.faults.push({ code: "unreadable", field });
    return value;
  }

  isFaulty(field: ImportField): boolean {
    return this.faults.some((fault) => "field" in fault && fault.field === field);
  }

  need(field: ImportField): void {
    if (!this.isFaulty(field)) this.faults.push({ code: "missing", field });
  }
}

type KindRead = Pick<ImportedEntry, "kind" | "kindGuessed">;

function readKind(reader: RowReader, name: string, { pack, kind: chosen }: Reading): KindRead | undefined {
  const cell = reader.cell("kind");
  const named = kindNamed(pack, cell);
  if (named !== undefined) return { kind: named, kindGuessed: false };
  if (cell !== "") {
    reader.faults.push({ code: "unreadable", field: "kind" });
    return undefined;
  }
  const told = kindOfName(pack, name);
  const kind = told ?? chosen;
  if (kind === undefined) reader.need("kind");
  else if (told !== undefined) reader.notes.push("kindFromName");
  return kind === undefined ? undefined : { kind, kindGuessed: true };
}

function readUscc(reader: RowReader): string | undefined {
  const typed = reader.text("uscc", USCC);
  if (typed === undefined) return undefined;
  const code = tidyUscc(typed);
  const check = checkUscc(code);
  if (check === "otherDigit") reader.notes.push("usccOtherDigit");
  if (check === "otherForm") reader.notes.push("usccOtherForm");
  return code;
}

function readNumbers(reader: RowReader): Pick<ImportedEntry, "uscc" | "idNumber" | "phone"> {
  const uscc = readUscc(reader);
  const idNumber = reader.parsed("idNumber", parseIdNumber);
  const phone = reader.parsed("phone", parsePhone);
  return {
    ...(uscc === undefined ? {} : { uscc }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(phone === undefined ? {} : { phone }),
  };
}

function readPlace(
  reader: RowReader,
  { places, scopes }: Reading,
): Pick<ImportedEntry, "region" | "address"> | undefined {
  const written = {
    division: reader.cell("division"),
    county: reader.cell("county"),
    town: reader.cell("town"),
    village: reader.cell("village"),
    address: reader.cell("address"),
  };
  const found = findPlace(written, places);
  if (found === undefined) {
    reader.faults.push({ code: "placeUnknown" });
    return undefined;
  }
  const { region, address } = found;
  if (!anyRegionContains(scopes, region)) reader.faults.push({ code: "outOfScope" });
  if (region.length === 9) reader.notes.push("townOnly");
  if (region.length === 6) reader.notes.push("countyOnly");
  if (address === "") return { region };
  const checked = checkText(address, NAME);
  if (!checked.ok)
    reader.faults.push({ code: checked.error === "textTooLong" ? "tooLong" : "unreadable", field: "address" });
  return { region, address };
}

function readProducts(reader: RowReader): readonly string[] {
  const names = reader
    .cell("products")
    .split(/[、,，;；/\s]+/)
    .map(tidyText);
  const distinct = [...new Set(names.filter((name) => name !== ""))];
  const isRight = distinct.length <= MAX_PRODUCTS && distinct.every((name) => checkText(name, SHORT).ok);
  if (!isRight) reader.faults.push({ code: "unreadable", field: "products" });
  return isRight ? distinct : [];
}

/** An area in m²; in 亩 unless the cell says otherwise, as every table of operators gives it. */
function areaIn(typed: string): number | undefined {
  const parts = /^约?(\d+(?:\.\d+)?)(亩|平方米|平米|㎡|m2|公顷)?$/i.exec(typed.normalize("NFKC").replace(/[\s,]/g, ""));
  const amount = Number(parts?.[1]);
  const unit = parts?.[2] ?? "亩";
  if (parts === null || !(amount > 0)) return undefined;
  const area = Math.round(amount * (SQUARE_METRES[unit] ?? 1));
  return area >= 1 && area <= MAX_AREA ? area : undefined;
}

/** A plot without a name is called by its place, else by its number. */
function readPlot(reader: RowReader, address: string | undefined): ImportedEntry["plot"] {
  const named = reader.text("plot", SHORT);
  const typed = reader.cell("area");
  const area = typed === "" || typed === "0" ? undefined : areaIn(typed);
  if (typed !== "" && typed !== "0" && area === undefined) reader.faults.push({ code: "unreadable", field: "area" });
  const place = Array.from(address ?? "")
    .slice(0, SHORT.max)
    .join("");
  const name = named ?? (place === "" ? "1" : place);
  if (named === undefined && area === undefined) return undefined;
  return area === undefined ? { name } : { name, area };
}

/** Reads a row of a table of operators. A row that lacks anything it needs has faults and no entry. */
export function readLine(row: ReadRow, reading: Reading): ReadLine {
  const reader = new RowReader(row, reading.columns);
  const name = reader.text("name", NAME);
  if (name === undefined) reader.need("name");
  const kind = readKind(reader, name ?? "", reading);
  const numbers = readNumbers(reader);
  const place = readPlace(reader, reading);
  const products = readProducts(reader);
  const plot = readPlot(reader, place?.address);
  const { faults, notes } = reader;
  const line = { row: row.number, cells: row.cells, faults, notes };
  if (faults.length > 0 || name === undefined || kind === undefined || place === undefined) return line;
  const entry = { name, ...kind, ...place, ...numbers, products };
  return { ...line, entry: plot === undefined ? entry : { ...entry, plot } };
}

/** A natural person's entry: its name is masked in public. */
export function isPerson(kind: OperatorKind): boolean {
  return PERSON_KINDS.includes(kind);
}
