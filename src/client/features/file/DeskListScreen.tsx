import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import { createStore, useStore } from "zustand";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import type { FigureList } from "./DeskScreen.tsx";
import { Unread } from "./FileFrame.tsx";
import type { DeskPage, FileDeps, FileFailure } from "./fileDeps.ts";

type DeskListScreenProps = { readonly deps: FileDeps; readonly list: FigureList };

type ListStore = {
  readonly page: DeskPage | undefined;
  readonly failure: FileFailure | undefined;
  /** Reads the first page, or the one after an operator. */
  readonly read: (after?: string) => Promise<void>;
};

function createListStore(deps: FileDeps, list: FigureList) {
  return createStore<ListStore>()((set, get) => ({
    page: undefined,
    failure: undefined,
    async read(after) {
      const rows = await deps.deskList(list, after);
      if (!rows.ok) return set({ failure: rows.error });
      const before = after === undefined ? [] : (get().page?.operators ?? []);
      set({ page: { ...rows.value, operators: [...before, ...rows.value.operators] }, failure: undefined });
    },
  }));
}

/** The operators behind one of the desk's figures, each leading to its file. */
export function DeskListScreen({ deps, list }: DeskListScreenProps) {
  const text = useText(fileText);
  const made = useMemo(() => createListStore(deps, list), [deps, list]);
  const { page, failure, read } = useStore(made);
  useEffect(() => void read(), [read]);
  if (page === undefined && failure === undefined) return <Skeleton />;
  const next = page?.next;
  return (
    <Screen title={text(`list.${list}`)} parent="/desk">
      <Unread failure={failure} />
      {page?.operators.length === 0 && <EmptyState icon="good" title={text("list.none")} />}
      {page !== undefined && page.operators.length > 0 && (
        <List label={text(`list.${list}`)}>
          {page.operators.map((operator) => (
            <OperatorRow key={operator.id} operator={operator} list={list} deps={deps} />
          ))}
        </List>
      )}
      {next !== undefined && <Button onClick={() => void read(next)}>{text("list.more")}</Button>}
    </Screen>
  );
}

type OperatorRowProps = DeskListScreenProps & { readonly operator: DeskPage["operators"][number] };

function OperatorRow({ operator, list, deps }: OperatorRowProps) {
  const text = useText(fileText);
  const language = useLanguage();
  const place = usePlaceName(operator.region, deps.placeName);
  const { day } = operator;
  const dated = list === "ending" || list === "qualityMissing" ? "list.until" : "list.since";
  const detail = day === undefined ? place : `${text(dated, { day: chinaDayWords(day, language) })} · ${place}`;
  return (
    <Link href={`/desk/operators/${operator.id}`} asChild>
      <ListRow title={operator.name} detail={detail} />
    </Link>
  );
}
