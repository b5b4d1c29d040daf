import { formatNumber } from "../core/certificate/number.ts";
import { type CalendarDay, chinaDay, chinaTime } from "../core/date.ts";
import { certificatePagePath } from "../wire/paths.ts";
import type { PageText } from "./text/messages.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const SPECIAL = /[&<>"']/;
const EVERY_SPECIAL = /[&<>"']/g;

/** Text for use between tags and inside quoted attributes. Everything that is not a literal of the template goes through it. */
export function escapeHtml(text: string): string {
  // Nearly no name has one, and looking costs a fraction of replacing.
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (character) => ENTITIES[character] ?? "") : text;
}

/** One row of a description list; both parts are HTML. */
export function row(name: string, value: string): string {
  return `<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A calendar day, worded. */
export function dayTime(day: CalendarDay, text: PageText): string {
  return `<time datetime="${escapeHtml(day)}">${escapeHtml(text.day(day))}</time>`;
}

/** Day and minute in China of a moment in Unix seconds, worded. */
export function momentTime(seconds: number, text: PageText): string {
  const day = chinaDay(seconds);
  const time = chinaTime(seconds);
  return `<time datetime="${day}T${time}+08:00">${text.moment(text.day(day), time)}</time>`;
}

/** Link to another certificate's page, its number in fours. */
export function certificateLink(number: string): string {
  return `<a href="${escapeHtml(certificatePagePath(number))}">${escapeHtml(formatNumber(number))}</a>`;
}
