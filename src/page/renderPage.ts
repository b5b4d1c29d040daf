import { formatNumber } from "../core/certificate/number.ts";
import { certificatePagePath } from "../wire/paths.ts";
import { certificateCard } from "./certificateCard.ts";
import { escapeHtml, momentTime, row } from "./html.ts";
import { renderDocument, textOf } from "./pageDocument.ts";
import type { PageFrame, PageInput } from "./pageInput.ts";
import { stateBanner } from "./stateBanner.ts";
import type { PageText } from "./text/messages.ts";
import { certificationsBlock, gradeBlock, recordsBlock, traceBlock } from "./traceBlocks.ts";

/** What the register itself has checked: signature, who signed, who vouches, when it arrived. */
function knownBlock(input: PageInput, text: PageText): string {
  const { issuer, station, clerkKey } = input;
  const name = escapeHtml(issuer.name);
  const rows =
    row(text.signature, text.signatureHolds) +
    row(text.issuer, `${name} <span class="soft">${text.kind[issuer.kind]}</span>`) +
    (station === undefined ? "" : row(text.agencyLabel, escapeHtml(station))) +
    (clerkKey === undefined ? "" : row(text.clerk, escapeHtml(clerkKey))) +
    row(text.address, escapeHtml(issuer.address)) +
    row(text.authority, escapeHtml(input.authority)) +
    row(text.received, momentTime(input.loggedAt, text));
  return `<section class="card known"><p class="tag">${text.known}</p><p class="soft">${text.knownMeans}</p><p class="soft">${text.saidMeans}</p><dl>${rows}</dl></section>`;
}

/**
 * The public page of a registered certificate, complete without JavaScript: one HTML document with its style inline.
 * Pure; every text of the input is escaped.
 */
export function renderPage(input: PageInput, frame: PageFrame): string {
  const text = textOf(frame);
  const { product } = input.certificate;
  const facts = {
    title: `${text.documentTitle} · ${product} · ${formatNumber(input.number)}`,
    description: `${text.title[input.verdict]} · ${product} · ${input.issuer.name}`,
    path: certificatePagePath(input.number),
  };
  const main = [
    stateBanner(input, text),
    certificateCard(input, text),
    knownBlock(input, text),
    recordsBlock(input, text),
    traceBlock(input, text),
    gradeBlock(input, text),
    certificationsBlock(input, text),
  ];
  return renderDocument(facts, frame, main.join(""));
}
