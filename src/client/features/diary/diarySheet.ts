import { type CalendarDay, chinaDay, chinaTime } from "../../../core/date.ts";
import type { FieldRecord } from "../../../core/record/fieldRecord.ts";
import type { WrittenCell, WrittenSheet } from "../../../core/sheet/sheet.ts";
import { chinaDayWords } from "../../text/format.ts";
import { quantityWords } from "../../ui/quantityWords.ts";
import type { Entry, Said, TableInWords } from "./diaryDeps.ts";
import { isLate, type Words } from "./entryWords.ts";
import { inMu } from "./recordForm.ts";

/** What an operator's diary is put on paper from. */
export type DiaryPeriod = {
  readonly operator: string;
  readonly from: CalendarDay;
  readonly to: CalendarDay;
  /** Of the period, newest act first. */
  readonly entries: readonly Entry[];
};

/** Rules that a paper's marks hang on. */
type Marked = { readonly words: Words; readonly late: number };

/** Entries whose act falls into a period, both days included. */
export function entriesWithin(entries: readonly Entry[], from: CalendarDay, to: CalendarDay): readonly Entry[] {
  return entries.filter(({ record }) => record.from <= to && (record.to ?? record.from) >= from);
}

type Column = {
  readonly heading: (text: Words["text"]) => string;
  readonly width?: number;
  readonly cell: (record: FieldRecord, words: Words) => WrittenCell;
};

const INPUT_COLUMNS: readonly Column[] = [
  { heading: (text) => text("field.name"), width: 18, cell: ({ input }) => input?.name },
  { heading: (text) => text("field.ingredients"), width: 16, cell: ({ input }) => input?.ingredients?.join("、") },
  { heading: (text) => text("field.registration"), width: 16, cell: ({ input }) => input?.registration },
  { heading: (text) => text("field.maker"), width: 18, cell: ({ input }) => input?.maker },
  { heading: (text) => text("field.batch"), cell: ({ input }) => input?.batch },
  { heading: (text) => text("field.dealer"), width: 18, cell: ({ input }) => input?.dealer },
  { heading: (text) => text("field.proof"), cell: ({ input }) => input?.proof },
  { heading: (text) => text("field.form"), cell: ({ input }) => input?.form },
];

const USE_COLUMNS: readonly Column[] = [
  { heading: (text) => text("field.against"), cell: ({ use }) => use?.against },
  { heading: (text) => text("field.method"), cell: ({ use }) => use?.method },
  { heading: (text) => text("field.dose"), width: 18, cell: ({ use }) => use?.dose },
  {
    heading: (text) => text("field.area"),
    cell: ({ use }) => (use?.area === undefined ? undefined : Number(inMu(use.area))),
  },
  { heading: (text) => text("field.heads"), cell: ({ use }) => use?.heads },
  { heading: (text) => text("field.labelDays"), cell: ({ use }) => use?.labelDays },
  {
    heading: (text) => text("field.water"),
    cell: ({ use }) => (use?.waterTenths === undefined ? undefined : use.waterTenths / 10),
  },
];

const COLUMNS: readonly Column[] = [
  { heading: (text) => text("entry.day"), cell: ({ from }) => ({ day: from }) },
  { heading: (text) => text("field.to"), cell: ({ to }) => (to === undefined ? undefined : { day: to }) },
  { heading: (text) => text("plots"), width: 18, cell: ({ plots }) => plots.join("、") },
  { heading: (text) => text("export.act"), cell: ({ type }, { text }) => text(`act.${type}`) },
  { heading: (text) => text("field.product"), cell: ({ product }) => product },
  ...INPUT_COLUMNS,
  ...USE_COLUMNS,
  {
    heading: (text) => text("field.quantity"),
    cell: ({ quantity }, { units, language }) =>
      quantity === undefined ? undefined : quantityWords(quantity, units, language),
  },
  { heading: (text) => text("field.note"), width: 24, cell: ({ note }) => note },
  { heading: (text) => text("field.person"), cell: ({ person }) => person },
];

function headings(words: Words): readonly { readonly heading: string; readonly width?: number }[] {
  return COLUMNS.map(({ heading, width }) => ({
    heading: heading(words.text),
    ...(width === undefined ? {} : { width }),
  }));
}

function stateOf(entry: Entry, { words: { text }, late }: Marked): string {
  const marks = [
    entry.takenBack ? text("takenBack") : "",
    isLate(entry, late) ? text("late") : "",
    entry.replaced.length > 0 && !entry.takenBack ? text("corrected") : "",
  ];
  return marks.filter((mark) => mark !== "").join("、");
}

/**
 * The diary as a workbook: what counts, and on a sheet of its own what was said before it was corrected. The number of a
 * record is the start of its statement's id.
 */
export function diarySheets(
  { entries }: DiaryPeriod,
  stories: readonly (readonly Said[])[],
  marked: Marked,
): readonly WrittenSheet[] {
  const { words } = marked;
  const { text } = words;
  const number = { heading: text("export.number"), width: 20 };
  const entered = { heading: text("entry.entered"), width: 18 };
  return [
    {
      name: text("title"),
      columns: [...headings(words), entered, { heading: text("export.state"), width: 14 }, number],
      rows: entries.map((entry) => [
        ...COLUMNS.map(({ cell }) => cell(entry.record, words)),
        { moment: entry.entered },
        stateOf(entry, marked),
        shortId(entry.id),
      ]),
    },
    {
      name: text("export.corrections"),
      columns: [
        ...headings(words),
        entered,
        number,
        { heading: text("export.replacedBy"), width: 20 },
        { heading: text("entry.reason"), width: 24 },
      ],
      rows: stories.flatMap((story) => story.flatMap((said, index) => replacedRow(said, story[index - 1], words))),
    },
  ];
}

function replacedRow(said: Said, by: Said | undefined, words: Words): readonly (readonly WrittenCell[])[] {
  const { record, iat, id } = said;
  if (by === undefined || record === undefined) return [];
  return [[...COLUMNS.map(({ cell }) => cell(record, words)), { moment: iat }, shortId(id), shortId(by.id), by.reason]];
}

function shortId(id: string): string {
  return id.slice(0, 16);
}

const PAPER = [
  ["entry.day", 2.3],
  ["plots", 2],
  ["export.act", 2],
  ["export.what", 3.4],
  ["field.dose", 2.6],
  ["field.person", 1.5],
  ["entry.entered", 2.4],
  ["export.state", 1.4],
] as const;

/** The diary as a table for paper. */
export function diaryTable({ operator, from, to, entries }: DiaryPeriod, marked: Marked): TableInWords {
  const { text, language } = marked.words;
  const period = { from: chinaDayWords(from, language), to: chinaDayWords(to, language), count: entries.length };
  return {
    title: text("export.title"),
    lines: [text("export.operator", { operator }), text("export.period", period)],
    columns: PAPER.map(([key, share]) => ({ heading: text(key), share })),
    rows: entries.map((entry) => paperRow(entry, marked)),
    foot: text("export.foot", { page: "{page}", pages: "{pages}" }),
  };
}

function paperRow(entry: Entry, marked: Marked): readonly string[] {
  const { record, entered } = entry;
  const { from, to, plots, type, person = "", use, input, product, note } = record;
  const { text } = marked.words;
  const what = [product, input?.name, input?.registration, use?.against, note];
  const dose = [use?.dose, use?.labelDays === undefined ? undefined : text("entry.label", { days: use.labelDays })];
  return [
    to === undefined ? from : `${from}–${to}`,
    plots.join("、"),
    text(`act.${type}`),
    what.filter((part) => part !== undefined).join(" "),
    dose.filter((part) => part !== undefined).join(" "),
    person,
    `${chinaDay(entered)} ${chinaTime(entered)}`,
    stateOf(entry, marked),
  ];
}
