import { formatNumber } from "../core/certificate/number.ts";
import { certificateRecordsPath } from "../wire/paths.ts";
import { certificateLink, escapeHtml } from "./html.ts";
import { renderDocument, textOf } from "./pageDocument.ts";
import type { PageFrame, PageInput } from "./pageInput.ts";
import { recordList } from "./traceBlocks.ts";

/** Every production record behind a certificate, for whoever asks for more than its page lists. */
export function renderRecordsPage(
  { number, certificate, records }: PageInput,
  { language, origin }: Pick<PageFrame, "language" | "origin">,
): string {
  const frame: PageFrame = { language, origin };
  const text = textOf(frame);
  const facts = {
    title: `${text.records} · ${certificate.product} · ${formatNumber(number)}`,
    description: `${text.records} · ${text.recordCount(records.length)}`,
    path: certificateRecordsPath(number),
  };
  const list = records.length === 0 ? `<p>${text.none}</p>` : recordList(records, text);
  const main = `<section class="card said"><p class="tag">${text.said}</p><h1>${text.records}</h1><p>${escapeHtml(certificate.product)} · ${certificateLink(number)}</p><p>${text.recordCount(records.length)}</p>${list}</section>`;
  return renderDocument(facts, frame, main);
}
