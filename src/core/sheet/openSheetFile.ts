import { err, ok, type Result } from "../result.ts";
import { type CsvEncoding, readCsv } from "./readCsv.ts";
import { openXlsx, type Workbook } from "./readXlsx.ts";
import { MAX_SHEET_FILE_BYTES, type SheetError } from "./sheet.ts";
import type { NewInflater } from "./zip.ts";

/** A table's file that was opened; `encoding` of a CSV, which has one sheet under the file's name. */
export type SheetFile = Workbook & { readonly encoding?: CsvEncoding };

function beginsWith(bytes: Uint8Array, ...head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

/** Opens an xlsx or CSV file of at most 20 MB, told apart by its first bytes, not by its name. */
export function openSheetFile(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  newInflater: NewInflater,
): Result<SheetFile, SheetError> {
  if (bytes.length > MAX_SHEET_FILE_BYTES) return err("tooLarge");
  if (bytes.length === 0) return err("empty");
  // .xls, and xlsx with a password, are OLE compound files.
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return err("oldFormat");
  if (beginsWith(bytes, 0x50, 0x4b)) return openXlsx(bytes, newInflater);
  const read = readCsv(bytes, name.replace(/\.[^.]*$/, ""));
  if (!read.ok) return read;
  const { sheet, encoding } = read.value;
  return ok({ sheetNames: [sheet.name], encoding, read: () => ok(sheet) });
}
