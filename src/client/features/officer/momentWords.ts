import type { Language } from "../../text/catalogue.ts";
import { formatDay, formatMoment } from "../../text/format.ts";

/** Within so many seconds of now a moment is clear without its year. */
const CLEAR_WITHOUT_YEAR = 300 * 86_400;

/** A moment in words: day and time when it is near, the day with its year when it is not. */
export function momentWords(seconds: number, now: number, language: Language): string {
  return Math.abs(seconds - now) < CLEAR_WITHOUT_YEAR ? formatMoment(seconds, language) : formatDay(seconds, language);
}
