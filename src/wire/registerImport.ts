import * as v from "valibot";
import { base64UrlField, hexField } from "./fields.ts";

/** Rows compared with the register in one request. */
export const MAX_COMPARED_ROWS = 250;
/** Private records uploaded in one request. */
export const MAX_RECORDS_AT_ONCE = 200;

/** A row of a table as it is compared with the register: what an operator is known by, numbers in a body only. */
export const comparedRowSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(120)),
  region: v.pipe(v.string(), v.regex(/^[1-9][0-9]{5}([0-9]{3}){0,2}$/)),
  uscc: v.optional(v.pipe(v.string(), v.maxLength(60))),
  idNumber: v.optional(v.pipe(v.string(), v.maxLength(40))),
  phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
/** A row of a table as it is compared with the register. */
export type ComparedRow = v.InferOutput<typeof comparedRowSchema>;

/** Rows to be compared with the register. */
export const compareRequestSchema = v.object({
  rows: v.pipe(v.array(comparedRowSchema), v.maxLength(MAX_COMPARED_ROWS)),
});

/** Whether the register holds the same number; `none` also for a row without one that the register has not either. */
const numberState = v.picklist(["same", "other", "none", "erased"]);

/** An operator that a row may be. */
const foundOperatorSchema = v.object({
  id: hexField(8),
  /** By what it was found, the strongest. */
  by: v.picklist(["uscc", "idNumber", "name"]),
  /** Body of its newest register entry with effect, deterministic CBOR. */
  profile: base64UrlField(1, 65_536),
  phone: numberState,
  idNumber: numberState,
  closed: v.boolean(),
});
/** An operator that a row may be. */
export type FoundOperator = v.InferOutput<typeof foundOperatorSchema>;

/** For each row, in order, the operators in the officer's region that it may be. */
export const compareAnswerSchema = v.object({ rows: v.array(v.array(foundOperatorSchema)) });

/** Salted private records, as register entries name them. */
export const recordsUploadSchema = v.object({
  records: v.pipe(
    v.array(v.object({ hash: hexField(32), bytes: base64UrlField(17, 16_384) })),
    v.maxLength(MAX_RECORDS_AT_ONCE),
  ),
});

/** What became of each record, in order; `notFound`: no logged entry in the officer's region names it (yet). */
export const recordsAnswerSchema = v.object({
  results: v.array(v.picklist(["stored", "notFound", "outOfScope", "erased", "malformed"])),
});
