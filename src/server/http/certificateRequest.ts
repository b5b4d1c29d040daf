import { checkCharacter } from "../../core/certificate/number.ts";
import type { PageFrame } from "../../page/pageInput.ts";

/** True for a number in the one form that is looked up: 16 upper-case characters whose last one fits the others. */
export function isNumber(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(text) && checkCharacter(text.slice(0, 15)) === text.charAt(15);
}

/** English when the address asks for it, or the browser prefers it to Chinese and the address says nothing. */
export function languageOf(lang: string | undefined, acceptLanguage: string | undefined): PageFrame["language"] {
  if (lang !== undefined) return lang === "en" ? "en" : "zh-CN";
  if (acceptLanguage === undefined) return "zh-CN";
  const preferred = /(?:^|,)\s*(zh|en)\b/i.exec(acceptLanguage)?.[1];
  return preferred?.toLowerCase() === "en" ? "en" : "zh-CN";
}

/** True when answers may be sent as they are kept. */
export function takesBrotli(acceptEncoding: string | undefined): boolean {
  return /\bbr\b/.test(acceptEncoding ?? "");
}
