import { defineText } from "./catalogue.ts";
import { zhFile } from "./zh-CN/file.ts";

/** Words of operators' files and of the officer's desk. */
export const fileText = defineText(zhFile, async () => (await import("./en/file.ts")).enFile);
