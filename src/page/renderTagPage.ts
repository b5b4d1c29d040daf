import { formatNumber } from "../core/certificate/number.ts";
import { certificateLink, escapeHtml } from "./html.ts";
import { renderDocument, textOf } from "./pageDocument.ts";
import type { PageFrame } from "./pageInput.ts";
import { banner } from "./stateBanner.ts";
import type { PageText } from "./text/messages.ts";

/** What is said about a tag; without an owner it is unknown to the register. */
export type TagPageInput = {
  readonly tag: string;
  readonly owner?: string;
  /** The certificates that it was given to, the one that counts first. */
  readonly claims?: readonly { readonly number: string; readonly product: string }[];
  /** Somebody else registered it too. */
  readonly contested?: boolean;
};

function body({ owner, claims = [], contested = false }: TagPageInput, text: PageText): readonly [string, string] {
  if (owner === undefined) return [text.tagUnknownTitle, `<p>${text.tagUnknown}</p>`];
  const whose = `<p>${text.tagOwner}${text.colon}${escapeHtml(owner)}</p>`;
  const also = contested ? `<p>${text.tagContested}</p>` : "";
  const [first, ...others] = claims;
  if (first === undefined) return [text.tagUnclaimedTitle, `<p>${text.tagUnclaimed}</p>${whose}${also}`];
  const entry = ({ number, product }: typeof first) => `${escapeHtml(product)} ${certificateLink(number)}`;
  const later = others.map((claim) => `<p>${text.tagLater}${text.colon}${entry(claim)}</p>`).join("");
  return [
    text.tagTwiceTitle,
    `<p>${text.tagTwice}</p><p>${text.tagFirst}${text.colon}${entry(first)}</p>${later}${whose}${also}`,
  ];
}

/**
 * The page of a tag that does not simply lead to a certificate: unknown, not yet claimed, or claimed twice. It never
 * says that anything is in order.
 */
export function renderTagPage(input: TagPageInput, frame: PageFrame): string {
  const text = textOf(frame);
  const [title, said] = body(input, text);
  const steps = text.tagSteps.map((step) => `<li>${step}</li>`).join("");
  const tone = input.owner === undefined ? "none" : "wait";
  const main = `${banner(tone, title, said)}<section class="card"><h1>${text.tagTyped}</h1><p class="no">${escapeHtml(formatNumber(input.tag))}</p></section><section class="card"><h2>${text.whatToDo}</h2><ol class="steps">${steps}</ol></section>`;
  return renderDocument({ title: `${title} · ${text.brand}`, description: title }, frame, main);
}
