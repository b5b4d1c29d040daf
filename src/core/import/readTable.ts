import type { OperatorKind } from "../operator/profile.ts";
import { err, ok, type Result } from "../result.ts";
import { openSheetFile, type SheetFile } from "../sheet/openSheetFile.ts";
import type { CsvEncoding } from "../sheet/readCsv.ts";
import { CELL_FLAWS, type CellFlaw, columnLetters, type ReadRow, type SheetError } from "../sheet/sheet.ts";
import type { NewInflater } from "../sheet/zip.ts";
import { type FieldColumns, type FoundTable, findTable } from "./findTable.ts";
import { markRepeated } from "./judgeRow.ts";
import { type Reading, type ReadLine, readLine } from "./readRow.ts";

/** What is to be read, and how as far as a person has said so. */
export type TableOrder = Omit<Reading, "columns" | "kind"> & {
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  /** Sheet to be read; the first with headings when absent. */
  readonly sheet?: number;
  /** Columns instead of those that the headings name. */
  readonly columns?: FieldColumns;
  readonly kind?: OperatorKind;
};

/** A flaw that cells of a table have, how many, and the places of the first. */
export type TableFlaw = { readonly flaw: CellFlaw; readonly count: number; readonly places: readonly string[] };

/** A table of operators that was read; every row of it is one line. */
export type ReadTable = {
  readonly sheetNames: readonly string[];
  readonly sheet: number;
  readonly encoding?: CsvEncoding;
  readonly headings: readonly string[];
  readonly columns: FieldColumns;
  readonly flaws: readonly TableFlaw[];
  readonly lines: readonly ReadLine[];
};

/** Why no table was read. `noHeadings`: no sheet has a row with a name and another heading that is known. */
export type TableError =
  | { readonly code: SheetError }
  | { readonly code: "noHeadings"; readonly sheetNames: readonly string[] };

/** Places of flawed cells that are named. */
const NAMED_PLACES = 5;

function flawsOf(rows: readonly ReadRow[]): readonly TableFlaw[] {
  const found = new Map<CellFlaw, { count: number; readonly places: string[] }>();
  for (const { number, flaws = [] } of rows) {
    for (const [column, flaw] of flaws) {
      const seen = found.get(flaw) ?? { count: 0, places: [] };
      found.set(flaw, seen);
      seen.count++;
      if (seen.places.length < NAMED_PLACES) seen.places.push(`${columnLetters(column)}${number}`);
    }
  }
  return CELL_FLAWS.flatMap((flaw) => {
    const seen = found.get(flaw);
    return seen === undefined ? [] : [{ flaw, ...seen }];
  });
}

function tableOf(
  file: SheetFile,
  { sheet, pack }: TableOrder,
): Result<{ readonly sheet: number; readonly table: FoundTable }, TableError> {
  const tried = sheet === undefined ? file.sheetNames.map((_, index) => index) : [sheet];
  for (const index of tried) {
    const read = file.read(index);
    if (!read.ok) return err({ code: read.error });
    const table = findTable(read.value, pack);
    if (table !== undefined) return ok({ sheet: index, table });
  }
  return err({ code: "noHeadings", sheetNames: file.sheetNames });
}

/** Reads a table of operators from a file. @param done told how many rows are read */
export function readTable(
  order: TableOrder,
  newInflater: NewInflater,
  done: (rows: number) => void,
): Result<ReadTable, TableError> {
  const file = openSheetFile(order.file, newInflater);
  if (!file.ok) return err({ code: file.error });
  const found = tableOf(file.value, order);
  if (!found.ok) return found;
  const { sheet, table } = found.value;
  const columns = order.columns ?? table.columns;
  const reading: Reading = { ...order, columns };
  const lines = table.rows.map((row, index) => {
    done(index);
    return readLine(row, reading);
  });
  const { sheetNames, encoding } = file.value;
  return ok({
    sheetNames,
    sheet,
    headings: table.headings,
    columns,
    flaws: flawsOf(table.rows),
    lines: markRepeated(lines),
    ...(encoding === undefined ? {} : { encoding }),
  });
}
