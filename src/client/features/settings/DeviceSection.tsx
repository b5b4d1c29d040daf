import { useEffect, useState } from "react";
import { formatDay } from "../../text/format.ts";
import { settingsText } from "../../text/settings.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { LeavePhone } from "./LeavePhone.tsx";
import "./settings.css";
import type { DeviceKey, DevicePort } from "./settingsDeps.ts";

/** Which keys this phone holds, for whom and until when; and leaving it. */
export function DeviceSection({ device }: { readonly device: DevicePort }) {
  const text = useText(settingsText);
  const [keys, setKeys] = useState<readonly DeviceKey[]>();
  const [leaving, setLeaving] = useState(false);
  useEffect(() => {
    void device.keys().then(setKeys);
  }, [device]);
  if (keys === undefined) return null;
  return (
    <Section title={text("device.title")}>
      {keys.length === 0 && <p className="soft">{text("device.none")}</p>}
      {keys.map((key) => (
        <KeyCard key={key.keyId} device={key} />
      ))}
      {keys.length > 0 && (
        <List>
          <ListRow icon="trash" title={text("device.leave")} onClick={() => setLeaving(true)} />
        </List>
      )}
      <LeavePhone open={leaving} onClose={() => setLeaving(false)} device={device} />
    </Section>
  );
}

function KeyCard({ device }: { readonly device: DeviceKey }) {
  const text = useText(settingsText);
  const language = useLanguage();
  return (
    <List label={device.operator}>
      <ListRow icon="person" title={device.operator} detail={device.region} />
      <ListRow icon="lock" title={text("device.key")} detail={<span className="settings-key">{device.keyId}</span>} />
      <ListRow
        icon="clock"
        title={`${text("device.until")} ${formatDay(device.notAfter, language)}`}
        detail={text(`device.storage.${device.storage}`)}
      />
    </List>
  );
}
