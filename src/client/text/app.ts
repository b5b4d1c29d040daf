import { defineText } from "./catalogue.ts";
import { zhApp } from "./zh-CN/app.ts";

/** Words of the shell and the home screen. */
export const appText = defineText(zhApp, async () => (await import("./en/app.ts")).enApp);
