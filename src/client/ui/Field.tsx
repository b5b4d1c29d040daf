import { type ReactNode, useId } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import "./field.css";
import { Icon } from "./Icon.tsx";

/** What every field shows around its control. */
export type FieldFrame = {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and what to do, bound to the control by aria-describedby; shown at once. */
  readonly error?: string | undefined;
  /** Says 可不填 beside the label. */
  readonly optional?: boolean;
};

/** What a control needs to belong to its field. */
export type FieldControl = {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
};

type FieldProps = FieldFrame & { readonly children: (control: FieldControl) => ReactNode };

/** A label, a control, a hint and an error that belong together. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const text = useText(uiText);
  const id = useId();
  const hintId = hint === undefined ? undefined : `${id}h`;
  const errorId = error === undefined ? undefined : `${id}e`;
  const describedBy = [errorId, hintId].filter((part) => part !== undefined).join(" ");
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {optional === true && <small>{text("optional")}</small>}
      </label>
      {children({
        id,
        "aria-invalid": error !== undefined,
        "aria-describedby": describedBy === "" ? undefined : describedBy,
      })}
      {error !== undefined && (
        <p className="field-error" id={errorId}>
          <Icon name="bad" />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}
