import { useState } from "react";
import type { Result } from "../../../core/result.ts";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { PassphraseField } from "./PassphraseField.tsx";
import "./settings.css";
import type { BackupPort, Restored, RestoreError } from "./settingsDeps.ts";

type Attempt = {
  readonly checked: boolean;
  readonly working: boolean;
  readonly outcome: Result<Restored, RestoreError> | undefined;
};

const FRESH: Attempt = { checked: false, working: false, outcome: undefined };

type RestoreBackupProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly restoreBackup: BackupPort["restoreBackup"];
};

/** Takes a backup file and its passphrase and says what came back, or why nothing changed. */
export function RestoreBackup({ open, onClose, restoreBackup }: RestoreBackupProps) {
  const text = useText(settingsText);
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState("");
  const [attempt, setAttempt] = useState<Attempt>(FRESH);
  const close = () => {
    setFile(undefined);
    setPassphrase("");
    setAttempt(FRESH);
    onClose();
  };
  const restore = async () => {
    if (file === undefined || passphrase === "") return setAttempt({ ...FRESH, checked: true });
    setAttempt({ checked: true, working: true, outcome: undefined });
    setAttempt({ checked: true, working: false, outcome: await restoreBackup(file, passphrase) });
  };
  const action = (
    <Button tone="primary" wide busy={attempt.working} onClick={() => void restore()}>
      {text(attempt.working ? "work.busy" : "restore.start")}
    </Button>
  );
  return (
    <Sheet open={open} title={text("backup.restore")} onClose={close} actions={action}>
      <Field
        label={text("restore.file")}
        error={attempt.checked && file === undefined ? text("restore.file.missing") : undefined}
      >
        {(control) => (
          <input
            {...control}
            className="settings-file"
            type="file"
            onChange={(event) => setFile(event.target.files?.[0])}
          />
        )}
      </Field>
      <PassphraseField
        label={text("restore.passphrase")}
        error={attempt.checked && passphrase === "" ? text("restore.passphrase.missing") : undefined}
        value={passphrase}
        onChange={setPassphrase}
      />
      {attempt.outcome !== undefined && <RestoreOutcome outcome={attempt.outcome} />}
    </Sheet>
  );
}

function RestoreOutcome({ outcome }: { readonly outcome: Result<Restored, RestoreError> }) {
  const text = useText(settingsText);
  return outcome.ok ? (
    <Banner
      tone="good"
      role="status"
      title={text("restore.done", { added: outcome.value.added, present: outcome.value.present })}
    />
  ) : (
    <Banner tone="bad" role="alert" title={text(`restore.failed.${outcome.error}`)} />
  );
}
