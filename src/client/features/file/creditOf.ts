import { type CalendarDay, startOfDay } from "../../../core/date.ts";
import { type Credit, creditFacts, creditOn } from "../../../core/operator/credit.ts";
import type { GradePublished } from "../../../core/operator/creditStatements.ts";
import { operatorFile, publishedGrade } from "../../../core/operator/file.ts";
import type { CreditRules } from "../../../core/reference/creditRules.ts";
import type { FileView } from "./fileDeps.ts";

/** How an operator stood on a day: what was computed from what had been said by then, and what was public. */
export type CreditOfDay = { readonly credit: Credit | undefined; readonly published: GradePublished | undefined };

/** Credit as of the end of a day in China, from what had been said until then. */
export function creditOf({ said, certificates }: FileView, rules: CreditRules, day: CalendarDay): CreditOfDay {
  const end = (startOfDay(day) ?? 0) + 86_400;
  const file = operatorFile(said.filter(({ iat }) => iat < end));
  return { credit: creditOn(creditFacts(file, certificates), rules, day), published: publishedGrade(file) };
}
