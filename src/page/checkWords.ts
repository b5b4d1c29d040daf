import { escapeHtml } from "./html.ts";
import type { PageFrame } from "./pageInput.ts";
import { enCheck } from "./text/en.ts";
import type { CheckText } from "./text/messages.ts";
import { zhCheck } from "./text/zh-CN.ts";

/** What can come out where the register has the number. */
const REGISTERED: readonly (keyof CheckText)[] = [
  "checking",
  "verified",
  "noCode",
  "damaged",
  "differsTitle",
  "differs",
  "forgedTitle",
  "forged",
  "notPossible",
  "unreachable",
];
/** What can come out where it has not. */
const UNREGISTERED: readonly (keyof CheckText)[] = [
  "checking",
  "noCode",
  "damaged",
  "forgedTitle",
  "forged",
  "unregisteredTitle",
  "unregistered",
  "notInForceTitle",
  "notInForce",
  "unknownKey",
  "notPossible",
  "unreachable",
  "written",
  "unproven",
  "product",
  "quantity",
  "issuedAt",
];

function attributes(text: CheckText, keys: readonly (keyof CheckText)[]): string {
  return keys
    .map((key) => {
      const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return ` data-${name}="${escapeHtml(text[key])}"`;
    })
    .join("");
}

const PREPARED = {
  "zh-CN": { registered: attributes(zhCheck, REGISTERED), unregistered: attributes(zhCheck, UNREGISTERED) },
  en: { registered: attributes(enCheck, REGISTERED), unregistered: attributes(enCheck, UNREGISTERED) },
} as const;

/**
 * The script's words as data attributes of its line: the page brings the one language it is in, so that the script,
 * which every reader loads, holds none.
 */
export function checkWords(language: PageFrame["language"], known: boolean): string {
  return PREPARED[language][known ? "registered" : "unregistered"];
}
