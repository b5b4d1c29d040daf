import { defineText } from "./catalogue.ts";
import { zhUi } from "./zh-CN/ui.ts";

/** Words of the ui kit. */
export const uiText = defineText(zhUi, async () => (await import("./en/ui.ts")).enUi);
