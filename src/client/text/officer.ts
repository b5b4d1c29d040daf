import { defineText } from "./catalogue.ts";
import { zhOfficer } from "./zh-CN/officer.ts";

/** Words of an officer's screens. */
export const officerText = defineText(zhOfficer, async () => (await import("./en/officer.ts")).enOfficer);
