import { defineText } from "./catalogue.ts";
import { zhOfficerFailures } from "./zh-CN/officerFailures.ts";

/** What went wrong on an officer's screens, and what to do about it. */
export const officerFailuresText = defineText(
  zhOfficerFailures,
  async () => (await import("./en/officerFailures.ts")).enOfficerFailures,
);
