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
