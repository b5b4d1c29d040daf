import { err, ok, type Result } from "../result.ts";
import { type Attempt, arrange, LEAST_TEXT, LOOKS, type Prepared, prepare } from "./arrange.ts";
import type { CodeForm, Label, Plan, QrModules } from "./box.ts";
import { type LabelContent, VALUE_FIELDS, type ValueField } from "./labelContent.ts";
import type { LabelSize, Resolution } from "./labelSize.ts";
import { type CharacterWidth, characterWidth } from "./lineBreaks.ts";

/** What a label is laid out with. */
export type LayoutTools = {
  readonly resolution: Resolution;
  /** The QR symbol of a text at error correction M. */
  readonly encode: (text: string) => QrModules;
  /** Of the font that the text is drawn in, where it is known. */
  readonly width?: CharacterWidth;
  /** Plan of the label before in a batch, kept as long as it fits. */
  readonly like?: Plan;
};

/** Why a label could not be laid out: texts to be shortened (or a larger label taken), or nothing that helps. */
export type LayoutError =
  | { readonly code: "textTooLong"; readonly fields: readonly ValueField[] }
  | { readonly code: "labelTooSmall" };

/** Edge of a module, millimetres: never under three dots of 203 dpi by more than a tenth, nor larger than five. */
const MODULE = { least: 0.33, most: 0.63, leastDots: 3 } as const;
/** A chain code is for paper of this width up (wire format §4), and never at the cost of text too small to read well. */
const CHAIN = { leastWidth: 60, leastText: 1.8 } as const;
/** Text beside the producer's own pictures, and in the table of the official form, is at least this large. */
const PICTURES_LEAST_TEXT = 1.8;
const TABLE_LEAST_TEXT = 2.4;
/** Largest text in parts of the label's short side, and its bounds in millimetres. */
const MOST_TEXT = { share: 1 / 18, least: 1.75, most: 4.5 } as const;
/** Text of this size, millimetres, is read without effort: what is larger is worth less than looser spacing. */
const EASY_TEXT = 2.25;
/** What a plan is worth, in parts that add up: see {@link worthOf}. */
const WORTH = { easyText: 0.63, largeText: 0.08, code: 0.12, spacing: 0.15, titleAbove: 0.02 } as const;
const SPACING: Readonly<Record<Plan["spacing"], number>> = { form: 1, roomy: 0.95, plain: 0.85, tight: 0.4 };
/** Characters to which a text is cut when it is asked which one is too long. */
const SHORTENED = 10;

/**
 * Lays a certificate out on a label: official wording first, all fields, the largest text and code that fit. The code
 * carries as much as fits: certificate and grant, the certificate, or its number alone (`plan.form`). A station that
 * signed is named beside whose commitment it is as long as that fits too.
 */
export function layoutLabel(content: LabelContent, size: LabelSize, tools: LayoutTools): Result<Label, LayoutError> {
  const { issuerByStation, ...rest } = content;
  if (issuerByStation === undefined) return layoutContent(rest, size, tools);
  const named = layoutContent({ ...rest, values: { ...rest.values, issuer: issuerByStation } }, size, tools);
  return named.ok ? named : layoutContent(rest, size, tools);
}

function layoutContent(content: LabelContent, size: LabelSize, tools: LayoutTools): Result<Label, LayoutError> {
  const prepared = prepare(content, tools.width ?? characterWidth);
  const symbols = new Map<string, QrModules>();
  const encode = (text: string): QrModules => {
    const modules = symbols.get(text) ?? tools.encode(text);
    symbols.set(text, modules);
    return modules;
  };
  const job: Job = { prepared, size, resolution: tools.resolution, encode };
  const label = (tools.like === undefined ? undefined : tryPlan(job, tools.like)) ?? search(job);
  return label === undefined ? err(whatIsTooLong(job)) : ok(label);
}

type Job = Pick<Attempt, "prepared" | "size" | "resolution"> & { readonly encode: (text: string) => QrModules };

function tryPlan({ encode, ...job }: Job, plan: Plan): Label | undefined {
  const text = job.prepared.content.codes[plan.form];
  if (text === undefined) return undefined;
  const boxes = arrange({ ...job, plan, code: { text, modules: encode(text) } });
  const { width, height } = job.size;
  return boxes === undefined ? undefined : { width, height, resolution: job.resolution, boxes, plan };
}

/** The best plan of the richest code that fits at all, with the producer's pictures if possible. */
function search(job: Job): Label | undefined {
  const { pictures = [] } = job.prepared.content;
  const forms: readonly CodeForm[] =
    job.size.width >= CHAIN.leastWidth ? ["chain", "label", "short"] : ["label", "short"];
  for (const form of forms) {
    for (const withPictures of pictures.length > 0 ? [true, false] : [false]) {
      const best = searchForm(job, form, withPictures);
      if (best !== undefined) return best;
    }
  }
  return undefined;
}

/** Sizes of text in whole dots, smallest first. */
function textSizes({ size, resolution }: Job, least: number): readonly number[] {
  const { dotsPerMm } = resolution;
  const wanted = Math.min(size.width, size.height) * MOST_TEXT.share;
  const most = Math.min(MOST_TEXT.most, Math.max(MOST_TEXT.least, wanted));
  const first = Math.ceil(least * dotsPerMm - 1e-6);
  const count = Math.max(0, Math.floor(most * dotsPerMm + 1e-6) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) / dotsPerMm);
}

/** Dots a module may have. */
function moduleDots({ dotsPerMm }: Resolution): readonly number[] {
  const least = Math.max(MODULE.leastDots, Math.ceil(MODULE.least * dotsPerMm));
  const most = Math.floor(MODULE.most * dotsPerMm);
  return Array.from({ length: most - least + 1 }, (_, index) => least + index);
}

/** A plan's worth in parts of the best that this label could have. */
function worthOf(plan: Plan, most: { readonly fontSize: number; readonly dots: number }): number {
  return (
    WORTH.easyText * Math.min(1, plan.fontSize / EASY_TEXT) +
    WORTH.largeText * (plan.fontSize / most.fontSize) +
    WORTH.code * (plan.dots / most.dots) +
    WORTH.spacing * SPACING[plan.spacing] +
    WORTH.titleAbove * (plan.titleAbove ? 1 : 0)
  );
}

/** Smallest text that a form of code and a spacing may have. */
function leastText(form: CodeForm, spacing: Plan["spacing"], pictures: boolean): number {
  return Math.max(
    form === "chain" ? CHAIN.leastText : LEAST_TEXT,
    pictures ? PICTURES_LEAST_TEXT : 0,
    LOOKS[spacing].fields === "table" ? TABLE_LEAST_TEXT : 0,
  );
}

type Open = Omit<Plan, "fontSize">;

/** Every plan for a form of code, its size of text still open; the loosest first. */
function plansFor(job: Job, form: CodeForm, pictures: boolean): readonly Open[] {
  return (["form", "roomy", "plain", "tight"] as const).flatMap((spacing) =>
    moduleDots(job.resolution).flatMap((dots) =>
      [true, false].map((titleAbove) => ({ form, dots, spacing, titleAbove, pictures })),
    ),
  );
}

function searchForm(job: Job, form: CodeForm, pictures: boolean): Label | undefined {
  let best: { readonly label: Label; readonly worth: number } | undefined;
  const dots = Math.max(...moduleDots(job.resolution));
  for (const plan of plansFor(job, form, pictures)) {
    const sizes = textSizes(job, leastText(form, plan.spacing, pictures));
    const most = { dots, fontSize: sizes[sizes.length - 1] ?? LEAST_TEXT };
    const hope = worthOf({ ...plan, fontSize: most.fontSize }, most);
    const label = best === undefined || hope > best.worth ? largestText(job, sizes, plan) : undefined;
    if (label === undefined) continue;
    const worth = worthOf(label.plan, most);
    if (best === undefined || worth > best.worth) best = { label, worth };
  }
  return best?.label;
}

/** The label with the largest text that still fits a plan, found by halving. */
function largestText(job: Job, sizes: readonly number[], plan: Open): Label | undefined {
  let low = 0;
  let high = sizes.length - 1;
  let best: Label | undefined;
  while (low <= high) {
    const middle = best === undefined ? 0 : Math.ceil((low + high) / 2);
    const label = tryPlan(job, { ...plan, fontSize: sizes[middle] ?? LEAST_TEXT });
    if (label === undefined && best === undefined) return undefined;
    if (label === undefined) high = middle - 1;
    else {
      best = label;
      low = middle + 1;
    }
  }
  return best;
}

/** Names the longest texts that have to be shorter, as few as help. */
function whatIsTooLong(job: Job): LayoutError {
  const { content, width } = job.prepared;
  const values = { ...content.values };
  const longest = VALUE_FIELDS.filter((field) => Array.from(values[field]).length > SHORTENED).sort(
    (left, right) => Array.from(values[right]).length - Array.from(values[left]).length,
  );
  const fields: ValueField[] = [];
  for (const field of longest) {
    values[field] = Array.from(values[field]).slice(0, SHORTENED).join("");
    fields.push(field);
    const shorter: Prepared = prepare({ ...content, values: { ...values } }, width);
    if (searchForm({ ...job, prepared: shorter }, "short", false) !== undefined) return { code: "textTooLong", fields };
  }
  return { code: "labelTooSmall" };
}
