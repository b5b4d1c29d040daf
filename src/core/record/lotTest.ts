import { type CborMap, isCborMap } from "../cbor.ts";
import { type CalendarDay, dayField } from "../date.ts";
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

/** One item of a test: what was looked for, how, what came out. */
export type TestItem = {
  readonly item: string;
  /** 检测方法, the standard or the instrument's own name. */
  readonly method?: string;
  /** As written on strip, screen or report (0.02 mg/kg, 抑制率 12%, 阴性). */
  readonly result?: string;
  /** 限量 in the result's own unit. */
  readonly limit?: string;
  readonly passed: boolean;
};

/** A report or a photo of strip or screen: its bytes lie apart, named by their hash. */
export type TestPaper = { readonly hash: Uint8Array; readonly size: number };

/** `test.recorded`: a test of a lot by the operator's own means (自行检测) or commissioned from a lab (委托检测). */
export type RecordedTest = {
  /** Full id of the lot. */
  readonly lot: Uint8Array;
  readonly basis: "selfTest" | "commissionedTest";
  readonly day: CalendarDay;
  readonly items: readonly TestItem[];
  readonly sample?: string;
  /** The lab's name, its accreditation number (CMA, CATL) and the last day of that. */
  readonly lab?: string;
  readonly accreditation?: string;
  readonly accreditedUntil?: CalendarDay;
  readonly paper?: TestPaper;
  readonly onBehalfOf?: Uint8Array;
};

/** Items of one test at most. */
const MAX_TEST_ITEMS = 60;

const short = text(1, 60);

const readItem: FieldReader<TestItem> = (value) => {
  if (value === undefined || !isCborMap(value)) return undefined;
  const required = readBody(value, { item: short, passed: boolean });
  const optional = readOptional(value, { method: short, result: short, limit: short });
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
};

const readPaper: FieldReader<TestPaper> = (value) =>
  value !== undefined && isCborMap(value)
    ? readBody(value, { hash: bytes(STATEMENT_ID_BYTES), size: uint(1, MAX_BLOB_BYTES) })
    : undefined;

/** Body of a `test.recorded` statement. */
export function encodeRecordedTest({ items, paper, ...plain }: RecordedTest): CborMap {
  const body = presentFields(plain).set("items", items.map(presentFields));
  return paper === undefined ? body : body.set("paper", presentFields(paper));
}

/** Reads a `test.recorded` body; undefined when it is not of its form, or a lab's test names no lab. */
export function parseRecordedTest(body: CborMap): RecordedTest | undefined {
  const required = readBody(body, {
    lot: bytes(STATEMENT_ID_BYTES),
    basis: oneOf("selfTest", "commissionedTest"),
    day: dayField,
    items: listOf(readItem, 1, MAX_TEST_ITEMS),
  });
  const optional = readOptional(body, {
    sample: short,
    lab: short,
    accreditation: short,
    accreditedUntil: dayField,
    paper: readPaper,
    onBehalfOf: bytes(REFERENCE_BYTES),
  });
  if (required === undefined || optional === undefined) return undefined;
  if (required.basis === "commissionedTest" && optional.lab === undefined) return undefined;
  return { ...required, ...optional };
}

/** A test passes when each of its items does. */
export function hasPassed({ items }: Pick<RecordedTest, "items">): boolean {
  return items.every(({ passed }) => passed);
}
