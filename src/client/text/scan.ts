import { defineText } from "./catalogue.ts";
import { zhScan } from "./zh-CN/scan.ts";

/** Words of scanning and of verdicts. */
export const scanText = defineText(zhScan, async () => (await import("./en/scan.ts")).enScan);
