import { useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { type FieldProps, wrongIn } from "./fieldProps.ts";

type NoteFieldProps = FieldProps & { readonly label: string; readonly optional: boolean };

const LONGEST = 300;

/** A few words, typed or spoken where the browser listens. */
export function NoteField(props: NoteFieldProps) {
  const { form, deps, words, label, optional, onChange } = props;
  const { text } = words;
  const note = useRef(form.note);
  useEffect(() => {
    note.current = form.note;
  }, [form.note]);
  const [stop, setStop] = useState<() => void>();
  useEffect(() => stop, [stop]);
  const { dictate } = deps;
  const listen = () => {
    if (dictate === undefined) return;
    const heard = (said: string) => onChange({ note: `${note.current}${said}`.slice(0, LONGEST) });
    const stopListening = dictate(heard, () => setStop(undefined));
    setStop(() => stopListening);
  };
  return (
    <div className="stack">
      <Field label={label} optional={optional} error={wrongIn(props, "note")}>
        {(control) => (
          <textarea
            {...control}
            className="input"
            rows={2}
            maxLength={LONGEST}
            value={form.note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        )}
      </Field>
      {dictate !== undefined && (
        <Button onClick={stop ?? listen}>{text(stop === undefined ? "speak" : "speak.stop")}</Button>
      )}
    </div>
  );
}
