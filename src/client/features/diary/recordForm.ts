import { formatThousandths } from "../../../core/certificate/quantity.ts";
import type {
  FieldRecord,
  RecordedInput,
  RecordedUse,
  RecordPhoto,
  RecordType,
} from "../../../core/record/fieldRecord.ts";
import type { InputKind } from "../../../core/record/gateFacts.ts";
import type { PhotoFile } from "../../ui/photoFile.ts";
import type { Today } from "./diaryDeps.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";

/** Fields that are one line of text each. */
export const LINES = [
  "name",
  "registration",
  "maker",
  "batch",
  "dealer",
  "proof",
  "form",
  "against",
  "method",
  "dose",
  "person",
] as const;
type Line = (typeof LINES)[number];

/** A record as it is typed. */
export type RecordForm = Readonly<Record<Line, string>> & {
  readonly type: RecordType;
  readonly plots: readonly string[];
  readonly product: string;
  readonly productCode?: number | undefined;
  readonly from: string;
  readonly to: string;
  /** HH:MM, or empty. */
  readonly time: string;
  readonly kind: InputKind;
  /** Names with 、 between; empty to read them from the input's name. */
  readonly ingredients: string;
  /** 亩, with decimals. */
  readonly area: string;
  readonly heads: string;
  readonly labelDays: string;
  readonly degreeDays: string;
  /** °C, one decimal. */
  readonly water: string;
  readonly forGrowth: boolean;
  readonly afterHarvest: boolean;
  readonly quantity: string;
  readonly unit: number;
  readonly note: string;
  /** Photos that the record names already. */
  readonly photos: readonly RecordPhoto[];
  /** The one of them that shows the label, from 0. */
  readonly labelPhoto?: number;
  /** A photo of the label, taken for this record. */
  readonly label?: PhotoFile | undefined;
  /** Other photos taken for this record. */
  readonly pictures: readonly PhotoFile[];
};

/** Square metres of a 亩. */
export const SQUARE_METRES = 10_000 / 15;

/** An empty form of an act, today. */
export function newForm(type: RecordType, { day, minute }: Today): RecordForm {
  const kind = RECORD_SHAPES[type].inputs?.[0] ?? "other";
  const empty = { name: "", registration: "", maker: "", batch: "", dealer: "", proof: "", form: "" };
  return {
    ...empty,
    type,
    plots: [],
    product: "",
    from: day,
    to: "",
    time: timeOf(minute),
    kind,
    ingredients: "",
    against: "",
    method: "",
    dose: "",
    area: "",
    heads: "",
    labelDays: "",
    degreeDays: "",
    water: "",
    forGrowth: false,
    afterHarvest: false,
    quantity: "",
    unit: 1,
    person: "",
    note: "",
    photos: [],
    pictures: [],
  };
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** The area in 亩 of so many m², two decimals at most. */
export function inMu(squareMetres: number): string {
  return formatThousandths(Math.round((squareMetres / SQUARE_METRES) * 100) * 10);
}

/** What an input's label and its use bring into a form. */
export function withInput(form: RecordForm, input: RecordedInput, use: RecordedUse | undefined): RecordForm {
  const { ingredients = [], ...lines } = input;
  const { labelDays, labelDegreeDays, labelPhoto: _, ...used } = use ?? {};
  return {
    ...form,
    ...lines,
    ingredients: ingredients.join("、"),
    against: used.against ?? form.against,
    method: used.method ?? form.method,
    dose: used.dose ?? form.dose,
    labelDays: labelDays === undefined ? "" : `${labelDays}`,
    degreeDays: labelDegreeDays === undefined ? "" : `${labelDegreeDays}`,
  };
}

/** What a use says, as it would be typed. */
function usageOf(use: RecordedUse): Partial<RecordForm> {
  const { against = "", method = "", dose = "", area, heads, waterTenths, forGrowth, afterHarvest, labelPhoto } = use;
  return {
    against,
    method,
    dose,
    area: area === undefined ? "" : inMu(area),
    heads: heads === undefined ? "" : `${heads}`,
    water: waterTenths === undefined ? "" : formatThousandths(waterTenths * 100),
    forGrowth: forGrowth === true,
    afterHarvest: afterHarvest === true,
    ...(labelPhoto === undefined ? {} : { labelPhoto }),
  };
}

/** When and how much, as it would be typed. */
function measuresOf({ minute, quantity }: FieldRecord): Partial<RecordForm> {
  const time = minute === undefined ? "" : timeOf(minute);
  if (quantity === undefined) return { time };
  return { time, quantity: formatThousandths(quantity.thousandths), unit: quantity.unit };
}

/** A record as it would be typed, for a correction. */
export function formOf(record: FieldRecord): RecordForm {
  const { type, plots, from, to = "", product = "", productCode, note = "", person = "" } = record;
  const { input, use = {}, photos = [] } = record;
  const typed: RecordForm = {
    ...newForm(type, { day: from, minute: 0 }),
    ...usageOf(use),
    ...measuresOf(record),
    plots,
    product,
    productCode,
    to,
    note,
    person,
    photos,
  };
  return input === undefined ? typed : withInput(typed, input, use);
}
