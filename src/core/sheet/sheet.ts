import type { CalendarDay } from "../date.ts";

/** What a cell of a written sheet holds: text, a number, a day, or a moment in Unix seconds, shown in China's time. */
export type WrittenCell = string | number | { readonly day: CalendarDay } | { readonly moment: number } | undefined;

/** A column of a written sheet; `width` in half-width characters, twelve when absent. */
export type SheetColumn = { readonly heading: string; readonly width?: number };

/** A sheet to be written: its headings, then its rows in the order of the columns. */
export type WrittenSheet = {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<readonly WrittenCell[]>;
};

/** Media type of an xlsx file (ECMA-376, part 1). */
export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The letters of a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest === 0 ? "" : columnLetters(rest - 1)) + String.fromCharCode(65 + (index % 26));
}

/** The index of a column from the letters of a cell's place: `AA7` is 26; undefined for no such place. */
export function columnIndex(place: string): number | undefined {
  let index = 0;
  let count = 0;
  while (count < 3) {
    const letter = place.charCodeAt(count) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    index = index * 26 + letter;
    count++;
  }
  return count === 0 ? undefined : index - 1;
}

/**
 * What is wrong with a cell that was read: its value is a formula's last one; it belongs to merged cells and is not
 * their first; it is a day or a number where a text was typed, which a program took for one; its last digits are lost
 * (9.3E+17); or it holds an error such as #REF!.
 */
export const CELL_FLAWS = ["formula", "merged", "date", "rounded", "error"] as const;
/** One of {@link CELL_FLAWS}. */
export type CellFlaw = (typeof CELL_FLAWS)[number];

/** A row that was read; `number` as the program shows it, from 1. Empty rows are left out. */
export type ReadRow = {
  readonly number: number;
  readonly cells: readonly string[];
  /** Flaws by column; absent when there are none. */
  readonly flaws?: ReadonlyMap<number, CellFlaw>;
};

/** A sheet that was read. */
export type ReadSheet = { readonly name: string; readonly rows: readonly ReadRow[] };

/** Largest file in bytes that is read: 20 MB. */
export const MAX_SHEET_FILE_BYTES = 20 * 1024 * 1024;
/** Most rows of a sheet that are read, the headings and what stands above them apart. */
export const MAX_SHEET_ROWS = 50_000;
/** Rows that titles and headings may take. */
export const HEADING_ROWS = 20;
/** Most columns of a sheet that are read. */
export const MAX_SHEET_COLUMNS = 200;

/**
 * Why a file was not read. `oldFormat`: .xls or a file with a password; `tooManyCells`: it holds, unpacked, more than
 * any table of its rows needs, as a zip bomb does.
 */
export type SheetError =
  | "tooLarge"
  | "tooManyRows"
  | "tooManyColumns"
  | "tooManyCells"
  | "oldFormat"
  | "damaged"
  | "unknownEncoding"
  | "empty";

/** A code of more digits than a number holds, as programs write it once they have lost them. */
const ROUNDED = /^[+-]?\d(?:\.\d+)?E\+?\d+$/i;

/** Whether a text is a number that has lost digits. */
export function isRounded(text: string): boolean {
  return ROUNDED.test(text) && Math.abs(Number(text)) >= 1e11;
}
