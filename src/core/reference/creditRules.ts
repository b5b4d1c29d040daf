import { GRADES, type Grade } from "../operator/creditStatements.ts";
import { err, ok, type Result } from "../result.ts";
import { type JsonReader, jsonBoolean, jsonList, jsonObject, jsonText, jsonUint } from "./jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "./packHeader.ts";

/** What facts of one code weigh. */
export type CreditRule = {
  readonly code: string;
  readonly name: string;
  /** Points of one fact, or of each unit of its amount; negative for a bad one. */
  readonly points: number;
  /** Points that all facts of the code may add or take at most. */
  readonly most: number;
  /** Days for which a fact weighs; absent when it always does. */
  readonly days?: number;
  /** While a fact of the code weighs, the grade is no better than this. */
  readonly atMost?: Grade;
  /** Officers enter facts of this code; the others follow from what is in the register. */
  readonly entered: boolean;
  /** Why it weighs, in a sentence. */
  readonly why: string;
};

/** A rule set: everything by which facts become a grade. A region may put its own in place. */
export type CreditRules = PackHeader & {
  /** Score before any point. */
  readonly base: number;
  /** Lowest score of each grade, the best first, the last from 0. */
  readonly grades: readonly { readonly grade: Grade; readonly name: string; readonly from: number }[];
  readonly rules: readonly CreditRule[];
};

const jsonPoints: JsonReader<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value !== 0 ? value : undefined;

/** A grade's letter. */
const jsonGrade: JsonReader<Grade> = (value) => GRADES.find((grade) => grade === value);

const readPack = jsonObject<Omit<CreditRules, "note">, Pick<CreditRules, "note">>(
  {
    ...PACK_HEADER,
    base: jsonUint,
    grades: jsonList(jsonObject<CreditRules["grades"][number]>({ grade: jsonGrade, name: jsonText, from: jsonUint })),
    rules: jsonList(
      jsonObject<Omit<CreditRule, "days" | "atMost">, Pick<CreditRule, "days" | "atMost">>(
        {
          code: jsonText,
          name: jsonText,
          points: jsonPoints,
          most: jsonUint,
          entered: jsonBoolean,
          why: jsonText,
        },
        { days: jsonUint, atMost: jsonGrade },
      ),
    ),
  },
  { note: jsonText },
);

/** Reads a rule set; refused as a whole when a code comes twice or the grades do not fall from A to D, the last from 0. */
export function readCreditRules(value: unknown): Result<CreditRules, PackError> {
  const pack = readPack(value);
  if (pack === undefined || pack.base > 100) return err("badPack");
  if (new Set(pack.rules.map(({ code }) => code)).size !== pack.rules.length) return err("badPack");
  const falls = pack.grades.every(({ grade, from }, index) => {
    const before = pack.grades[index - 1];
    return grade === GRADES[index] && (before === undefined || from < before.from);
  });
  const complete = pack.grades.length === GRADES.length && pack.grades[GRADES.length - 1]?.from === 0;
  return falls && complete ? ok(pack) : err("badPack");
}
