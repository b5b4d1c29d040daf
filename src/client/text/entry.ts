import { defineText } from "./catalogue.ts";
import { zhEntry } from "./zh-CN/entry.ts";

/** Words of the screens that change, merge and explain a register entry. */
export const entryText = defineText(zhEntry, async () => (await import("./en/entry.ts")).enEntry);
