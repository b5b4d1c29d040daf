import { type SubmitEvent, useState } from "react";
import { useLocation } from "wouter";
import type { RecordType } from "../../../core/record/fieldRecord.ts";
import { readPesticideCode, registrationOf } from "../../../core/record/pesticideCode.ts";
import { Button } from "../../ui/Button.tsx";
import { checkForm, type FormError } from "./checkForm.ts";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps } from "./diaryDeps.ts";
import { focusFirstError } from "./focusFirstError.ts";
import { filesIn } from "./photosOfForm.ts";
import { RecordFields } from "./RecordFields.tsx";
import { newForm, type RecordForm, withInput } from "./recordForm.ts";
import { type KnownDiary, type OpenDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { goodsOn, knownByCode } from "./usual.ts";
import { WRITTEN } from "./written.ts";

type RecordScreenProps = {
  readonly type: RecordType;
  readonly deps: DiaryDeps;
  /** The plot that the person came from. */
  readonly plot?: string;
  /** What the scanner read on a pesticide's label. */
  readonly code?: string;
};

/** The form of an act: what is known of plot, goods and input is filled in already. */
export function RecordScreen({ type, deps, plot, code }: RecordScreenProps) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  const { text } = words;
  return (
    <DiaryFrame
      title={text(`act.${type}`)}
      parent={plot === undefined ? "/diary" : `/diary/plot/${encodeURIComponent(plot)}`}
      diary={diary}
      deps={deps}
    >
      {(known) => <Form diary={diary} known={known} deps={deps} begun={begin({ type, plot, code }, known)} />}
    </DiaryFrame>
  );
}

type Begun = {
  readonly type: RecordType;
  readonly plot: string | undefined;
  readonly code: string | undefined;
};

function begin({ type, plot, code }: Begun, { entries, today }: KnownDiary): RecordForm {
  const form = newForm(type, today);
  const [goods] = plot === undefined ? [] : goodsOn(plot, entries);
  const placed = {
    ...form,
    plots: plot === undefined ? [] : [plot],
    ...(goods === undefined ? {} : { product: goods.name }),
    ...(goods?.code === undefined ? {} : { productCode: goods.code }),
  };
  const label = code === undefined ? undefined : readPesticideCode(code);
  if (label === undefined) return placed;
  const input = knownByCode(label, entries);
  return input === undefined ? { ...placed, registration: registrationOf(label) } : withInput(placed, input, undefined);
}

type FormProps = {
  readonly diary: OpenDiary;
  readonly known: KnownDiary;
  readonly deps: DiaryDeps;
  readonly begun: RecordForm;
};

function Form({ diary, known, deps, begun }: FormProps) {
  const words = useWords(deps);
  const [, navigate] = useLocation();
  const [form, setForm] = useState(begun);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const changed = (change: Partial<RecordForm>) => {
    setForm((before) => ({ ...before, ...change }));
    setErrors([]);
  };
  const submitted = async (event: SubmitEvent) => {
    event.preventDefault();
    const checked = checkForm(form, known.today.day);
    if (!checked.ok) {
      setErrors(checked.error);
      return focusFirstError();
    }
    const id = await diary.write({ record: checked.value }, filesIn(form));
    if (id !== undefined) navigate(`/diary/entry/${id}`, { replace: true, state: WRITTEN });
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submitted(event)}>
      <RecordFields form={form} errors={errors} known={known} deps={deps} words={words} onChange={changed} />
      <Button type="submit" tone="primary" large wide busy={diary.busy}>
        {words.text("save")}
      </Button>
    </form>
  );
}
