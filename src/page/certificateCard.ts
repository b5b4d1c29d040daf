import { formatNumber } from "../core/certificate/number.ts";
import type { OfficialStyle, StyleFields } from "../core/reference/styles.ts";
import { escapeHtml, momentTime, row } from "./html.ts";
import { officialStyle } from "./officialStyle.ts";
import type { PageInput } from "./pageInput.ts";
import { quantityWords } from "./quantityWords.ts";
import { toneOf } from "./stateBanner.ts";
import type { PageText } from "./text/messages.ts";
import { FIELD_MEANINGS, STYLE_MEANINGS, type StyleMeaning } from "./text/officialEnglish.ts";

/** Names of the fields where the certificate's own style is not known here: those of 2026. */
const CURRENT_STYLE = 1;

/** Official Chinese, marked as such on a page in another language, with its meaning below. */
function gloss(official: string, meaning: string | undefined, text: PageText): string {
  if (text.lang === "zh-CN") return official;
  return `<span lang="zh-CN">${official}</span>${meaning === undefined ? "" : `<span class="gloss"> ${meaning}</span>`}`;
}

function promise(style: OfficialStyle, meaning: StyleMeaning | undefined, text: PageText): string {
  const items = style.commitments.map((line, index) => `<li>${gloss(line, meaning?.commitments[index], text)}</li>`);
  return `<div class="promise"><p>${gloss(style.lead, meaning?.lead, text)}</p><ol>${items.join("")}</ol></div>`;
}

function basisTicks(style: OfficialStyle, basis: number, text: PageText): string {
  if (style.basisTitle === undefined) return "";
  const meaning = STYLE_MEANINGS[style.code];
  const boxes = style.basis.map(({ bit, label }) => {
    const ticked = (basis & (1 << bit)) !== 0;
    const words = gloss(label, meaning?.basis[bit], text);
    return `<li${ticked ? ' class="on"' : ""}><span class="hide">${ticked ? text.ticked : text.unticked}</span>${words}</li>`;
  });
  return row(gloss(style.basisTitle, meaning?.basisTitle, text), `<ul class="ticks">${boxes.join("")}</ul>`);
}

function committer({ issuer, station }: PageInput, text: PageText): string {
  const name = escapeHtml(issuer.name);
  return station === undefined ? name : `${name}<br>${text.agency(escapeHtml(station), name)}`;
}

function fieldName(field: keyof StyleFields, style: OfficialStyle | undefined, text: PageText): string {
  if (text.lang === "en") return FIELD_MEANINGS[field];
  return (style ?? officialStyle(CURRENT_STYLE))?.fields[field] ?? "";
}

function officialFields(input: PageInput, style: OfficialStyle | undefined, text: PageText): string {
  const name = (field: keyof StyleFields) => fieldName(field, style, text);
  const { certificate } = input;
  const { phone, contactErased } = input.issuer;
  const noPhone = contactErased === true ? text.contactErased : text.noPhone;
  return [
    row(name("productName"), `<strong>${escapeHtml(certificate.product)}</strong>`),
    row(name("quantity"), quantityWords(certificate.quantity, text.lang)),
    row(name("origin"), escapeHtml(input.originName)),
    row(name("issuer"), committer(input, text)),
    row(name("contact"), phone === undefined ? noPhone : escapeHtml(phone)),
    row(name("issuedAt"), momentTime(input.iat, text)),
  ].join("");
}

/** The certificate in its official form: title, number, promise, basis and fields, all of it stated by the issuer. */
export function certificateCard(input: PageInput, text: PageText): string {
  const { certificate } = input;
  const style = officialStyle(certificate.style);
  const meaning = STYLE_MEANINGS[certificate.style];
  const title = gloss(style?.title ?? text.documentTitle, meaning?.title, text);
  const wording = style === undefined ? `<p>${text.unknownStyle}</p>` : promise(style, meaning, text);
  // Whoever has scrolled past the banner must still see that this one is worth nothing.
  const stamp = toneOf(input.verdict) === "bad" ? `<p class="stamp">${text.title[input.verdict]}</p>` : "";
  const basis = style === undefined ? "" : basisTicks(style, certificate.basis, text);
  return `<article class="card said"><p class="tag">${text.said}</p>${stamp}<h1>${title}</h1><p class="no"><span class="hide">${text.number} </span>${escapeHtml(formatNumber(input.number))}</p>${wording}<dl>${basis}${officialFields(input, style, text)}</dl></article>`;
}
