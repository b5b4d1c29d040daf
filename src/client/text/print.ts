import { defineText } from "./catalogue.ts";
import { zhPrint } from "./zh-CN/print.ts";

/** Words of printing. */
export const printText = defineText(zhPrint, async () => (await import("./en/print.ts")).enPrint);
