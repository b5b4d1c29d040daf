import { defineText } from "./catalogue.ts";
import { zhLabelCheck } from "./zh-CN/labelCheck.ts";

/** Words of the label check. */
export const labelCheckText = defineText(zhLabelCheck, async () => (await import("./en/labelCheck.ts")).enLabelCheck);
