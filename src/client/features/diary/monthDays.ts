import { type CalendarDay, dayNumber, dayOf } from "../../../core/date.ts";

/** A month as its first day. */
export type Month = CalendarDay;

/** The month of a day. */
export function monthOf(day: CalendarDay): Month {
  return `${day.slice(0, 8)}01`;
}

/** The month so many months later. */
export function monthAfter(month: Month, months: number): Month {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}-01`;
}

/** Days of a month by weeks from Monday on; undefined where a week reaches into another month. */
export function weeksOf(month: Month): readonly (readonly (CalendarDay | undefined)[])[] {
  const first = dayNumber(month) ?? 0;
  const next = dayNumber(monthAfter(month, 1)) ?? 0;
  // 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
  const before = (first + 3) % 7;
  const weeks: (CalendarDay | undefined)[][] = [];
  for (let start = first - before; start < next; start += 7) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const day = start + index;
        return day < first || day >= next ? undefined : dayOf(day);
      }),
    );
  }
  return weeks;
}
