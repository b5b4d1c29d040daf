import { chinaDay, dayNumber } from "../../../core/date.ts";
import type { Clearing } from "../../../core/record/clearance.ts";
import type { FieldRecord } from "../../../core/record/fieldRecord.ts";
import type { UnitName } from "../../../core/reference/units.ts";
import type { Language, Say } from "../../text/catalogue.ts";
import type { diaryText } from "../../text/diary.ts";
import { quantityWords } from "../../ui/quantityWords.ts";
import type { Entry } from "./diaryDeps.ts";
import { inMu } from "./recordForm.ts";

/** What entries are put into words with. */
export type Words = {
  readonly text: Say<typeof diaryText.zh>;
  readonly language: Language;
  readonly units: readonly UnitName[];
};

/** What was done: 打药用药 阿维菌素. */
export function entryTitle({ type, input, product }: FieldRecord, { text }: Words): string {
  const about = input?.name ?? product;
  return about === undefined ? text(`act.${type}`) : `${text(`act.${type}`)} ${about}`;
}

/** Where and how much: 东坡地 · 豇豆 · 每亩30毫升. */
export function entryDetail({ plots, product, input, use, quantity, note }: FieldRecord, words: Words): string {
  const parts = [
    plots.join("、"),
    input === undefined ? "" : (product ?? ""),
    use?.dose ?? "",
    quantity === undefined ? "" : quantityWords(quantity, words.units, words.language),
    input === undefined ? (note ?? use?.against ?? "") : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** How large the treated area or herd was, and what the label says: 1.5 亩 · 标签 5 天. */
export function labelWords({ use }: FieldRecord, { text }: Words): string {
  const { area, heads, labelDays, labelDegreeDays } = use ?? {};
  const parts = [
    area === undefined ? "" : text("entry.mu", { area: inMu(area) }),
    heads === undefined ? "" : text("entry.heads", { count: heads }),
    labelDays === undefined ? "" : text("entry.label", { days: labelDays }),
    labelDegreeDays === undefined ? "" : text("entry.degree", { days: labelDegreeDays }),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** True when an act was written down so many days after it ended. */
export function isLate({ entered, record }: Pick<Entry, "entered" | "record">, late: number): boolean {
  const ended = dayNumber(record.to ?? record.from) ?? 0;
  return (dayNumber(chinaDay(entered)) ?? 0) - ended > late;
}

const BLOCKED = ["bannedInput", "bannedOnTarget", "bannedInLay", "intervalUnknown", "temperatureMissing"] as const;

/** Why no day alone makes taking lawful after a use. */
export function blockedWords({ blocked, use, unverified }: Clearing, { text }: Words): string {
  const code = BLOCKED.find((one) => one === blocked?.code) ?? "other";
  const why = text(`blocked.${code}`, { input: use.name });
  return unverified ? `${why}（${text("blocked.waiting")}）` : why;
}
