import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { formatMoment } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { FailureBanner } from "./OfficerFrame.tsx";
import type { OfficerDeps } from "./officerDeps.ts";
import { createRecordStore, type RecordStore } from "./recordStore.ts";

type RecordCardProps = {
  readonly deps: Pick<OfficerDeps, "record" | "revealRecord" | "eraseRecord">;
  /** Hexadecimal operator id. */
  readonly id: string;
};

/** An operator's private record: masked, in full when asked for (which is written down), erased for good. */
export function RecordCard({ deps, id }: RecordCardProps) {
  const text = useText(officerText);
  const made = useMemo(() => createRecordStore(deps, id), [deps, id]);
  const store = useStore(made);
  const { record, failure, read } = store;
  useEffect(() => void read(), [read]);
  return (
    <Section title={text("record.title")}>
      <FailureBanner failure={failure} />
      {record !== undefined && <Rows store={store} record={record} />}
      {record?.state === "held" && <Actions store={store} />}
      {record !== undefined && <Audit acts={record.acts} />}
    </Section>
  );
}

type Held = NonNullable<RecordStore["record"]>;

function Rows({ store, record }: { readonly store: RecordStore; readonly record: Held }) {
  const text = useText(officerText);
  const language = useLanguage();
  if (record.state === "erased") {
    const time = formatMoment(record.erasedAt ?? 0, language);
    return <Banner tone="note" title={text("record.erased", { time })} />;
  }
  if (record.state !== "held") return <p className="soft">{text(`record.${record.state}`)}</p>;
  const { phone, idNumber } = store.revealed ?? record;
  return (
    <List label={text("record.title")}>
      <ListRow title={phone ?? text("record.nothing")} detail={text("record.phone")} />
      <ListRow title={idNumber ?? text("record.nothing")} detail={text("record.idNumber")} />
    </List>
  );
}

function Actions({ store }: { readonly store: RecordStore }) {
  const text = useText(officerText);
  const [erasing, setErasing] = useState(false);
  const erase = () => {
    setErasing(false);
    void store.erase();
  };
  const confirm = (
    <Button tone="danger" large wide onClick={erase}>
      {text("record.erase.confirm")}
    </Button>
  );
  return (
    <div className="row">
      {store.revealed === undefined && (
        <Button busy={store.busy} onClick={() => void store.reveal()}>
          {text("record.reveal")}
        </Button>
      )}
      <Button onClick={() => setErasing(true)}>{text("record.erase")}</Button>
      <Sheet open={erasing} title={text("record.erase")} onClose={() => setErasing(false)} actions={confirm}>
        <Banner tone="caution" title={text("record.erase.does")} />
      </Sheet>
    </div>
  );
}

function Audit({ acts }: Pick<Held, "acts">) {
  const text = useText(officerText);
  const language = useLanguage();
  if (acts.length === 0) return null;
  return (
    <List label={text("record.audit")}>
      {acts.map(({ at, act, officer }) => (
        <ListRow
          key={`${act} ${at}`}
          title={text(`record.act.${act}`)}
          detail={`${officer} · ${formatMoment(at, language)}`}
        />
      ))}
    </List>
  );
}
