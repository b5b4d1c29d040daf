import { type SubmitEvent, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { checkText, tidyText } from "../../../core/text.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { checkForm, type FormError } from "./checkForm.ts";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps, Said } from "./diaryDeps.ts";
import { focusFirstError } from "./focusFirstError.ts";
import { filesIn } from "./photosOfForm.ts";
import { RecordFields } from "./RecordFields.tsx";
import { formOf, type RecordForm } from "./recordForm.ts";
import { type KnownDiary, type OpenDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { WRITTEN } from "./written.ts";

/** Reason of a correction. */
export const REASON_LENGTH = { min: 1, max: 60 };

type CorrectScreenProps = { readonly id: string; readonly deps: DiaryDeps };

/** What an entry should have said: a new statement beside the old one. */
export function CorrectScreen({ id, deps }: CorrectScreenProps) {
  const diary = useDiary(deps);
  const { text } = useWords(deps);
  const [story, setStory] = useState<readonly Said[]>();
  useEffect(() => void deps.story(id).then((said) => setStory(said ?? [])), [deps, id]);
  const record = story?.find((said) => said.record !== undefined)?.record;
  if (story === undefined) return <Skeleton />;
  return (
    <DiaryFrame title={text("correct.title")} parent={`/diary/entry/${id}`} diary={diary} deps={deps}>
      {(known) =>
        record === undefined ? (
          <Banner title={text("entry.none")} />
        ) : (
          <Form id={id} begun={formOf(record)} diary={diary} known={known} deps={deps} />
        )
      }
    </DiaryFrame>
  );
}

type FormProps = {
  readonly id: string;
  readonly begun: RecordForm;
  readonly diary: OpenDiary;
  readonly known: KnownDiary;
  readonly deps: DiaryDeps;
};

function Form({ id, begun, diary, known, deps }: FormProps) {
  const words = useWords(deps);
  const { text } = words;
  const [, navigate] = useLocation();
  const [form, setForm] = useState(begun);
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<readonly (FormError | "reason")[]>([]);
  const changed = (change: Partial<RecordForm>) => {
    setForm((before) => ({ ...before, ...change }));
    setErrors([]);
  };
  const submitted = async (event: SubmitEvent) => {
    event.preventDefault();
    const checked = checkForm(form, known.today.day);
    const why = checkText(tidyText(reason), REASON_LENGTH);
    if (!checked.ok || !why.ok) {
      setErrors([...(why.ok ? [] : ["reason" as const]), ...(checked.ok ? [] : checked.error)]);
      return focusFirstError();
    }
    const written = await diary.write({ corrects: id, reason: why.value, replacement: checked.value }, filesIn(form));
    if (written !== undefined) navigate(`/diary/entry/${written}`, { replace: true, state: WRITTEN });
  };
  const shown = errors.flatMap((error) => (error === "reason" ? [] : [error]));
  return (
    <form className="stack" noValidate onSubmit={(event) => void submitted(event)}>
      <TextField
        label={text("entry.reason")}
        hint={text("entry.reason.hint")}
        value={reason}
        error={errors.includes("reason") ? text("error.reason") : undefined}
        onChange={(typed) => {
          setReason(typed);
          setErrors([]);
        }}
      />
      <RecordFields form={form} errors={shown} known={known} deps={deps} words={words} onChange={changed} />
      <Button type="submit" tone="primary" large wide busy={diary.busy}>
        {text("correct.save")}
      </Button>
    </form>
  );
}
