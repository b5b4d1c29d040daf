import { useState } from "react";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { PassphraseField } from "./PassphraseField.tsx";
import type { BackupError, BackupFile, BackupPort, SettingsDeps } from "./settingsDeps.ts";

/** Shortest passphrase of a backup, in characters. */
const PASSPHRASE_LENGTH = 8;

type Step =
  | { readonly name: "asking"; readonly problem?: "short" | "differs"; readonly failure?: BackupError }
  | { readonly name: "working" }
  | { readonly name: "ready" | "saved"; readonly file: BackupFile };

type MakeBackupProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly exportBackup: BackupPort["exportBackup"];
  readonly saveFile: SettingsDeps["saveFile"];
};

/** Asks for a passphrase twice, makes the file, then saves it on a tap of its own, which some phones demand. */
export function MakeBackup({ open, onClose, exportBackup, saveFile }: MakeBackupProps) {
  const text = useText(settingsText);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [step, setStep] = useState<Step>({ name: "asking" });
  const close = () => {
    setPassphrase("");
    setAgain("");
    setStep({ name: "asking" });
    onClose();
  };
  const make = async () => {
    if (Array.from(passphrase).length < PASSPHRASE_LENGTH) return setStep({ name: "asking", problem: "short" });
    if (passphrase !== again) return setStep({ name: "asking", problem: "differs" });
    setStep({ name: "working" });
    const made = await exportBackup(passphrase);
    setStep(made.ok ? { name: "ready", file: made.value } : { name: "asking", failure: made.error });
  };
  const save = (file: BackupFile) => {
    saveFile(file);
    setStep({ name: "saved", file });
  };
  return (
    <Sheet
      open={open}
      title={text("backup.make")}
      onClose={close}
      actions={<MakeBackupAction step={step} onMake={() => void make()} onSave={save} />}
    >
      {(step.name === "asking" || step.name === "working") && (
        <PassphraseField
          label={text("backup.passphrase")}
          hint={text("backup.passphrase.hint")}
          error={step.name === "asking" && step.problem === "short" ? text("backup.passphrase.short") : undefined}
          value={passphrase}
          onChange={setPassphrase}
          again={{
            value: again,
            onChange: setAgain,
            error: step.name === "asking" && step.problem === "differs" ? text("backup.passphrase.differs") : undefined,
          }}
        />
      )}
      {step.name === "asking" && step.failure !== undefined && (
        <Banner tone="bad" role="alert" title={text(`backup.failed.${step.failure}`)} />
      )}
      {step.name === "ready" && <Banner tone="good" role="status" title={step.file.name} />}
      {step.name === "saved" && (
        <Banner tone="good" role="status" title={text("backup.saved", { name: step.file.name })} />
      )}
    </Sheet>
  );
}

type ActionProps = { readonly step: Step; readonly onMake: () => void; readonly onSave: (file: BackupFile) => void };

function MakeBackupAction({ step, onMake, onSave }: ActionProps) {
  const text = useText(settingsText);
  if (step.name === "ready" || step.name === "saved") {
    return (
      <Button tone="primary" wide onClick={() => onSave(step.file)}>
        {text("backup.save")}
      </Button>
    );
  }
  return (
    <Button tone="primary" wide busy={step.name === "working"} onClick={onMake}>
      {text(step.name === "working" ? "work.busy" : "backup.make")}
    </Button>
  );
}
