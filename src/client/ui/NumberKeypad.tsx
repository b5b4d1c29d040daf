import type { ReactNode } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Field, type FieldFrame } from "./Field.tsx";
import { Icon } from "./Icon.tsx";
import { type KeypadKey, type KeypadLimits, pressKey, tidyNumberText } from "./keypad.ts";
import "./keypad.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

const KEYS: readonly KeypadKey[] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "delete"];

/** A quantity: at most 10^9 with 3 decimals. */
const QUANTITY_LIMITS: KeypadLimits = { wholeDigits: 10, decimals: 3 };

type NumberKeypadProps = FieldFrame & {
  /** As typed: "", "12", "12.", "12.5". */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly limits?: KeypadLimits;
  /** Beside the number: the unit or its picker. */
  readonly unit?: ReactNode;
};

/** A number with its own large digits, so that no system keyboard covers the screen; a real keyboard works too. */
export function NumberKeypad({ value, onChange, limits = QUANTITY_LIMITS, unit, ...frame }: NumberKeypadProps) {
  const text = useText(uiText);
  return (
    <div className="stack">
      <Field {...frame}>
        {(control) => (
          <span className="keypad-line">
            <input
              {...control}
              className="input keypad-value"
              inputMode="none"
              autoComplete="off"
              value={value}
              onChange={(event) => onChange(tidyNumberText(event.target.value, limits))}
            />
            {unit !== undefined && <span className="keypad-unit">{unit}</span>}
          </span>
        )}
      </Field>
      <div className="keypad" role="group" aria-label={text("keypad.label")}>
        {KEYS.map((key) => (
          <button
            key={key}
            type="button"
            className="keypad-key"
            disabled={key === "." && limits.decimals === 0}
            onClick={() => onChange(pressKey(value, key, limits))}
          >
            <KeyFace name={key} />
          </button>
        ))}
      </div>
    </div>
  );
}

function KeyFace({ name }: { readonly name: KeypadKey }) {
  const text = useText(uiText);
  if (name === "delete") {
    return (
      <>
        <Icon name="backspace" />
        <VisuallyHidden>{text("keypad.delete")}</VisuallyHidden>
      </>
    );
  }
  if (name === ".") {
    return (
      <>
        <span aria-hidden="true">.</span>
        <VisuallyHidden>{text("keypad.point")}</VisuallyHidden>
      </>
    );
  }
  return name;
}
