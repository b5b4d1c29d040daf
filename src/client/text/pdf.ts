import { defineText } from "./catalogue.ts";
import { zhPdf } from "./zh-CN/pdf.ts";

/** Words of making PDFs, and of the ledger. */
export const pdfText = defineText(zhPdf, async () => (await import("./en/pdf.ts")).enPdf);
