import type { TextError } from "../../../core/text.ts";
import { officerText } from "../../text/officer.ts";
import { officerFailuresText } from "../../text/officerFailures.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { REASON_LENGTH } from "./actForm.ts";

type ReasonFieldProps = {
  readonly hint: string;
  /** Reasons that a tap fills in. */
  readonly usual: readonly string[];
  readonly value: string;
  readonly error: TextError | undefined;
  readonly onChange: (reason: string) => void;
};

/** A reason in words, with the usual ones a tap away. */
export function ReasonField({ hint, usual, value, error, onChange }: ReasonFieldProps) {
  const text = useText(officerText);
  const say = useText(officerFailuresText);
  return (
    <>
      <TextField
        label={text("reason")}
        hint={hint}
        error={error === undefined ? undefined : say(`error.${error}`)}
        maxLength={REASON_LENGTH.max}
        value={value}
        onChange={onChange}
      />
      <div className="row" role="group" aria-label={text("reason.usual")}>
        {usual.map((reason) => (
          <Button key={reason} onClick={() => onChange(reason)}>
            {reason}
          </Button>
        ))}
      </div>
    </>
  );
}
