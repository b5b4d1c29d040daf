import { type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { formatMoment } from "../../text/format.ts";
import { registryText } from "../../text/registry.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Waiting } from "../../ui/Spinner.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { RegistryFilters } from "./RegistryFilters.tsx";
import "./registry.css";
import type { RegistryDeps, RegistryRow } from "./registryDeps.ts";
import { isSearch, type RegistryStore } from "./registryStore.ts";
import { useWide } from "./useWide.ts";

/** Milliseconds without a key press before a search goes out. */
const TYPING_PAUSE = 300;

type RegistryScreenProps = {
  readonly deps: RegistryDeps;
  /** Outlives the screen, so that what was typed and read is still there beside the next operator. */
  readonly made: StoreApi<RegistryStore>;
  /** The operator that is open, and its screen. */
  readonly open?: { readonly id: string; readonly screen: ReactNode };
};

/** The register: found by typing, or narrowed. On a wide screen the operator that is open stands beside the list. */
export function RegistryScreen({ deps, made, open }: RegistryScreenProps) {
  const text = useText(registryText);
  const store = useStore(made);
  const { opened } = store;
  const wide = useWide();
  useEffect(() => void opened(), [opened]);
  useEffect(() => document.querySelector(".registry-open")?.scrollIntoView({ block: "center" }), []);
  const list = <Register store={store} deps={deps} openId={open?.id} />;
  if (!wide) {
    if (open !== undefined) return open.screen;
    return (
      <Screen title={text("title")} parent="/officer">
        {list}
      </Screen>
    );
  }
  return (
    <div className="registry-wide">
      <section className="registry-side" aria-label={text("title")}>
        {list}
      </section>
      {open?.screen ?? (
        <Screen title={text("title")} parent="/officer">
          <EmptyState icon="list" title={text("pick")} />
        </Screen>
      )}
    </div>
  );
}

type PartProps = { readonly store: RegistryStore; readonly deps: RegistryDeps };

function Register({ store, deps, openId }: PartProps & { readonly openId: string | undefined }) {
  const text = useText(registryText);
  const { operators, reading, typed, heldSince } = store;
  return (
    <>
      <Search store={store} />
      {heldSince !== undefined && <HeldSince time={heldSince} />}
      {!isSearch(typed) && <RegistryFilters store={store} deps={deps} />}
      {operators.length > 0 && (
        <List label={text("title")}>
          {operators.map((operator) => (
            <OperatorRow key={operator.id} operator={operator} deps={deps} open={operator.id === openId} />
          ))}
        </List>
      )}
      {reading ? <Waiting label={text("reading")} /> : <End store={store} />}
    </>
  );
}

/** That the rows come from the directory on this phone, and how old it is. */
function HeldSince({ time }: { readonly time: number }) {
  const text = useText(registryText);
  const language = useLanguage();
  return (
    <Banner tone="caution" role="status" title={text("held", { time: formatMoment(time, language) })}>
      <p>{text("held.people")}</p>
    </Banner>
  );
}

/** What stands below the rows: why there are no more, or the way to more. */
function End({ store }: Pick<PartProps, "store">) {
  const text = useText(registryText);
  const { operators, failure, next, typed } = store;
  if (failure !== undefined) {
    return (
      <Banner tone={failure === "offline" ? "caution" : "bad"} role="alert" title={text(`failure.${failure}`)}>
        {failure === "offline" && !isSearch(typed) && <p>{text("failure.offline.list")}</p>}
        <Button onClick={() => void store.read()}>{text("again")}</Button>
      </Banner>
    );
  }
  const searching = isSearch(typed);
  if (operators.length === 0)
    return <EmptyState icon="search" title={text("none")} text={text(searching ? "none.search" : "none.filter")} />;
  if (searching) return <p className="small soft">{text("first", { count: operators.length })}</p>;
  return next === undefined ? null : <Button onClick={() => void store.moreAsked()}>{text("more")}</Button>;
}

function Search({ store }: Pick<PartProps, "store">) {
  const text = useText(registryText);
  const { searched, typed: before } = store;
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return undefined;
    const timer = setTimeout(() => void searched(typed), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed, searched]);
  return (
    <TextField
      label={text("search")}
      hint={text("search.hint")}
      type="search"
      autoComplete="off"
      maxLength={60}
      value={typed ?? before}
      onChange={setTyped}
    />
  );
}

type OperatorRowProps = {
  readonly operator: RegistryRow;
  readonly deps: RegistryDeps;
  /** It stands beside the list. */
  readonly open: boolean;
};

function OperatorRow({ operator, deps, open }: OperatorRowProps) {
  const text = useText(registryText);
  const place = usePlaceName(operator.region, deps.placeName);
  const { standing, grade, uscc } = operator;
  const details = [text(`kind.${operator.kind}`), place, ...(uscc === undefined ? [] : [uscc])];
  return (
    <Link href={`/registry/${operator.id}`} asChild>
      <ListRow
        title={open ? <b className="registry-open">{operator.name}</b> : operator.name}
        detail={details.join(" · ")}
        end={
          standing === "normal" ? (
            grade !== undefined && <StatusPill tone={grade === "D" ? "bad" : "note"}>{grade}</StatusPill>
          ) : (
            <StatusPill tone="bad">{text(`standing.${standing}`)}</StatusPill>
          )
        }
      />
    </Link>
  );
}
