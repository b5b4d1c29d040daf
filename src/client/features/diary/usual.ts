import type { FieldRecord, RecordedInput, RecordedUse } from "../../../core/record/fieldRecord.ts";
import type { InputKind } from "../../../core/record/gateFacts.ts";
import type { Treated } from "../../../core/record/inputTargets.ts";
import { isRegistrationOf, type PesticideCode } from "../../../core/record/pesticideCode.ts";
import type { Entry, Today } from "./diaryDeps.ts";

/** Repeats that a plot offers. */
const MOST_USUAL = 6;

/** Acts that people do again and again in the same way. */
const REPEATED: readonly FieldRecord["type"][] = [
  "inputUsed",
  "fertilised",
  "irrigated",
  "tended",
  "fed",
  "immunised",
  "nonChemicalControl",
];

function sameness({ type, product, input, use }: FieldRecord): string {
  return JSON.stringify([type, product, input?.name, use?.dose, use?.method]);
}

/** What counts of the diary, newest first. */
export function counting(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ takenBack }) => !takenBack);
}

/** What was done on a plot again and again, the most often done first; of acts done as often the newest first. */
export function usualOn(plot: string, entries: readonly Entry[]): readonly Entry[] {
  const found = new Map<string, { readonly entry: Entry; readonly count: number }>();
  for (const entry of counting(entries)) {
    if (!REPEATED.includes(entry.record.type) || !entry.record.plots.includes(plot)) continue;
    const name = sameness(entry.record);
    const before = found.get(name);
    found.set(name, { entry: before?.entry ?? entry, count: (before?.count ?? 0) + 1 });
  }
  return [...found.values()]
    .sort((left, right) => right.count - left.count)
    .slice(0, MOST_USUAL)
    .map(({ entry }) => entry);
}

/**
 * The same act once more, now, on one plot: input, dose and what the label says stay, with the photo of the label;
 * days, other photos and the note are of that time.
 */
export function again({ record }: Entry, plot: string, { day, minute }: Today): FieldRecord {
  const { to: _to, note: _note, photos = [], use, ...same } = record;
  const label = use?.labelPhoto === undefined ? undefined : photos[use.labelPhoto];
  const { labelPhoto: _label, area: _area, heads: _heads, waterTenths: _water, ...used } = use ?? {};
  return {
    ...same,
    from: day,
    minute,
    plots: [plot],
    ...(label === undefined ? {} : { photos: [label] }),
    ...(use === undefined ? {} : { use: label === undefined ? used : { ...used, labelPhoto: 0 } }),
  };
}

/** An input that was bought or used before, and how it was used on these goods the last time. */
export type KnownInput = { readonly input: RecordedInput; readonly use?: RecordedUse };

/** Inputs of these kinds that were entered before, each once, newest first; with the label's days only for the same goods. */
export function knownInputs(
  entries: readonly Entry[],
  kinds: readonly InputKind[],
  product: string,
): readonly KnownInput[] {
  const byName = new Map<string, FieldRecord[]>();
  for (const { record } of counting(entries)) {
    const { input } = record;
    if (input === undefined || !kinds.includes(input.kind)) continue;
    byName.set(input.name, [...(byName.get(input.name) ?? []), record]);
  }
  return [...byName.values()].flatMap((records) => knownInput(records, product));
}

function knownInput(records: readonly FieldRecord[], product: string): readonly KnownInput[] {
  const [newest] = records;
  if (newest?.input === undefined) return [];
  const { input } = newest;
  const uses = records.filter((record) => record.use !== undefined);
  const here = uses.find((record) => record.product === product)?.use;
  if (here !== undefined) return [{ input, use: here }];
  const { labelDays: _days, labelDegreeDays: _degrees, ...elsewhere } = uses[0]?.use ?? {};
  return [{ input, use: elsewhere }];
}

/** What the person entered for a pesticide's code before; undefined for one that is new on this phone. */
export function knownByCode(code: PesticideCode, entries: readonly Entry[]): RecordedInput | undefined {
  return counting(entries).find(
    ({ record }) => record.input?.registration !== undefined && isRegistrationOf(code, record.input.registration),
  )?.record.input;
}

/** Plots of the register and of the diary, those of the newest entries first. */
export function knownPlots(entries: readonly Entry[], registered: readonly string[]): readonly string[] {
  return [...new Set([...entries.flatMap(({ record }) => record.plots), ...registered])];
}

/** Goods that the diary or this phone's certificates name, those of the newest entries first; each once. */
export function goodsOf(entries: readonly Entry[], certified: readonly Treated[]): readonly Treated[] {
  const found = new Map<string, Treated>();
  for (const { record } of counting(entries)) {
    const { product, productCode } = record;
    if (product === undefined || found.has(product)) continue;
    found.set(product, productCode === undefined ? { name: product } : { name: product, code: productCode });
  }
  for (const goods of certified) if (!found.has(goods.name)) found.set(goods.name, goods);
  return [...found.values()];
}

/** What grows or lives on a plot by the newest entries that say so. */
export function goodsOn(plot: string, entries: readonly Entry[]): readonly Treated[] {
  return goodsOf(
    entries.filter(({ record }) => record.plots.includes(plot)),
    [],
  );
}

/** Entries whose act, day, plots, goods, input, note or person contain every word that was typed. */
export function searchEntries(
  entries: readonly Entry[],
  typed: string,
  nameOf: (type: FieldRecord["type"]) => string,
): readonly Entry[] {
  const words = typed
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const said = wordsOf(entry);
    return words.every((word) => said.includes(word) || nameOf(entry.record.type).toLowerCase().includes(word));
  });
}

const searched = new WeakMap<Entry, string>();

/** What an entry can be found by, put together once. */
function wordsOf(entry: Entry): string {
  const known = searched.get(entry);
  if (known !== undefined) return known;
  const { from, plots, product, note, person, input, use } = entry.record;
  const said = [from, ...plots, product, note, person, input?.name, input?.registration, input?.maker, input?.dealer];
  const words = [...said, ...(input?.ingredients ?? []), use?.against, use?.method, use?.dose]
    .filter((part) => part !== undefined)
    .join("\n")
    .normalize("NFKC")
    .toLowerCase();
  searched.set(entry, words);
  return words;
}
