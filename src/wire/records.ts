import * as v from "valibot";
import { base64UrlField, countField, hexField, secondsField } from "./fields.ts";
import { operatorSchema } from "./operators.ts";

/** A salted private record, as its hash in a statement covers it. */
export const recordUploadSchema = v.object({ bytes: base64UrlField(17, 16_384) });

/** What became of an uploaded record. */
export const recordUploadAnswerSchema = v.object({ stored: v.literal(true) });

/** What an officer did with a record. */
const recordActSchema = v.object({
  at: secondsField,
  act: v.picklist(["stored", "revealed", "erased"]),
  /** Name of the officer's operator. */
  officer: v.string(),
  /** 33-byte compressed key, base64url. */
  key: v.string(),
});

/** An operator's private record with its numbers masked, and who has done what with it, newest first. */
export const maskedRecordSchema = v.object({
  /** `none`: the register entry names no record; `missing`: it has not been uploaded yet. */
  state: v.picklist(["held", "erased", "missing", "none"]),
  erasedAt: v.optional(secondsField),
  phone: v.optional(v.string()),
  idNumber: v.optional(v.string()),
  /** How many plots have a point on the map. */
  points: v.optional(countField),
  acts: v.array(recordActSchema),
});
/** An operator's private record, masked. */
export type MaskedRecord = v.InferOutput<typeof maskedRecordSchema>;

/** An operator's private record in full. */
export const revealedRecordSchema = v.object({
  phone: v.optional(v.string()),
  idNumber: v.optional(v.string()),
  /** Plot id → [latitude, longitude] in millionths of a degree. */
  points: v.optional(v.record(v.string(), v.tuple([v.number(), v.number()]))),
});
/** An operator's private record in full. */
export type RevealedRecord = v.InferOutput<typeof revealedRecordSchema>;

/** Answer to an erasure: how many records were erased. */
export const erasedRecordSchema = v.object({ erased: countField });

/** A number by which operators are looked for; in a body, because it has no place in a URL. */
export const matchRequestSchema = v.union([
  v.object({ idNumber: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ phone: v.pipe(v.string(), v.maxLength(40)) }),
]);

/** A farmer at a station's counter: by a part of the name, by phone, or by the id on the farmer's card. */
export const farmerRequestSchema = v.union([
  v.object({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)) }),
  v.object({ phone: v.pipe(v.string(), v.maxLength(40)) }),
  v.object({ id: hexField(8) }),
]);

/** Operators in the officer's region that have the number. */
export const matchAnswerSchema = v.object({ operators: v.array(operatorSchema) });

/** Id of an operator in a path. */
export const operatorIdParams = v.object({ id: hexField(8) });
/** Hash of a record in a path. */
export const recordHashParams = v.object({ hash: hexField(32) });
