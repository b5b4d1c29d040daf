import { isKnownUnit } from "../../../core/certificate/certificate.ts";
import { parseQuantity } from "../../../core/certificate/quantity.ts";
import { dayNumber } from "../../../core/date.ts";
import { MAX_PLOTS } from "../../../core/lot/lot.ts";
import type { FieldRecord, RecordedInput, RecordedUse, RecordPhoto } from "../../../core/record/fieldRecord.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { filesIn, namedPhoto } from "./photosOfForm.ts";
import { LINES, type RecordForm, SQUARE_METRES } from "./recordForm.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";

/** A field that is at fault. */
export type FormError =
  | "plots"
  | "product"
  | "name"
  | "ingredients"
  | "line"
  | "dose"
  | "against"
  | "size"
  | "area"
  | "from"
  | "to"
  | "labelDays"
  | "degreeDays"
  | "water"
  | "quantity"
  | "note";

const LINE_LENGTH = { min: 1, max: 60 };
const NOTE_LENGTH = { min: 1, max: 300 };
const PRODUCT_LENGTH = { min: 1, max: 30 };
const MOST_LABEL_DAYS = 400;
const MOST_DEGREE_DAYS = 5000;
const MOST_WATER = 450;
const MOST_TREATED = 10 ** 9;

/** A whole number typed into a field; undefined for an empty one, null for what is none or out of bounds. */
function whole(typed: string, least: number, most: number): number | undefined | null {
  const tidy = tidyText(typed);
  if (tidy === "") return undefined;
  const value = /^\d{1,9}$/.test(tidy) ? Number(tidy) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

/** A number with decimals times `factor`, rounded; undefined for an empty field, null for what is no number. */
function scaled(typed: string, factor: number, most: number): number | undefined | null {
  const tidy = tidyText(typed);
  if (tidy === "") return undefined;
  const parsed = parseQuantity(tidy);
  const value = parsed.ok ? Math.round((parsed.value / 1000) * factor) : 0;
  return value >= 1 && value <= most ? value : null;
}

function namesIn(typed: string): readonly string[] {
  return [...new Set(typed.split(/[、，,;；+]/).map(tidyText))].filter((name) => name !== "");
}

type Numbers = {
  readonly area: number | undefined | null;
  readonly heads: number | undefined | null;
  readonly labelDays: number | undefined | null;
  readonly degreeDays: number | undefined | null;
  readonly water: number | undefined | null;
};

function numbersIn(form: RecordForm): Numbers {
  return {
    area: scaled(form.area, SQUARE_METRES, MOST_TREATED),
    heads: whole(form.heads, 1, MOST_TREATED),
    labelDays: whole(form.labelDays, 0, MOST_LABEL_DAYS),
    degreeDays: whole(form.degreeDays, 1, MOST_DEGREE_DAYS),
    water: scaled(form.water, 10, MOST_WATER),
  };
}

function fits(typed: string, bounds: { readonly min: number; readonly max: number }): boolean {
  const tidy = tidyText(typed);
  return tidy === "" || checkText(tidy, bounds).ok;
}

function filled(asked: "must" | "may" | undefined, typed: string): boolean {
  return asked !== "must" || tidyText(typed) !== "";
}

/** A field with whether it may stay as it is typed. */
type Verdict = readonly [FormError, boolean];

function verdictsOnThings(form: RecordForm): readonly Verdict[] {
  const shape = RECORD_SHAPES[form.type];
  return [
    ["plots", (shape.plots !== "must" || form.plots.length > 0) && form.plots.length <= MAX_PLOTS],
    ["product", filled(shape.product, form.product) && fits(form.product, PRODUCT_LENGTH)],
    ["name", shape.inputs === undefined || tidyText(form.name) !== ""],
    ["ingredients", namesIn(form.ingredients).length <= 10],
    ["line", LINES.every((line) => fits(form[line], LINE_LENGTH))],
    ["dose", filled(shape.dose, form.dose)],
    ["against", filled(shape.against, form.against)],
    ["note", filled(shape.note, form.note) && fits(form.note, NOTE_LENGTH)],
  ];
}

function verdictsOnNumbers(form: RecordForm, numbers: Numbers): readonly Verdict[] {
  const shape = RECORD_SHAPES[form.type];
  const quantity = tidyText(form.quantity) === "" ? undefined : parseQuantity(form.quantity);
  return [
    ["size", shape.size !== "must" || tidyText(`${form.area}${form.heads}`) !== ""],
    ["area", numbers.area !== null && numbers.heads !== null],
    ["labelDays", numbers.labelDays !== null],
    ["degreeDays", numbers.degreeDays !== null],
    ["water", numbers.water !== null],
    ["quantity", (shape.quantity !== "must" || quantity !== undefined) && quantity?.ok !== false],
  ];
}

function verdictsOnDays({ from, to }: RecordForm, today: string): readonly Verdict[] {
  const first = dayNumber(from);
  const last = to === "" ? first : dayNumber(to);
  const inPast = (day: number | undefined) => day !== undefined && day <= (dayNumber(today) ?? 0);
  return [
    ["from", inPast(first)],
    ["to", inPast(last) && (last ?? 0) >= (first ?? 0)],
  ];
}

/** The fields of an object that are neither absent nor empty. */
function present<T extends object>(fields: T): Partial<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== "");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same fields, fewer of them
  return Object.fromEntries(kept) as Partial<T>;
}

function inputIn(form: RecordForm): RecordedInput {
  const { kind, registration, maker, batch, dealer, proof } = form;
  const ingredients = namesIn(form.ingredients);
  const lines = { registration, maker, batch, dealer, proof, form: form.form };
  return {
    kind,
    name: tidyText(form.name),
    ...present(Object.fromEntries(Object.entries(lines).map(([line, typed]) => [line, tidyText(typed)]))),
    ...(ingredients.length === 0 ? {} : { ingredients }),
  };
}

function usageIn(form: RecordForm, { area, heads, labelDays, degreeDays, water }: Numbers): RecordedUse {
  const { forGrowth, afterHarvest } = form;
  // A new photo of the label stands behind those that the record names already.
  const labelPhoto = form.label === undefined ? form.labelPhoto : form.photos.length;
  const lines = { against: tidyText(form.against), method: tidyText(form.method), dose: tidyText(form.dose) };
  const numbers = { area, heads, labelDays, labelDegreeDays: degreeDays, waterTenths: water };
  const flags = { forGrowth: forGrowth || undefined, afterHarvest: afterHarvest || undefined };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nulls were refused before and are left out here
  return present({ ...lines, ...numbers, ...flags, labelPhoto }) as RecordedUse;
}

/** Checks what was typed against the form of its act; every field at fault is named at once. */
export function checkForm(form: RecordForm, today: string): Result<FieldRecord, readonly FormError[]> {
  const numbers = numbersIn(form);
  const verdicts = [...verdictsOnThings(form), ...verdictsOnNumbers(form, numbers), ...verdictsOnDays(form, today)];
  const errors = verdicts.flatMap(([field, holds]) => (holds ? [] : [field]));
  if (errors.length > 0) return err(errors);
  return ok(recordIn(form, numbers));
}

function recordIn(form: RecordForm, numbers: Numbers): FieldRecord {
  const { type, plots, from, to } = form;
  const shape = RECORD_SHAPES[type];
  const photos = photosIn(form);
  const use = usageIn(form, numbers);
  return {
    type,
    from,
    plots: shape.plots === undefined ? [] : plots,
    ...(to === "" || to === from ? {} : { to }),
    ...present({ note: tidyText(form.note), person: tidyText(form.person) }),
    ...goodsIn(form),
    ...measuresIn(form),
    ...(photos.length === 0 ? {} : { photos }),
    ...(shape.inputs === undefined ? {} : { input: inputIn(form) }),
    ...(Object.keys(use).length === 0 ? {} : { use }),
  };
}

function photosIn(form: RecordForm): readonly RecordPhoto[] {
  return [...form.photos, ...filesIn(form).map(namedPhoto)];
}

function goodsIn({ type, product, productCode }: RecordForm): Pick<FieldRecord, "product" | "productCode"> {
  const name = RECORD_SHAPES[type].product === undefined ? "" : tidyText(product);
  if (name === "") return {};
  return productCode === undefined ? { product: name } : { product: name, productCode };
}

function measuresIn({ type, time, quantity, unit }: RecordForm): Pick<FieldRecord, "minute" | "quantity"> {
  const amount = RECORD_SHAPES[type].quantity === undefined ? undefined : parseQuantity(quantity);
  return {
    ...(time === "" ? {} : { minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) }),
    ...(amount?.ok === true && isKnownUnit(unit) ? { quantity: { thousandths: amount.value, unit } } : {}),
  };
}
