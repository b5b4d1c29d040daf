import * as v from "valibot";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { countField, hexField, regionField, secondsField, signedField } from "./fields.ts";

const dayField = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

/** One reason of the gate, in its code and facts; the words are the screens'. */
export const findingSchema = v.object({
  /** One of core's `FINDINGS`; a newer endpoint may name others. */
  code: v.string(),
  input: v.optional(v.string()),
  ingredients: v.optional(v.array(v.string())),
  row: v.optional(v.object({ id: v.string(), says: v.string() })),
  unverified: v.optional(v.boolean()),
  clears: v.optional(dayField),
});
/** One reason of the gate. */
export type FindingShown = v.InferOutput<typeof findingSchema>;

/** Everything on record about an operator: statements with effect, and what the register counts of its certificates. */
export const operatorFileSchema = v.object({
  id: hexField(8),
  name: v.string(),
  kind: v.picklist(OPERATOR_KINDS),
  region: regionField,
  /** When it was read, Unix seconds. */
  time: secondsField,
  /** Statements of core's `FILE_KINDS`; their ids stand beside them, since only the signer's key gives them. */
  said: v.array(v.object({ id: hexField(32), statement: signedField })),
  /** Certificates in which the gate found something that was not known, or not acknowledged, when they were issued. */
  flagged: v.optional(
    v.array(
      v.object({
        number: v.string(),
        iat: secondsField,
        quantity: v.object({ thousandths: countField, unit: countField }),
        findings: v.array(findingSchema),
      }),
    ),
  ),
  /** Certificates in force that stations signed for it without its consent (代开), newest first. */
  unconsented: v.optional(
    v.array(v.object({ id: hexField(32), number: v.string(), iat: secondsField, station: v.string() })),
  ),
  certificates: v.object({
    months: v.array(v.object({ day: dayField, count: countField })),
    withdrawn: v.array(v.object({ state: v.picklist(["voided", "recalled"]), day: dayField, number: v.string() })),
  }),
});
/** Everything on record about an operator. */
export type OperatorFileAnswer = v.InferOutput<typeof operatorFileSchema>;

/** What an officer's desk counts; each figure opens the operators behind it. */
export const deskFiguresSchema = v.object({
  /** Operators that a duty notice is for, and those of them that have signed the present one. */
  dutySubjects: countField,
  dutySigned: countField,
  /** Operators that must name somebody for quality, and those without anybody whose training still counts. */
  qualitySubjects: countField,
  qualityMissing: countField,
  /** Product certifications that no officer has looked at yet. */
  reviews: countField,
  /** Accepted ones that end within 60 days. */
  ending: countField,
  grades: v.object({ A: countField, B: countField, C: countField, D: countField, none: countField }),
  /** Operators with certificates that the gate would have refused. */
  flagged: countField,
  red: countField,
  black: countField,
});
/** What an officer's desk counts. */
export type DeskFigures = v.InferOutput<typeof deskFiguresSchema>;

/** Lists behind the figures. */
export const DESK_LISTS = [
  "reviews",
  "ending",
  "dutyMissing",
  "qualityMissing",
  "gradeA",
  "gradeB",
  "gradeC",
  "gradeD",
  "ungraded",
  "red",
  "black",
  "flagged",
] as const;
/** One of {@link DESK_LISTS}. */
export type DeskList = (typeof DESK_LISTS)[number];

/** Operators behind a figure, by registration; `next` goes into `after`. */
export const deskRowsSchema = v.object({
  operators: v.array(
    v.object({
      id: hexField(8),
      name: v.string(),
      kind: v.picklist(OPERATOR_KINDS),
      region: regionField,
      /** The day that matters in this list: the end of a certification or of training, the start of a listing. */
      day: v.optional(dayField),
    }),
  ),
  next: v.optional(hexField(8)),
});
/** Operators behind a figure. */
export type DeskRows = v.InferOutput<typeof deskRowsSchema>;
