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

const SECOND: Intl.DateTimeFormatOptions = {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
};
const FORMS = { day: DAY, moment: MOMENT, second: SECOND } as const;

/** Making a formatter takes a cheap phone 5 ms, and a list shows fifty moments: one for each language and form. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatter(form: keyof typeof FORMS, language: Language): Intl.DateTimeFormat {
  const name = `${form} ${language}`;
  const known = made.get(name) ?? new Intl.DateTimeFormat(language, FORMS[form]);
  made.set(name, known);
  return known;
}

/** A day in China for Unix seconds: 2026年11月22日. */
export function formatDay(seconds: number, language: Language): string {
  return formatter("day", language).format(seconds * 1000);
}

/** A moment in China for Unix seconds, without the year: 11月22日 08:00. */
export function formatMoment(seconds: number, language: Language): string {
  return formatter("moment", language).format(seconds * 1000);
}

/** The time of day in China for Unix seconds: 08:00:05. */
export function formatSecond(seconds: number, language: Language): string {
  return formatter("second", language).format(seconds * 1000);
}

/** A calendar day in words: 2026年11月22日. */
export function chinaDayWords(day: CalendarDay, language: Language): string {
  return formatDay(startOfDay(day) ?? 0, language);
}

/** Whose commitment a certificate is that a station signed (代开): 武满堂（由…服务站代开）. */
export function agencyWords(farmer: string, station: string, language: Language): string {
  return language === "zh-CN" ? `${farmer}（由${station}代开）` : `${farmer} (issued by ${station})`;
}
