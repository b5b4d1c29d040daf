import { brotliCompressSync } from "node:zlib";
import { readPrinters } from "../core/reference/printers.ts";
import { err, ok, type Result } from "../core/result.ts";
import shipped from "../data/printers.json" with { type: "json" };
import { regionPack, unlikePack } from "./regionPacks.ts";

/** Printers and how they are spoken to, as JSON and compressed with brotli. */
export type PrinterPackFile = { readonly text: string; readonly packed: Uint8Array };

/** The printers that phones are told of: the region's own where it has put some. An error is one sentence. */
export function openPrinterPack(dataDir: string): Result<PrinterPackFile, string> {
  const own = regionPack(dataDir, "printers");
  if (!own.ok) return own;
  const read = readPrinters(own.value ?? shipped);
  if (!read.ok) return err(unlikePack(dataDir, "printers"));
  const text = JSON.stringify(read.value);
  return ok({ text, packed: brotliCompressSync(text) });
}
