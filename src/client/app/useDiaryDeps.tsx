import { useMemo } from "react";
import type { Phone } from "../data/phone.ts";
import type { DiaryDeps } from "../features/diary/diaryDeps.ts";
import { LedgerPdf } from "../features/print/LedgerPdf.tsx";
import { useLanguage } from "../text/useText.ts";
import { diaryServices } from "./diaryServices.ts";
import { printFonts } from "./glyphServices.ts";
import type { Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";

/** What the diary's screens need, with what makes their tables into PDFs. */
export function useDiaryDeps(phone: Phone, packs: Packs): DiaryDeps {
  const language = useLanguage();
  return useMemo(() => {
    const outlet = { glyphs: (texts: readonly string[]) => printFonts(phone, texts), saveFile };
    return {
      ...diaryServices(phone, packs, language),
      pdfOf: (table, name) => <LedgerPdf ledger={table} name={name} outlet={outlet} />,
    };
  }, [phone, packs, language]);
}
