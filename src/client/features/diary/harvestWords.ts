import type { CalendarDay } from "../../../core/date.ts";
import { chinaDayWords } from "../../text/format.ts";
import { blockedWords, type Words } from "./entryWords.ts";
import { daysUntil, type YieldOutlook } from "./plotOutlook.ts";

/** From when goods may be taken, in a line. */
export function harvestLine({ earliest }: YieldOutlook, today: CalendarDay, words: Words): string {
  const { text, language } = words;
  const [blocked] = earliest.blockedBy;
  if (blocked !== undefined) return text("harvest.blocked", { why: blockedWords(blocked, words) });
  if (earliest.day === undefined) return text("harvest.open.noUse");
  const days = daysUntil(earliest.day, today);
  if (days <= 0) return text("harvest.open");
  return text("harvest.from", { day: chinaDayWords(earliest.day, language), days });
}

/** True when nothing that was used forbids taking goods today. */
export function mayTake({ earliest }: YieldOutlook, today: CalendarDay): boolean {
  return earliest.blockedBy.length === 0 && (earliest.day === undefined || daysUntil(earliest.day, today) <= 0);
}
