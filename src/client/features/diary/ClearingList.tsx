import type { CalendarDay } from "../../../core/date.ts";
import type { Clearing } from "../../../core/record/clearance.ts";
import { chinaDayWords } from "../../text/format.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { blockedWords, type Words } from "./entryWords.ts";
import { daysUntil } from "./plotOutlook.ts";

type ClearingListProps = {
  readonly clearings: readonly Clearing[];
  readonly today: CalendarDay;
  readonly words: Words;
};

/** What was used, with a countdown to the day on which each use clears. */
export function ClearingList({ clearings, today, words }: ClearingListProps) {
  return (
    <List>
      {clearings.map((clearing) => (
        <ListRow
          key={`${clearing.use.id} ${clearing.yields}`}
          title={clearing.use.name}
          detail={detailOf(clearing, words)}
          end={<Countdown clearing={clearing} today={today} words={words} />}
        />
      ))}
    </List>
  );
}

function detailOf(clearing: Clearing, words: Words): string {
  const { text, language } = words;
  const { use, clears, yields, unverified } = clearing;
  const last = text("clearing.last", { day: chinaDayWords(use.to, language) });
  if (clears === undefined) return `${last} · ${blockedWords(clearing, words)}`;
  const from = text("clearing.from", { yield: text(`yield.${yields}`), day: chinaDayWords(clears, language) });
  return [last, from, unverified ? text("clearing.unverified") : ""].filter((part) => part !== "").join(" · ");
}

type CountdownProps = { readonly clearing: Clearing; readonly today: CalendarDay; readonly words: Words };

function Countdown({ clearing: { clears }, today, words: { text } }: CountdownProps) {
  if (clears === undefined) return <StatusPill tone="bad">{text("harvest.wait.blocked")}</StatusPill>;
  const days = daysUntil(clears, today);
  if (days <= 0) return <StatusPill tone="good">{text("clearing.over")}</StatusPill>;
  return <StatusPill tone="waiting">{text("clearing.left", { days })}</StatusPill>;
}
