import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { entryText } from "../../text/entry.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Waiting } from "../../ui/Spinner.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import type { EntryDeps, HistoryRow } from "./entryDeps.ts";
import { createHistoryStore, type HistoryStore } from "./historyStore.ts";
import { keyName } from "./keyName.ts";
import { momentWords } from "./momentWords.ts";
import { FailureBanner } from "./OfficerFrame.tsx";
import { saidInWords, saidName } from "./saidWords.ts";

type HistoryScreenProps = {
  readonly deps: Pick<EntryDeps, "history" | "now">;
  /** Hexadecimal operator id. */
  readonly id: string;
};

/** What was said about an operator, by whom and when, newest first. */
export function HistoryScreen({ deps, id }: HistoryScreenProps) {
  const text = useText(entryText);
  const made = useMemo(() => createHistoryStore(deps, id), [deps, id]);
  const store = useStore(made);
  const { read, said } = store;
  useEffect(() => void read(), [read]);
  const parts = (["register", "all"] as const).map((value) => ({ value, label: text(`history.part.${value}`) }));
  return (
    <Screen title={text("history")} parent={`/registry/${id}`}>
      <Choice
        inline
        legend={text("history.part")}
        options={parts}
        value={store.part}
        onChange={(part) => void store.partChosen(part)}
      />
      {said.length > 0 && (
        <List label={text("history")}>
          {said.map((row) => (
            <SaidRow key={row.id} row={row} now={deps.now()} />
          ))}
        </List>
      )}
      {store.reading ? <Waiting label={text("history.reading")} /> : <End store={store} />}
    </Screen>
  );
}

/** What stands below the rows: why there are no more, or the way to more. */
function End({ store }: { readonly store: HistoryStore }) {
  const text = useText(entryText);
  const { said, next, failure } = store;
  if (failure !== undefined) {
    return (
      <FailureBanner failure={failure}>
        <Button onClick={() => void (next === undefined ? store.read() : store.moreAsked())}>
          {text("history.again")}
        </Button>
      </FailureBanner>
    );
  }
  if (said.length === 0) return <EmptyState icon="list" title={text("history.none")} />;
  return next === undefined ? null : <Button onClick={() => void store.moreAsked()}>{text("history.more")}</Button>;
}

function SaidRow({ row, now }: { readonly row: HistoryRow; readonly now: number }) {
  const text = useText(entryText);
  const roles = useText(officerText);
  const language = useLanguage();
  const { kind, iat, key, by, body, noEffect } = row;
  const name = saidName(kind);
  const words = body === undefined ? text("history.erased") : saidInWords(kind, body);
  const standing = name === "standingSet" ? body?.get("standing") : undefined;
  const what = name === undefined ? text("said.other", { kind }) : text(`said.${name}`);
  const changed = standing === "suspended" ? roles("suspend") : roles("lift");
  const title = standing === "suspended" || standing === "normal" ? changed : what;
  const who = text("history.key", { name: by?.name ?? text("history.authority"), key: keyName(key) });
  return (
    <ListRow
      title={words === undefined ? title : `${title}：${words}`}
      detail={`${momentWords(iat, now, language)} · ${who}`}
      end={noEffect !== undefined && <StatusPill tone="bad">{text("history.noEffect")}</StatusPill>}
    />
  );
}
