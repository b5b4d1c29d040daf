import { defineText } from "./catalogue.ts";
import { zhImporting } from "./zh-CN/importing.ts";

/** Words of importing tables of operators and exporting the register. */
export const importingText = defineText(zhImporting, async () => (await import("./en/importing.ts")).enImporting);
