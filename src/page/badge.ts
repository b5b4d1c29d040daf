import { formatNumber } from "../core/certificate/number.ts";
import { chinaDay } from "../core/date.ts";
import type { VerdictKind } from "../core/verify/verdict.ts";
import { escapeHtml } from "./html.ts";
import { textOf } from "./pageDocument.ts";
import type { PageFrame } from "./pageInput.ts";
import { type BannerTone, toneOf } from "./stateBanner.ts";
import { zhPage } from "./text/zh-CN.ts";

/** Size of the badge in CSS pixels; its script makes room for it. */
export const BADGE_SIZE = { width: 320, height: 132 } as const;

/** What a badge tells of a registered certificate; the issuer's name as the public may see it. */
export type BadgeInput = {
  readonly number: string;
  readonly verdict: VerdictKind;
  readonly product: string;
  /** 开具时间, Unix seconds. */
  readonly iat: number;
  readonly issuer: string;
};

/** Why a badge has no certificate to tell of. */
export type BadgeGap = "notRegistered" | "noNumber";

const FONT = "system-ui,-apple-system,'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans SC',sans-serif";
/** Ink and ground of the band with the status; each pair holds 4.5 : 1. */
const TONES: {
  readonly [Tone in BannerTone]: { readonly ground: string; readonly ink: string; readonly sign: string };
} = {
  good: { ground: "#0a6239", ink: "#fff", sign: "✓" },
  bad: { ground: "#b3201a", ink: "#fff", sign: "✕" },
  wait: { ground: "#fdeec2", ink: "#5c3d00", sign: "!" },
  none: { ground: "#e7ebe3", ink: "#142019", sign: "?" },
};
const MARGIN = 12;

/** Width of a text in ems, by the two widths that a system's Chinese font has; generous for Latin capitals. */
function emsOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += (character.codePointAt(0) ?? 0) < 0x2e80 ? 0.62 : 1;
  return ems;
}

/** The text, or as much of its start as `room` ems hold, with an ellipsis. */
function cut(text: string, room: number): string {
  if (emsOf(text) <= room) return text;
  let kept = "";
  for (const character of text) {
    if (emsOf(kept + character) > room - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

type Line = { readonly text: string; readonly y: number; readonly size: number; readonly ink?: string };

function drawn({ text, y, size, ink = "#142019" }: Line): string {
  const words = cut(text, (BADGE_SIZE.width - 2 * MARGIN) / size);
  return `<text x="${MARGIN}" y="${y}" font-size="${size}" fill="${ink}">${escapeHtml(words)}</text>`;
}

function badgeOf(tone: BannerTone, status: string, lines: readonly string[], lang: PageFrame["language"]): string {
  const { ground, ink, sign } = TONES[tone];
  const { width, height } = BADGE_SIZE;
  const title = escapeHtml([status, ...lines].join(" · "));
  const rows = lines.map((text, index) => drawn({ text, y: 57 + index * 21, size: 14 }));
  const frame = `<rect width="${width}" height="${height}" rx="10" fill="#fff"/><path d="M0 36V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V36Z" fill="${ground}"/><rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="9.5" fill="none" stroke="${ground}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" lang="${lang}" font-family="${FONT}"><title>${title}</title>${frame}<g font-weight="700">${drawn({ text: `${sign} ${status}`, y: 25, size: 16, ink })}</g>${rows.join("")}</svg>`;
}

/** Under its official name in every language, like the paper that it stands for. */
function numberLine(number: string): string {
  return `${zhPage.documentTitle} ${formatNumber(number)}`;
}

/** The badge of a registered certificate as SVG: status, number, product, issuer and day. Every text is escaped. */
export function renderBadge(input: BadgeInput, language: PageFrame["language"]): string {
  const text = textOf({ language });
  const lines = [numberLine(input.number), input.product, input.issuer, text.day(chinaDay(input.iat))];
  return badgeOf(toneOf(input.verdict), text.title[input.verdict], lines, language);
}

/** The badge of a number that nothing is known of; the number is read back only when it is one. */
export function renderUnknownBadge(gap: BadgeGap, number: string | undefined, language: PageFrame["language"]): string {
  const text = textOf({ language });
  const status = gap === "notRegistered" ? text.unknownTitle : text.unreadTitle;
  return badgeOf("none", status, [number === undefined ? zhPage.documentTitle : numberLine(number)], language);
}
