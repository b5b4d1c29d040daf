import type { Cbor, CborMap } from "../cbor.ts";
import { type CalendarDay, dayField } from "../date.ts";
import { bytes, readBody, readOptional, text, uint } from "../statement/fields.ts";
import { OPERATOR_ID_BYTES, type OperatorKind } from "./profile.ts";

/** `duty.acknowledged`: the operator has read the duty notice 责任告知 of exactly this text. */
export type DutyAcknowledged = {
  readonly notice: string;
  readonly version: string;
  /** SHA-256 of the text that was shown, see `dutyDigest`. */
  readonly digest: Uint8Array;
};

/** `qualityPerson.appointed`: who answers for quality inside (内部质量控制人员); the last one appointed stands. */
export type QualityPerson = {
  /** Whose person it is when an officer says so; absent when the operator's own key does. */
  readonly operator?: Uint8Array;
  readonly name: string;
  /** Last day on which the training still counts. */
  readonly trainedUntil: CalendarDay;
};

/** `training.recorded`: somebody of the operator took part in a course. One statement for each attendance. */
export type TrainingRecorded = {
  readonly operator: Uint8Array;
  readonly course: string;
  /** Lessons of an hour 学时. */
  readonly hours: number;
  readonly date: CalendarDay;
};

/** Code points of a course's name and of a person's. */
export const DUTY_TEXT = { course: { min: 1, max: 60 }, person: { min: 1, max: 30 } } as const;
/** Hours that one course may have at most. */
export const MAX_COURSE_HOURS = 200;

const ACKNOWLEDGED = { notice: text(1, 40), version: text(1, 20), digest: bytes(32) };
const PERSON = { name: text(DUTY_TEXT.person.min, DUTY_TEXT.person.max), trainedUntil: dayField };
const TRAINING = {
  operator: bytes(OPERATOR_ID_BYTES),
  course: text(DUTY_TEXT.course.min, DUTY_TEXT.course.max),
  hours: uint(1, MAX_COURSE_HOURS),
  date: dayField,
};

/** Body of a `duty.acknowledged` statement. */
export function encodeDutyAcknowledged({ notice, version, digest }: DutyAcknowledged): CborMap {
  return new Map<string, Cbor>(Object.entries({ notice, version, digest }));
}

/** Reads a `duty.acknowledged` body; undefined when it is not of its form. */
export function parseDutyAcknowledged(body: CborMap): DutyAcknowledged | undefined {
  return readBody(body, ACKNOWLEDGED);
}

/** Body of a `qualityPerson.appointed` statement. */
export function encodeQualityPerson({ operator, name, trainedUntil }: QualityPerson): CborMap {
  const body = new Map<string, Cbor>(Object.entries({ name, trainedUntil }));
  return operator === undefined ? body : body.set("operator", operator);
}

/** Reads a `qualityPerson.appointed` body; undefined when it is not of its form. */
export function parseQualityPerson(body: CborMap): QualityPerson | undefined {
  const required = readBody(body, PERSON);
  const optional = readOptional(body, { operator: bytes(OPERATOR_ID_BYTES) });
  return required === undefined || optional === undefined ? undefined : { ...required, ...optional };
}

/** Body of a `training.recorded` statement. */
export function encodeTraining({ operator, course, hours, date }: TrainingRecorded): CborMap {
  return new Map<string, Cbor>(Object.entries({ operator, course, hours, date }));
}

/** Reads a `training.recorded` body; undefined when it is not of its form. */
export function parseTraining(body: CborMap): TrainingRecorded | undefined {
  return readBody(body, TRAINING);
}

/** Kinds of operator that must name somebody who answers for quality inside; a smallholder need not. */
export const QUALITY_KINDS: readonly OperatorKind[] = [
  "enterprise",
  "cooperative",
  "familyFarm",
  "largeGrower",
  "purchaser",
  "handler",
  "slaughterhouse",
];

/** What may be wrong with who answers for quality: nobody is named, or the training has run out. */
export type QualityFlag = "nobody" | "trainingOver";

/** What is wrong with who answers for quality; undefined when nothing is. */
export function qualityFlag(
  kind: OperatorKind,
  person: Pick<QualityPerson, "trainedUntil"> | undefined,
  day: CalendarDay,
): QualityFlag | undefined {
  if (!QUALITY_KINDS.includes(kind)) return undefined;
  if (person === undefined) return "nobody";
  return person.trainedUntil < day ? "trainingOver" : undefined;
}
