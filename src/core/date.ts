import type { FieldReader } from "./statement/fields.ts";

/** A day in the Chinese calendar year as `YYYY-MM-DD`. */
export type CalendarDay = string;

/** Seconds by which China Standard Time (Asia/Shanghai, no summer time since 1991) is ahead of UTC. */
const CST_OFFSET = 8 * 3600;
const DAY_SECONDS = 86_400;

/** Days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The calendar day that is `days` after 1970-01-01. */
export function dayOf(days: number): CalendarDay {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The calendar day in China at a moment given in Unix seconds; 开具时间 is this day of `iat`. */
export function chinaDay(seconds: number): CalendarDay {
  return dayOf(Math.floor((seconds + CST_OFFSET) / DAY_SECONDS));
}

/** `HH:MM` in China at a moment given in Unix seconds. */
export function chinaTime(seconds: number): string {
  const ofDay = (seconds + CST_OFFSET) % DAY_SECONDS;
  return `${String(Math.floor(ofDay / 3600)).padStart(2, "0")}:${String(Math.floor((ofDay % 3600) / 60)).padStart(2, "0")}`;
}

/** Days since 1970-01-01 of a calendar day; undefined for text that is not an existing day. */
export function dayNumber(day: CalendarDay): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return undefined;
  const days = daysFromCivil(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  return dayOf(days) === day ? days : undefined;
}

/** Unix seconds of 00:00 in China of a calendar day; undefined for text that is not an existing day. */
export function startOfDay(day: CalendarDay): number | undefined {
  const days = dayNumber(day);
  return days === undefined ? undefined : days * DAY_SECONDS - CST_OFFSET;
}

/** Reads an existing calendar day from a statement body. */
export const dayField: FieldReader<CalendarDay> = (value) =>
  typeof value === "string" && dayNumber(value) !== undefined ? value : undefined;
