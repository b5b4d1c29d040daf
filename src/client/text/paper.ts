import { defineText } from "./catalogue.ts";
import { zhPaper } from "./zh-CN/paper.ts";

/** Words of everything on paper beside the labels of one certificate. */
export const paperText = defineText(zhPaper, async () => (await import("./en/paper.ts")).enPaper);
