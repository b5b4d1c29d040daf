import type { ComponentPropsWithRef } from "react";
import { Field, type FieldFrame } from "./Field.tsx";

type TextFieldProps = FieldFrame & {
  readonly value: string;
  readonly onChange: (value: string) => void;
} & Omit<ComponentPropsWithRef<"input">, "className" | "id" | "onChange" | "value">;

/** One line of text, also a date (`type="date"`), a telephone number or a search. */
export function TextField({ label, hint, error, optional, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(control) => (
        <input
          {...rest}
          {...control}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
