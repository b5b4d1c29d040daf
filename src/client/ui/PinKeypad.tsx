import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Field } from "./Field.tsx";
import { Icon } from "./Icon.tsx";
import "./keypad.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "delete"] as const;

type PinKeypadProps = {
  readonly label: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Digits of a PIN on large keys, shown as dots; a real keyboard works too. */
export function PinKeypad({ label, error, value, onChange }: PinKeypadProps) {
  const text = useText(uiText);
  return (
    <div className="stack">
      <Field label={label} error={error}>
        {(control) => (
          <input
            {...control}
            className="input keypad-value"
            type="password"
            inputMode="none"
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value.normalize("NFKC").replace(/\D/g, ""))}
          />
        )}
      </Field>
      <div className="keypad" role="group" aria-label={text("keypad.label")}>
        {KEYS.map((key) =>
          key === "" ? (
            <span key="gap" />
          ) : (
            <button
              key={key}
              type="button"
              className="keypad-key"
              onClick={() => onChange(key === "delete" ? value.slice(0, -1) : value + key)}
            >
              {key === "delete" ? (
                <>
                  <Icon name="backspace" />
                  <VisuallyHidden>{text("keypad.delete")}</VisuallyHidden>
                </>
              ) : (
                key
              )}
            </button>
          ),
        )}
      </div>
    </div>
  );
}
