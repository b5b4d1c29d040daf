import { type CborMap, isCborArray, isCborMap } from "../cbor.ts";
import { PRODUCT_LENGTH, type Quantity, quantityField } from "../certificate/certificate.ts";
import { type CalendarDay, dayField, dayNumber } from "../date.ts";
import { MAX_PLOTS, PLOT_LENGTH } from "../lot/lot.ts";
import { MAX_BLOB_BYTES } from "../statement/blobs.ts";
import {
  boolean,
  bytes,
  type FieldReader,
  listOf,
  oneOf,
  presentFields,
  readBody,
  readOptional,
  text,
  uint,
} from "../statement/fields.ts";
import { REFERENCE_BYTES, STATEMENT_ID_BYTES } from "../statement/statement.ts";
import { INPUT_KINDS, type InputKind } from "./gateFacts.ts";

/**
 * Types of production record 生产记录 (农产品质量安全法 Art. 27; 畜牧法 Art. 41 for animals). The harvest is the
 * statement of its lot and stands in none of these.
 */
export const RECORD_TYPES = [
  /** 播种、定植 */ "sown",
  /** 投放、补栏、放苗 */ "stocked",
  /** 投入品购进 */ "inputPurchased",
  /** 投入品使用 */ "inputUsed",
  /** 病虫害、疫病的发生 */ "pestSeen",
  /** 非化学防治 */ "nonChemicalControl",
  /** 灌溉 */ "irrigated",
  /** 施肥 */ "fertilised",
  /** 除草、整枝等农事 */ "tended",
  /** 饲喂 */ "fed",
  /** 免疫 */ "immunised",
  /** 病死畜禽、不合格产品的处置 */ "disposed",
  /** 农药包装废弃物交回 */ "containersReturned",
  /** 自己看到的其他情况 */ "observed",
] as const;
/** One of {@link RECORD_TYPES}. */
export type RecordType = (typeof RECORD_TYPES)[number];

/** A photo of a record: its bytes lie apart, named by their hash. */
export type RecordPhoto = {
  /** SHA-256 of the picture as it is uploaded. */
  readonly hash: Uint8Array;
  /** Bytes. */
  readonly size: number;
  /** Unix seconds at which it was taken. */
  readonly taken: number;
};

/** What was bought or used, as its label names it. */
export type RecordedInput = {
  readonly kind: InputKind;
  readonly name: string;
  readonly ingredients?: readonly string[];
  /** 农药登记证号, 兽药批准文号 or, read off a pesticide's code, its last six digits. */
  readonly registration?: string;
  readonly maker?: string;
  readonly batch?: string;
  /** 来源: the dealer it was bought from. */
  readonly dealer?: string;
  /** 购买凭证: number of the receipt, or the dealer's slip. */
  readonly proof?: string;
  readonly form?: string;
};

/** How it was used (农药管理条例 Art. 36: time, place, object, name, amount). */
export type RecordedUse = {
  readonly method?: string;
  /** 防治对象, what against or what for. */
  readonly against?: string;
  /** 用量 in the label's words (每亩 30 毫升). */
  readonly dose?: string;
  /** Treated area in m². */
  readonly area?: number;
  /** Animals treated. */
  readonly heads?: number;
  readonly forGrowth?: boolean;
  readonly afterHarvest?: boolean;
  readonly waterTenths?: number;
  /** Days on the label. */
  readonly labelDays?: number;
  readonly labelDegreeDays?: number;
  /** The photo among the record's photos that shows the label, from 0. */
  readonly labelPhoto?: number;
};

/** `record.made`: one entry of the field diary. Nothing is edited in place. */
export type FieldRecord = {
  readonly type: RecordType;
  /** First day of the act. */
  readonly from: CalendarDay;
  /** Last day of the act (停用日期); the first one when absent. */
  readonly to?: CalendarDay;
  /** Minutes after midnight in China at which the act began, when it was noted. */
  readonly minute?: number;
  /** Names of plots, pens or ponds. */
  readonly plots: readonly string[];
  readonly product?: string;
  readonly productCode?: number;
  readonly quantity?: Quantity;
  readonly note?: string;
  /** Who did it. */
  readonly person?: string;
  readonly photos?: readonly RecordPhoto[];
  readonly input?: RecordedInput;
  readonly use?: RecordedUse;
  /** The farmer for whom a station writes. */
  readonly onBehalfOf?: Uint8Array;
};

/** `record.corrected`: the earlier record stays visible and counts no more; what replaces it counts instead. */
export type RecordCorrection = {
  /** Full id of the record that it corrects. */
  readonly record: Uint8Array;
  readonly reason: string;
  /** Absent when the record was altogether wrong. */
  readonly replacement?: FieldRecord;
  readonly onBehalfOf?: Uint8Array;
};

/** Photos of one record at most. */
const MAX_PHOTOS = 9;
/** Code points of a note, and of every short text of a record. */
const RECORD_TEXT = { note: { min: 1, max: 300 }, short: { min: 1, max: 60 } } as const;

/** Largest treated area in m² and largest head count. */
const MAX_TREATED = 10 ** 9;
const LAST_MINUTE = 24 * 60 - 1;

const short = text(RECORD_TEXT.short.min, RECORD_TEXT.short.max);
const moment = uint(0, Number.MAX_SAFE_INTEGER);

/** A map with these required and optional fields inside a body. */
function nested<R extends object, O extends object>(
  required: { readonly [K in keyof R]: FieldReader<R[K]> },
  optional: { readonly [K in keyof O]: FieldReader<O[K]> },
): FieldReader<R & Partial<O>> {
  return (value) => {
    if (value === undefined || !isCborMap(value)) return undefined;
    const must = readBody<R>(value, required);
    const may = readOptional<O>(value, optional);
    return must === undefined || may === undefined ? undefined : { ...must, ...may };
  };
}

const readPhoto: FieldReader<RecordPhoto> = (value) => {
  if (value === undefined || !isCborArray(value) || value.length !== 3) return undefined;
  const hash = bytes(STATEMENT_ID_BYTES)(value[0]);
  const size = uint(1, MAX_BLOB_BYTES)(value[1]);
  const taken = moment(value[2]);
  return hash === undefined || size === undefined || taken === undefined ? undefined : { hash, size, taken };
};

const readInput = nested<Pick<RecordedInput, "kind" | "name">, Omit<Required<RecordedInput>, "kind" | "name">>(
  { kind: oneOf(...INPUT_KINDS), name: short },
  {
    ingredients: listOf(short, 1, 10),
    registration: short,
    maker: short,
    batch: short,
    dealer: short,
    proof: short,
    form: short,
  },
);

const readUse = nested<object, Required<RecordedUse>>(
  {},
  {
    method: short,
    against: short,
    dose: short,
    area: uint(1, MAX_TREATED),
    heads: uint(1, MAX_TREATED),
    forGrowth: boolean,
    afterHarvest: boolean,
    waterTenths: uint(1, 450),
    labelDays: uint(0, 400),
    labelDegreeDays: uint(1, 5000),
    labelPhoto: uint(0, MAX_PHOTOS - 1),
  },
);

const REQUIRED = {
  type: oneOf(...RECORD_TYPES),
  from: dayField,
  plots: listOf(text(PLOT_LENGTH.min, PLOT_LENGTH.max), 0, MAX_PLOTS),
};
const OPTIONAL = {
  to: dayField,
  minute: uint(0, LAST_MINUTE),
  product: text(PRODUCT_LENGTH.min, PRODUCT_LENGTH.max),
  productCode: uint(1, Number.MAX_SAFE_INTEGER),
  quantity: quantityField,
  note: text(RECORD_TEXT.note.min, RECORD_TEXT.note.max),
  person: short,
  photos: listOf(readPhoto, 1, MAX_PHOTOS),
  input: readInput,
  use: readUse,
  onBehalfOf: bytes(REFERENCE_BYTES),
};

/** True when the parts of a record fit together: days in order, an input where there must be one, a label's photo that exists. */
function isWhole(record: FieldRecord): boolean {
  const { type, from, to, input, use, photos } = record;
  if (to !== undefined && (dayNumber(to) ?? 0) < (dayNumber(from) ?? 0)) return false;
  const needsInput = type === "inputUsed" || type === "inputPurchased";
  if (needsInput && input === undefined) return false;
  return use?.labelPhoto === undefined || use.labelPhoto < (photos?.length ?? 0);
}

/** Body of a `record.made` statement. */
export function encodeFieldRecord({ quantity, photos, input, use, ...plain }: FieldRecord): CborMap {
  const body = presentFields(plain);
  if (quantity !== undefined) body.set("quantity", [quantity.thousandths, quantity.unit]);
  if (photos !== undefined)
    body.set(
      "photos",
      photos.map(({ hash, size, taken }) => [hash, size, taken]),
    );
  if (input !== undefined) body.set("input", presentFields(input));
  if (use !== undefined) body.set("use", presentFields(use));
  return body;
}

/** Reads a `record.made` body; undefined when it is not of its form. */
export function parseFieldRecord(body: CborMap): FieldRecord | undefined {
  const required = readBody(body, REQUIRED);
  const optional = readOptional(body, OPTIONAL);
  if (required === undefined || optional === undefined) return undefined;
  const record = { ...required, ...optional };
  return isWhole(record) ? record : undefined;
}

/** Body of a `record.corrected` statement. */
export function encodeRecordCorrection({ replacement, ...plain }: RecordCorrection): CborMap {
  const body = presentFields(plain);
  return replacement === undefined ? body : body.set("replacement", encodeFieldRecord(replacement));
}

/** Reads a `record.corrected` body; undefined when it is not of its form. */
export function parseRecordCorrection(body: CborMap): RecordCorrection | undefined {
  const required = readBody(body, { record: bytes(STATEMENT_ID_BYTES), reason: short });
  const optional = readOptional(body, {
    replacement: (value) => (value !== undefined && isCborMap(value) ? parseFieldRecord(value) : undefined),
    onBehalfOf: bytes(REFERENCE_BYTES),
  });
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}
