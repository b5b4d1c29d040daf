import { defineText } from "./catalogue.ts";
import { zhSettings } from "./zh-CN/settings.ts";

/** Words of the settings. */
export const settingsText = defineText(zhSettings, async () => (await import("./en/settings.ts")).enSettings);
