import type { Cbor, CborMap } from "../cbor.ts";
import { type CalendarDay, dayField } from "../date.ts";
import { bytes, oneOf, readBody, text, uint } from "../statement/fields.ts";
import { OPERATOR_ID_BYTES } from "./profile.ts";

/** Grades: A 守信, B 基本守信, C 失信, D 严重失信. */
export const GRADES = ["A", "B", "C", "D"] as const;
/** One of {@link GRADES}. */
export type Grade = (typeof GRADES)[number];

/** `fact.entered`: something that an officer puts on an operator's record; what it weighs is for the rule set to say. */
export type FactEntered = {
  readonly operator: Uint8Array;
  /** Code of the rule set. */
  readonly fact: string;
  /** Day on which it happened. */
  readonly date: CalendarDay;
  /** Number of the document that shows it. */
  readonly document: string;
};

/** `grade.published`: from now on this grade is public, and stays until another one is published. */
export type GradePublished = {
  readonly operator: Uint8Array;
  readonly grade: Grade;
  /** 0 to 100. */
  readonly score: number;
  /** Version of the rule set by which it was computed. */
  readonly rules: string;
  /** Day as of which it was computed. */
  readonly day: CalendarDay;
};

/** Code points of a document's number. */
export const DOCUMENT_LENGTH = { min: 1, max: 60 } as const;

const FACT = {
  operator: bytes(OPERATOR_ID_BYTES),
  fact: text(1, 40),
  date: dayField,
  document: text(DOCUMENT_LENGTH.min, DOCUMENT_LENGTH.max),
};
const GRADE = {
  operator: bytes(OPERATOR_ID_BYTES),
  grade: oneOf(...GRADES),
  score: uint(0, 100),
  rules: text(1, 40),
  day: dayField,
};

/** Body of a `fact.entered` statement. */
export function encodeFact({ operator, fact, date, document }: FactEntered): CborMap {
  return new Map<string, Cbor>(Object.entries({ operator, fact, date, document }));
}

/** Reads a `fact.entered` body; undefined when it is not of its form. */
export function parseFact(body: CborMap): FactEntered | undefined {
  return readBody(body, FACT);
}

/** Body of a `grade.published` statement. */
export function encodeGrade({ operator, grade, score, rules, day }: GradePublished): CborMap {
  return new Map<string, Cbor>(Object.entries({ operator, grade, score, rules, day }));
}

/** Reads a `grade.published` body; undefined when it is not of its form. */
export function parseGrade(body: CborMap): GradePublished | undefined {
  return readBody(body, GRADE);
}
