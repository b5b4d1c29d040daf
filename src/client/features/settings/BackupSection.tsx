import { useState } from "react";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { MakeBackup } from "./MakeBackup.tsx";
import { RestoreBackup } from "./RestoreBackup.tsx";
import type { BackupPort, SettingsDeps } from "./settingsDeps.ts";

type BackupSectionProps = { readonly backup: BackupPort; readonly saveFile: SettingsDeps["saveFile"] };

/** Making a backup and restoring one. */
export function BackupSection({ backup, saveFile }: BackupSectionProps) {
  const text = useText(settingsText);
  const [open, setOpen] = useState<"make" | "restore">();
  const close = () => setOpen(undefined);
  return (
    <Section title={text("backup.title")}>
      <p className="soft">{text("backup.text")}</p>
      <List>
        <ListRow icon="lock" title={text("backup.make")} onClick={() => setOpen("make")} />
        <ListRow icon="upload" title={text("backup.restore")} onClick={() => setOpen("restore")} />
      </List>
      <MakeBackup open={open === "make"} onClose={close} exportBackup={backup.exportBackup} saveFile={saveFile} />
      <RestoreBackup open={open === "restore"} onClose={close} restoreBackup={backup.restoreBackup} />
    </Section>
  );
}
