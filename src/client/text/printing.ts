import { defineText } from "./catalogue.ts";
import { zhPrinting } from "./zh-CN/printing.ts";

/** Words of the print queue and the printers. */
export const printingText = defineText(zhPrinting, async () => (await import("./en/printing.ts")).enPrinting);
