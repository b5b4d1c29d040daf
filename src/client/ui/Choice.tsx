import { type ReactNode, useId } from "react";
import "./choice.css";
import { Icon } from "./Icon.tsx";

/** One thing to choose. */
export type ChoiceOption<T extends string> = { readonly value: T; readonly label: string; readonly hint?: string };

type Frame = {
  readonly legend: string;
  readonly error?: string | undefined;
  /** Beside each other, for short words. */
  readonly inline?: boolean;
};

function ChoiceFrame({ legend, error, inline, children }: Frame & { readonly children: ReactNode }) {
  const errorId = useId();
  return (
    <fieldset
      className="choice"
      data-inline={inline || undefined}
      aria-describedby={error === undefined ? undefined : errorId}
    >
      <legend>{legend}</legend>
      <div>{children}</div>
      {error !== undefined && (
        <p className="field-error" id={errorId}>
          <Icon name="bad" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

function ChoiceWords({ option }: { readonly option: ChoiceOption<string> }) {
  return (
    <span className="choice-words">
      {option.label}
      {option.hint !== undefined && <small>{option.hint}</small>}
    </span>
  );
}

type ChoiceProps<T extends string> = Frame & {
  readonly options: readonly ChoiceOption<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
};

/** Exactly one of a few, each a card as large as a finger. */
export function Choice<T extends string>({ options, value, onChange, ...frame }: ChoiceProps<T>) {
  const name = useId();
  return (
    <ChoiceFrame {...frame}>
      {options.map((option) => (
        <label key={option.value} className="choice-card" data-chosen={option.value === value || undefined}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <ChoiceWords option={option} />
        </label>
      ))}
    </ChoiceFrame>
  );
}

type MultiChoiceProps<T extends string> = Frame & {
  readonly options: readonly ChoiceOption<T>[];
  readonly values: readonly T[];
  readonly onChange: (values: readonly T[]) => void;
};

/** Any of a few; the answer keeps the order of `options`. */
export function MultiChoice<T extends string>({ options, values, onChange, ...frame }: MultiChoiceProps<T>) {
  const toggled = (value: T) =>
    options.map((option) => option.value).filter((each) => values.includes(each) !== (each === value));
  return (
    <ChoiceFrame {...frame}>
      {options.map((option) => (
        <label key={option.value} className="choice-card" data-chosen={values.includes(option.value) || undefined}>
          <input
            type="checkbox"
            checked={values.includes(option.value)}
            onChange={() => onChange(toggled(option.value))}
          />
          <ChoiceWords option={option} />
        </label>
      ))}
    </ChoiceFrame>
  );
}

type SwitchProps = {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** One thing that is on or off and acts at once. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  return (
    <label className="choice-card" data-chosen={checked || undefined}>
      <input type="checkbox" role="switch" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <ChoiceWords option={hint === undefined ? { value: label, label } : { value: label, label, hint }} />
    </label>
  );
}
