import { type CalendarDay, startOfDay } from "../../core/date.ts";
import type { Language } from "./catalogue.ts";

const ZONE = "Asia/Shanghai";

const DAY: Intl.DateTimeFormatOptions = { timeZone: ZONE, year: "numeric", month: "long", day: "numeric" };
const MOMENT: Intl.DateTimeFormatOptions = {
  timeZone: ZONE,
  month: "long",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
};

/** A day in China for Unix seconds: 2026年11月22日. */
export function formatDay(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language, DAY).format(seconds * 1000);
}

/** A moment in China for Unix seconds, without the year: 11月22日 08:00. */
export function formatMoment(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language, MOMENT).format(seconds * 1000);
}

/** A calendar day in words: 2026年11月22日. */
export function chinaDayWords(day: CalendarDay, language: Language): string {
  return formatDay(startOfDay(day) ?? 0, language);
}
