import { Link } from "wouter";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { BackupSection } from "./BackupSection.tsx";
import { DeviceSection } from "./DeviceSection.tsx";
import { LookSection } from "./LookSection.tsx";
import { StorageSection } from "./StorageSection.tsx";
import type { SettingsDeps } from "./settingsDeps.ts";

/** Looks first, since who cannot read the screen needs nothing else; leaving last. */
export function SettingsScreen({ deps }: { readonly deps: SettingsDeps }) {
  const text = useText(settingsText);
  return (
    <Screen title={text("title")} parent="/">
      <LookSection preferences={deps.preferences} />
      <StorageSection storage={deps.storage} />
      {deps.backup !== undefined && <BackupSection backup={deps.backup} saveFile={deps.saveFile} />}
      <List>
        {deps.device !== undefined && (
          <Link href="/people" asChild>
            <ListRow icon="person" title={text("people")} />
          </Link>
        )}
        <Link href="/printing/printers" asChild>
          <ListRow icon="print" title={text("printers")} />
        </Link>
      </List>
      {deps.device !== undefined && <DeviceSection device={deps.device} />}
      <Section title={text("about.title")}>
        <List>
          <ListRow icon="note" title={text("about.version")} end={<span>{deps.version}</span>} />
          <ListRow icon="lock" title={text("about.licences")} href="/licences.txt" newTab />
        </List>
      </Section>
    </Screen>
  );
}
