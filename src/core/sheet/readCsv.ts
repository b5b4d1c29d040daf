import { err, ok, type Result } from "../result.ts";
import {
  HEADING_ROWS,
  isRounded,
  MAX_SHEET_COLUMNS,
  MAX_SHEET_ROWS,
  type ReadRow,
  type ReadSheet,
  type SheetError,
} from "./sheet.ts";

/** How a CSV's bytes are text. */
export type CsvEncoding = "utf-8" | "utf-16le" | "gb18030";

/** A CSV that was read, and how. */
export type ReadCsv = { readonly sheet: ReadSheet; readonly encoding: CsvEncoding };

function decodeAs(encoding: CsvEncoding, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text by its mark, else as UTF-8, else as what Chinese programs write without one. */
function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: CsvEncoding } | undefined {
  const encodings: readonly CsvEncoding[] =
    bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of encodings) {
    const text = decodeAs(encoding, bytes);
    if (text !== undefined && !text.includes("\u0000")) return { text, encoding };
  }
  return undefined;
}

/** What stands between the values of the first line: the one of which there are most. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [",", "\t", ";"].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).sign;
}

/** A value as it was meant: without the tab, the apostrophe or the `="…"` that keeps a code a text. */
function meant(value: string): string {
  const tidy = value.trim();
  return /^="([^"]*)"$/.exec(tidy)?.[1] ?? (/^'\d/.test(tidy) ? tidy.slice(1) : tidy);
}

/** Splits a CSV into lines of values (RFC 4180); a quoted value may hold signs and line ends. */
function* lines(text: string, separator: string): Generator<readonly string[]> {
  const ends = `${separator}\r\n`;
  let values: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let value = "";
    if (text.charAt(at) === '"') {
      let end = text.indexOf('"', at + 1);
      while (end >= 0 && text.charAt(end + 1) === '"') end = text.indexOf('"', end + 2);
      const close = end < 0 ? text.length : end;
      value = text.slice(at + 1, close).replace(/""/g, '"');
      at = close + 1;
    }
    let next = at;
    while (next < text.length && !ends.includes(text.charAt(next))) next++;
    values.push(value + text.slice(at, next));
    at = next + 1;
    if (text.charAt(next) === separator) continue;
    if (text.charAt(next) === "\r" && text.charAt(at) === "\n") at++;
    yield values;
    values = [];
  }
}

function rowOf(number: number, values: readonly string[]): ReadRow {
  const cells = values.map(meant);
  while (cells[cells.length - 1] === "") cells.pop();
  const rounded = cells.flatMap((cell, column) => (isRounded(cell) ? [column] : []));
  const row = { number, cells };
  return rounded.length === 0 ? row : { ...row, flaws: new Map(rounded.map((column) => [column, "rounded"])) };
}

/** Reads a CSV: UTF-8 with or without its mark, UTF-16 with one, or GB18030; commas, tabs or semicolons. */
export function readCsv(bytes: Uint8Array, name: string): Result<ReadCsv, SheetError> {
  const decoded = decode(bytes);
  if (decoded === undefined) return err("unknownEncoding");
  const { text, encoding } = decoded;
  const rows: ReadRow[] = [];
  let number = 0;
  for (const values of lines(text, separatorOf(text))) {
    const row = rowOf(++number, values);
    if (row.cells.length === 0) continue;
    if (row.cells.length > MAX_SHEET_COLUMNS) return err("tooManyColumns");
    if (rows.length >= MAX_SHEET_ROWS + HEADING_ROWS) return err("tooManyRows");
    rows.push(row);
  }
  return rows.length === 0 ? err("empty") : ok({ sheet: { name, rows }, encoding });
}
