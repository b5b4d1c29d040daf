import { chinaDay } from "../core/date.ts";
import { checkWords } from "./checkWords.ts";
import { certificateLink, dayTime, escapeHtml } from "./html.ts";
import type { PageInput } from "./pageInput.ts";
import type { PageText } from "./text/messages.ts";

/** Colour and shape of a banner: green with a tick, amber with a mark, red with a cross, or grey while nothing is known. */
export type BannerTone = "good" | "wait" | "bad" | "none";

/** Facts for the page's script beside the number; see `PageInput.registered`. */
export type CodeLine = {
  readonly number: string;
  readonly registered?: PageInput["registered"];
  readonly known: boolean;
};

/** The line in which the script says what it found; until then, and without a script, that nothing was checked. */
export function codeLine({ number, registered, known }: CodeLine, text: PageText): string {
  const identity =
    registered === undefined ? "" : ` data-id="${escapeHtml(registered.id)}" data-key="${escapeHtml(registered.key)}"`;
  const state = known ? " data-known" : "";
  return `<p class="code" id="code" data-number="${escapeHtml(number)}"${identity}${state}${checkWords(text.lang, known)}>${text.codeUnchecked}</p>`;
}

/** A banner: what holds in one line, then `body` (HTML). The script turns it red when the code in hand is another one. */
export function banner(tone: BannerTone, title: string, body: string): string {
  return `<div class="state ${tone}" id="state" role="status"><p class="title" id="state-title">${title}</p>${body}</div>`;
}

/** Tone of a verdict's banner. */
export function toneOf(verdict: PageInput["verdict"]): BannerTone {
  if (verdict === "authentic") return "good";
  return verdict === "unconfirmed" ? "wait" : "bad";
}

function reasonOf({ code }: PageInput, text: PageText): string {
  const reasons: Readonly<Record<string, string>> = text.reason;
  const reason = code === undefined ? undefined : reasons[code];
  return reason === undefined ? "" : `<p>${reason}</p>`;
}

function withdrawalOf({ withdrawal }: PageInput, text: PageText): string {
  if (withdrawal === undefined) return "";
  const day = dayTime(chinaDay(withdrawal.at), text);
  return `<p>${text.withdrawnWhy}${text.colon}${escapeHtml(withdrawal.reason)}</p><p>${text.withdrawnWhen}${text.colon}${day}</p><p>${text.withdrawnBy}${text.colon}${escapeHtml(withdrawal.by)}</p>`;
}

function flagsOf({ flags, listings }: PageInput, text: PageText): string {
  const sentences: Readonly<Record<string, string>> = text.flag;
  const listed = listings.some(({ list }) => list === "black") ? [text.blackListed] : [];
  const known = [...listed, ...flags.flatMap((flag) => sentences[flag] ?? [])];
  return known.length === 0 ? "" : `<div class="card flags"><p>${known.join("</p><p>")}</p></div>`;
}

/** What can be said about a registered certificate, before anything else on its page: state, reason, what to do, flags. */
export function stateBanner(input: PageInput, text: PageText): string {
  const { verdict, supersededBy } = input;
  const successor =
    supersededBy === undefined ? "" : `<p>${text.supersededBy}${text.colon}${certificateLink(supersededBy)}</p>`;
  const advice = `<p>${text.advice[verdict]}</p>`;
  const body = `${advice}${reasonOf(input, text)}${withdrawalOf(input, text)}${successor}${codeLine({ ...input, known: true }, text)}`;
  return banner(toneOf(verdict), text.title[verdict], body) + flagsOf(input, text);
}
