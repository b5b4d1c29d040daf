import { fieldOf, type ImportColumns, type ImportField } from "../reference/importColumns.ts";
import { HEADING_ROWS, type ReadRow, type ReadSheet } from "../sheet/sheet.ts";

/** Which column holds which field, by index. */
export type FieldColumns = Readonly<Partial<Record<ImportField, number>>>;

/** A table within a sheet. */
export type FoundTable = {
  readonly headings: readonly string[];
  readonly columns: FieldColumns;
  /** Rows below the headings. */
  readonly rows: readonly ReadRow[];
};

/** Fields that a row of headings names at least, the name among them, for it to be taken for one. */
const LEAST_FIELDS = 2;

function columnsOf(cells: readonly string[], pack: ImportColumns): FieldColumns {
  const columns: Partial<Record<ImportField, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const field = cell === "" ? undefined : fieldOf(pack, cell);
    if (field !== undefined) columns[field] ??= index;
  }
  return columns;
}

/** Finds the headings in a sheet's first rows: what stands above them is a title. */
export function findTable({ rows }: ReadSheet, pack: ImportColumns): FoundTable | undefined {
  for (const [index, { cells }] of rows.slice(0, HEADING_ROWS).entries()) {
    const columns = columnsOf(cells, pack);
    if (columns.name === undefined || Object.keys(columns).length < LEAST_FIELDS) continue;
    return { headings: cells, columns, rows: rows.slice(index + 1) };
  }
  return undefined;
}
