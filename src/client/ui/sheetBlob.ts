import { type WrittenSheet, XLSX_TYPE } from "../../core/sheet/sheet.ts";
import { xlsxFiles } from "../../core/sheet/writeXlsx.ts";

/** Packs files into a zip, as fflate's `zipSync` does, which is loaded where a table is asked for. */
export type Zip = (files: Record<string, Uint8Array>) => Uint8Array<ArrayBuffer>;

/** An xlsx file of these sheets, to be saved: `sheetBlob(sheets, (await import("fflate")).zipSync)`. */
export function sheetBlob(sheets: readonly WrittenSheet[], zip: Zip): Blob {
  return new Blob([zip(xlsxFiles(sheets))], { type: XLSX_TYPE });
}
