import { useEffect, useState } from "react";
import type { Language } from "../../text/catalogue.ts";
import { settingsText } from "../../text/settings.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import type { SettingsDeps, StorageReport } from "./settingsDeps.ts";

const TONE = { persistent: "good", bestEffort: "caution", full: "bad", unavailable: "bad" } as const;

/** Whether the browser keeps this phone's data, in plain words, and asking it to. */
export function StorageSection({ storage }: { readonly storage: SettingsDeps["storage"] }) {
  const text = useText(settingsText);
  const language = useLanguage();
  const [report, setReport] = useState<StorageReport>();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    void storage.report().then(setReport);
  }, [storage]);
  if (report === undefined) return null;
  const ask = async () => {
    const answer = await storage.askPersistent();
    setReport(answer);
    setRefused(answer.state === "bestEffort");
  };
  return (
    <Section title={text("storage.title")}>
      <div className="card stack">
        <div>
          <StatusPill tone={TONE[report.state]}>{text(`storage.${report.state}`)}</StatusPill>
        </div>
        <p>{text(`storage.${report.state}.text`)}</p>
        {report.used !== undefined && report.free !== undefined && (
          <p className="small soft">
            {text("storage.used", {
              used: formatBytes(report.used, language),
              free: formatBytes(report.free, language),
            })}
          </p>
        )}
        {report.state === "bestEffort" && (
          <Button wide onClick={() => void ask()}>
            {text("storage.ask")}
          </Button>
        )}
        <p role="status" hidden={!refused}>
          {refused && text("storage.refused")}
        </p>
      </div>
    </Section>
  );
}

function formatBytes(bytes: number, language: Language): string {
  const megabytes = bytes / 1_000_000;
  return megabytes < 1000
    ? `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(megabytes)} MB`
    : `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(megabytes / 1000)} GB`;
}
