import { CPCL } from "./cpcl.ts";
import { ESC_POS } from "./escPos.ts";
import type { LanguageRules } from "./labelPrint.ts";
import { TSPL } from "./tspl.ts";

/** Every printer language that is spoken here, in the order in which an unknown printer is asked. */
export const PRINTER_LANGUAGES = ["tspl", "cpcl", "escPos"] as const;

/** A language that printers take pictures in. */
export type PrinterLanguage = (typeof PRINTER_LANGUAGES)[number];

/** How each language is spoken. */
export const LANGUAGE_RULES: Readonly<Record<PrinterLanguage, LanguageRules>> = {
  tspl: TSPL,
  cpcl: CPCL,
  escPos: ESC_POS,
};
