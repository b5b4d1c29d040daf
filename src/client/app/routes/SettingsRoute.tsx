import { use, useMemo } from "react";
import { SettingsScreen } from "../../features/settings/SettingsScreen.tsx";
import type { AppServices } from "../services.ts";
import { backupPort, devicePort } from "../settingsServices.ts";

/** /settings, which works also where the phone's data cannot be opened */
export function SettingsRoute({ services }: { readonly services: AppServices }) {
  const opened = use(services.phone);
  const deps = useMemo(() => {
    if (!opened.ok) return services.settings;
    return { ...services.settings, backup: backupPort(opened.value), device: devicePort(opened.value, services.packs) };
  }, [opened, services]);
  return <SettingsScreen deps={deps} />;
}
