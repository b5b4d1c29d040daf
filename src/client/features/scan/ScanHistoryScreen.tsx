import { useEffect, useState } from "react";
import { formatNumber } from "../../../core/certificate/number.ts";
import { formatMoment } from "../../text/format.ts";
import { scanText } from "../../text/scan.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import type { ScanDeps, ScanEntry } from "./scanDeps.ts";
import { signalOf } from "./scanStore.ts";
import { VerdictCard } from "./VerdictCard.tsx";

const PAGE = 50;

/** What was scanned on this phone, newest first, each with the verdict of then. */
export function ScanHistoryScreen({ deps }: { readonly deps: ScanDeps }) {
  const text = useText(scanText);
  const [entries, setEntries] = useState<readonly ScanEntry[]>();
  const [opened, setOpened] = useState<ScanEntry>();
  useEffect(() => void deps.history(PAGE, undefined).then(setEntries), [deps]);
  const more = async () => {
    const last = entries?.[entries.length - 1];
    if (entries !== undefined && last !== undefined) setEntries([...entries, ...(await deps.history(PAGE, last.scan))]);
  };
  const clear = async () => {
    await deps.clearHistory();
    setEntries([]);
  };
  return (
    <Screen title={text("history.title")} parent="/">
      {entries?.length === 0 && <EmptyState icon="history" title={text("history.none")} />}
      {entries !== undefined && entries.length > 0 && (
        <>
          <List label={text("history.title")}>
            {entries.map((entry) => (
              <HistoryRow key={entry.scan} entry={entry} onClick={() => setOpened(entry)} />
            ))}
          </List>
          {entries.length % PAGE === 0 && <Button onClick={() => void more()}>{text("history.more")}</Button>}
          <ClearHistory onClear={() => void clear()} />
        </>
      )}
      <Sheet open={opened !== undefined} title={text("verdict.title")} onClose={() => setOpened(undefined)}>
        {opened !== undefined && (
          <VerdictCard text={opened.text} verification={opened.verification} asking={false} deps={deps} />
        )}
      </Sheet>
    </Screen>
  );
}

function HistoryRow({ entry, onClick }: { readonly entry: ScanEntry; readonly onClick: () => void }) {
  const text = useText(scanText);
  const language = useLanguage();
  const { verification, at } = entry;
  const { certificate, number, verdict } = verification;
  const title = certificate?.product ?? (number === undefined ? text("verdict.malformed") : formatNumber(number));
  return (
    <ListRow
      title={title}
      detail={`${formatMoment(at, language)}${number === undefined ? "" : ` · ${formatNumber(number)}`}`}
      end={<StatusPill tone={signalOf(verification)}>{text(`verdict.${verdict}`)}</StatusPill>}
      onClick={onClick}
    />
  );
}

function ClearHistory({ onClear }: { readonly onClear: () => void }) {
  const text = useText(scanText);
  const [asking, setAsking] = useState(false);
  const confirm = () => {
    setAsking(false);
    onClear();
  };
  return (
    <>
      <Button tone="quiet" icon="trash" onClick={() => setAsking(true)}>
        {text("history.clear")}
      </Button>
      <Sheet
        open={asking}
        title={text("history.clear.title")}
        onClose={() => setAsking(false)}
        actions={
          <Button tone="danger" wide onClick={confirm}>
            {text("history.clear.yes")}
          </Button>
        }
      >
        <p>{text("history.clear.text")}</p>
      </Sheet>
    </>
  );
}
