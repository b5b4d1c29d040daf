import type { FormError } from "./checkForm.ts";
import type { DiaryDeps } from "./diaryDeps.ts";
import type { Words } from "./entryWords.ts";
import type { RecordForm } from "./recordForm.ts";
import type { KnownDiary } from "./useDiary.ts";

/** What every part of a record's form is given. */
export type FieldProps = {
  readonly form: RecordForm;
  readonly errors: readonly FormError[];
  readonly known: KnownDiary;
  readonly deps: DiaryDeps;
  readonly words: Words;
  readonly onChange: (change: Partial<RecordForm>) => void;
};

/** What is wrong with a field; undefined when nothing is. */
export function wrongIn({ errors, words: { text } }: FieldProps, field: FormError): string | undefined {
  return errors.includes(field) ? text(`error.${field}`) : undefined;
}
