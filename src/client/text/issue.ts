import { defineText } from "./catalogue.ts";
import { zhIssue } from "./zh-CN/issue.ts";

/** Words of issuing a certificate. */
export const issueText = defineText(zhIssue, async () => (await import("./en/issue.ts")).enIssue);
