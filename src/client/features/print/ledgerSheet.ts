import { formatNumber } from "../../../core/certificate/number.ts";
import { type CalendarDay, chinaDay } from "../../../core/date.ts";
import type { Language, Say } from "../../text/catalogue.ts";
import { chinaDayWords } from "../../text/format.ts";
import type { pdfText } from "../../text/pdf.ts";
import { quantityWords } from "../../ui/quantityWords.ts";
import type { LedgerCertificate, LedgerDeps } from "./ledgerDeps.ts";
import type { Ledger } from "./pdf/ledger.ts";

/** What a ledger is put into words from. */
export type LedgerInput = {
  readonly issuer: string;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  readonly certificates: readonly LedgerCertificate[];
};

/** Parts of the width that the columns take. */
const COLUMNS = [
  ["index", 0.8],
  ["number", 3],
  ["product", 2.8],
  ["quantity", 2],
  ["issuedAt", 2.2],
  ["state", 1.9],
] as const;

/** Puts a ledger into words. */
export function ledgerSheet(
  { issuer, from, to, certificates }: LedgerInput,
  words: { readonly text: Say<typeof pdfText.zh>; readonly language: Language; readonly units: LedgerDeps["units"] },
): Ledger {
  const { text, language, units } = words;
  const day = (value: CalendarDay) => chinaDayWords(value, language);
  return {
    title: text("ledger.sheet.title"),
    lines: [
      text("ledger.sheet.issuer", { issuer }),
      text("ledger.sheet.period", { from: day(from), to: day(to), count: certificates.length }),
    ],
    columns: COLUMNS.map(([name, share]) => ({ heading: text(`ledger.column.${name}`), share })),
    rows: certificates.map(({ number, product, quantity, iat, state }, index) => [
      `${index + 1}`,
      formatNumber(number),
      product,
      quantityWords(quantity, units, language),
      day(chinaDay(iat)),
      text(`ledger.state.${state}`),
    ]),
    foot: text("ledger.sheet.foot", { page: "{page}", pages: "{pages}" }),
  };
}
