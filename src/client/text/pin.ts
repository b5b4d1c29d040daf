import { defineText } from "./catalogue.ts";
import { zhPin } from "./zh-CN/pin.ts";

/** Words of asking for a PIN. */
export const pinText = defineText(zhPin, async () => (await import("./en/pin.ts")).enPin);
