import { useState } from "react";
import { settingsText } from "../../text/settings.ts";
import { uiText } from "../../text/ui.ts";
import { useText } from "../../text/useText.ts";
import { Switch } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";

type PassphraseProps = {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The same once more, where a slip of the finger would lock the person out. */
  readonly again?: {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly error: string | undefined;
  };
};

/** A passphrase that can be looked at while it is typed. */
export function PassphraseField({ label, hint, error, value, onChange, again }: PassphraseProps) {
  const text = useText(settingsText);
  const ui = useText(uiText);
  const [shown, setShown] = useState(false);
  const type = shown ? "text" : "password";
  const autoComplete = again === undefined ? "current-password" : "new-password";
  return (
    <>
      <TextField
        label={label}
        hint={hint}
        error={error}
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        value={value}
        onChange={onChange}
      />
      {again !== undefined && (
        <TextField
          label={text("backup.passphrase.again")}
          error={again.error}
          type={type}
          autoComplete={autoComplete}
          autoCapitalize="none"
          value={again.value}
          onChange={again.onChange}
        />
      )}
      <Switch label={ui("show.password")} checked={shown} onChange={setShown} />
    </>
  );
}
