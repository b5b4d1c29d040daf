import { Field, type FieldFrame } from "./Field.tsx";

type SelectFieldProps<T extends string> = FieldFrame & {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
};

/** One of many, in the system's own picker. For up to about five, {@link Choice} is better: nothing is hidden. */
export function SelectField<T extends string>({
  label,
  hint,
  error,
  optional,
  value,
  options,
  onChange,
}: SelectFieldProps<T>) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => {
            const picked = options[event.target.selectedIndex];
            if (picked !== undefined) onChange(picked.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
