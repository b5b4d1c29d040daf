import { useState } from "react";
import type { CalendarDay } from "../../../core/date.ts";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { VisuallyHidden } from "../../ui/VisuallyHidden.tsx";
import type { Entry } from "./diaryDeps.ts";
import type { Words } from "./entryWords.ts";
import { monthAfter, monthOf, weeksOf } from "./monthDays.ts";
import type { PlotOutlook } from "./plotOutlook.ts";
import { counting } from "./usual.ts";

type MonthCalendarProps = {
  readonly outlook: PlotOutlook;
  /** Entries of the plot. */
  readonly entries: readonly Entry[];
  readonly today: CalendarDay;
  readonly words: Words;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** A plot's month: what was used when, the days on which nothing may be taken, and the first lawful one. */
export function MonthCalendar({ outlook, entries, today, words: { text } }: MonthCalendarProps) {
  const [month, setMonth] = useState(() => monthOf(today));
  const marks = marksOf(outlook, entries, today);
  const name = text("calendar.month", { year: month.slice(0, 4), month: Number(month.slice(5, 7)) });
  return (
    <Section title={text("calendar.title")}>
      <div className="diary-month">
        <Button onClick={() => setMonth(monthAfter(month, -1))}>{text("calendar.previous")}</Button>
        <strong aria-live="polite">{name}</strong>
        <Button onClick={() => setMonth(monthAfter(month, 1))}>{text("calendar.next")}</Button>
      </div>
      <table className="diary-calendar" aria-label={name}>
        <thead>
          <tr>
            {WEEKDAYS.map((weekday) => (
              <th key={weekday} scope="col">
                {text(`calendar.weekday.${weekday}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.find((day) => day !== undefined)}>
              {week.map((day, index) => (
                <Day key={day ?? `${index}`} day={day} marks={marks} text={text} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="diary-legend small">
        {(["used", "closed", "free"] as const).map((mark) => (
          <span key={mark} data-mark={mark}>
            {text(`calendar.${mark}`)}
          </span>
        ))}
      </p>
    </Section>
  );
}

type Mark = "today" | "used" | "closed" | "free";
type Marks = (day: CalendarDay) => readonly Mark[];

function marksOf({ outlooks }: PlotOutlook, entries: readonly Entry[], today: CalendarDay): Marks {
  const used = counting(entries)
    .filter(({ record }) => record.type === "inputUsed")
    .map(({ record: { from, to = from } }) => ({ from, to }));
  const closed = outlooks.flatMap(({ clearings }) =>
    clearings.map(({ use, clears }) => ({ from: use.from, until: clears })),
  );
  const free = new Set(outlooks.flatMap(({ earliest }) => earliest.day ?? []));
  return (day) => [
    ...(day === today ? (["today"] as const) : []),
    ...(used.some(({ from, to }) => day >= from && day <= to) ? (["used"] as const) : []),
    ...(closed.some(({ from, until }) => day >= from && (until === undefined || day < until))
      ? (["closed"] as const)
      : []),
    ...(free.has(day) ? (["free"] as const) : []),
  ];
}

type DayProps = {
  readonly day: CalendarDay | undefined;
  readonly marks: Marks;
  readonly text: Words["text"];
};

function Day({ day, marks, text }: DayProps) {
  if (day === undefined) return <td>&nbsp;</td>;
  const found = marks(day);
  return (
    <td data-marks={found.join(" ") || undefined}>
      {Number(day.slice(8))}
      {found.length > 0 && <VisuallyHidden>{found.map((mark) => text(`calendar.${mark}`)).join("，")}</VisuallyHidden>}
    </td>
  );
}
