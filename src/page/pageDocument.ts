import { escapeHtml } from "./html.ts";
import type { PageFrame } from "./pageInput.ts";
import { PAGE_STYLE } from "./style.ts";
import { enPage } from "./text/en.ts";
import type { PageText } from "./text/messages.ts";
import { zhPage } from "./text/zh-CN.ts";

/** Words in the language of a frame. */
export function textOf(frame: Pick<PageFrame, "language">): PageText {
  return frame.language === "en" ? enPage : zhPage;
}

/** What a document of the page says about itself; plain text, escaped here. */
export type DocumentFacts = {
  readonly title: string;
  /** One sentence for whoever shares the link. */
  readonly description: string;
  /** Path below the origin, without a query; absent for a page that is nobody's. */
  readonly path?: string;
};

function documentHead({ title, description, path }: DocumentFacts, frame: PageFrame): string {
  const origin = escapeHtml(frame.origin);
  const url = path === undefined ? "" : origin + escapeHtml(path);
  const own = url === "" ? "" : `<link rel="canonical" href="${url}"><meta property="og:url" content="${url}">`;
  const script = frame.script === undefined ? "" : `<script src="${escapeHtml(frame.script)}" defer></script>`;
  return `<!doctype html><html lang="${frame.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><meta name="description" content="${escapeHtml(description)}"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no">${own}<link rel="icon" href="/icons/icon.svg"><meta property="og:type" content="website"><meta property="og:title" content="${escapeHtml(title)}"><meta property="og:description" content="${escapeHtml(description)}"><meta property="og:image" content="${origin}/og.png"><style>${PAGE_STYLE}</style>${script}</head>`;
}

/**
 * A whole document around `main` (HTML): head, brand and language switch, the sentence that a certificate is no
 * guarantee of a government, and the way into the app. No inline script and no style attribute, for the CSP.
 */
export function renderDocument(facts: DocumentFacts, frame: PageFrame, main: string): string {
  const text = textOf(frame);
  const { name, lang, href } = text.otherLanguage;
  return `${documentHead(facts, frame)}<body><header><strong>${text.brand}</strong><a href="${href}" lang="${lang}" hreflang="${lang}">${name}</a></header><main>${main}</main><footer><p class="own">${text.notGovernment}</p><a class="go" href="/scan">${text.openApp}</a></footer></body></html>`;
}
