import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Waiting } from "../../ui/Spinner.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { ActList } from "./ActList.tsx";
import { Invitations } from "./Invitations.tsx";
import { createInvitationsStore } from "./invitationsStore.ts";
import { FailureBanner, NotOfficer } from "./OfficerFrame.tsx";
import type { OfficerDeps, RegisteredOperator } from "./officerDeps.ts";
import { createRegisterStore, type RegisterStore } from "./registerStore.ts";
import { useRepeated } from "./useRepeated.ts";

/** Seconds between looks at invitations that somebody may be using now. */
const LOOK_AGAIN = 15;
/** Milliseconds without a key press before a name is looked up. */
const TYPING_PAUSE = 350;

/** What waits for the officer, and the operators in her scope. */
export function OfficerScreen({ deps }: { readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const made = useMemo(() => createRegisterStore(deps), [deps]);
  const store = useStore(made);
  const { opened, uploadsChanged } = store;
  useEffect(() => void opened(), [opened]);
  useEffect(() => deps.watchUploads(() => void uploadsChanged()), [deps, uploadsChanged]);
  if (store.loading) return <Skeleton />;
  if (store.self === undefined) return <NotOfficer title={text("title")} />;
  return (
    <Screen
      title={text("title")}
      parent="/"
      bottom={
        <BottomBar>
          <Link href="/officer/recall" asChild>
            <ButtonLink>{text("recall")}</ButtonLink>
          </Link>
          <Link href="/officer/invite" asChild>
            <ButtonLink tone="primary" icon="plus">
              {text("invite")}
            </ButtonLink>
          </Link>
        </BottomBar>
      }
    >
      <Covers scopes={store.self.scopes} deps={deps} />
      <OpenInvitations deps={deps} />
      <ActList acts={store.unfinished} />
      <Search onSearch={store.searched} />
      <Register store={store} deps={deps} />
    </Screen>
  );
}

function Covers({ scopes, deps }: { readonly scopes: readonly string[]; readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const [places, setPlaces] = useState(scopes);
  useEffect(() => void Promise.all(scopes.map(deps.placeName)).then(setPlaces), [scopes, deps]);
  return <p className="small soft">{text("covers", { places: places.join("、") })}</p>;
}

function OpenInvitations({ deps }: { readonly deps: OfficerDeps }) {
  const made = useMemo(() => createInvitationsStore(deps), [deps]);
  const store = useStore(made);
  const inUse = store.invitations.some(({ state }) => state === "open" || state === "waiting");
  useRepeated(store.refreshed, LOOK_AGAIN, inUse);
  return <Invitations store={store} now={deps.now()} />;
}

function Search({ onSearch }: { readonly onSearch: (name: string) => Promise<void> }) {
  const text = useText(officerText);
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return undefined;
    const timer = setTimeout(() => void onSearch(typed), TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [typed, onSearch]);
  return (
    <TextField
      label={text("search.name")}
      hint={text("search.hint")}
      type="search"
      autoComplete="off"
      value={typed ?? ""}
      onChange={setTyped}
    />
  );
}

type RegisterProps = { readonly store: RegisterStore; readonly deps: OfficerDeps };

function Register({ store, deps }: RegisterProps) {
  const text = useText(officerText);
  const { operators, failure, reading, name, next } = store;
  const empty = operators.length === 0 && failure === undefined && !reading;
  const again = () => void (operators.length > 0 ? store.moreAsked() : store.searched(name));
  return (
    <Section title={text("list.title")}>
      {operators.length > 0 && (
        <List label={text("list.title")}>
          {operators.map((operator) => (
            <OperatorRow key={operator.id} operator={operator} deps={deps} />
          ))}
        </List>
      )}
      {reading && <Waiting label={text("list.reading")} />}
      <FailureBanner failure={failure}>
        <Button onClick={again}>{text("list.again")}</Button>
      </FailureBanner>
      {empty && name === "" && <EmptyState icon="list" title={text("list.none")} text={text("list.none.text")} />}
      {empty && name !== "" && (
        <EmptyState icon="search" title={text("list.notFound", { name })} text={text("list.notFound.text")} />
      )}
      {next !== undefined && !reading && failure === undefined && (
        <Button onClick={() => void store.moreAsked()}>{text("list.more")}</Button>
      )}
    </Section>
  );
}

function OperatorRow({ operator, deps }: { readonly operator: RegisteredOperator; readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const place = usePlaceName(operator.region, deps.placeName);
  const suspended = operator.standing.state === "suspended";
  return (
    <Link href={`/officer/operators/${operator.id}`} asChild>
      <ListRow
        title={operator.name}
        detail={`${text(`kind.${operator.kind}`)} · ${place}`}
        end={suspended && <StatusPill tone="bad">{text("standing.suspended")}</StatusPill>}
      />
    </Link>
  );
}
