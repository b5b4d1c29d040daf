import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { formatMoment } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
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
      <LogAlarm deps={deps} />
      <Covers scopes={store.self.scopes} deps={deps} />
      <OpenInvitations deps={deps} />
      <List>
        <Link href="/registry" asChild>
          <ListRow icon="search" title={text("registry")} detail={text("registry.hint")} />
        </Link>
        <Link href="/desk" asChild>
          <ListRow icon="list" title={text("desk")} detail={text("desk.hint")} />
        </Link>
      </List>
      <ActList acts={store.unfinished} />
      <Search onSearch={store.searched} />
      <Register store={store} deps={deps} />
    </Screen>
  );
}

/** The gravest thing that can be said here: entries of the register were changed after they had been signed for. */
function LogAlarm({ deps }: { readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const language = useLanguage();
  const [forks, setForks] = useState<readonly number[]>([]);
  useEffect(() => void deps.logForks().then(setForks), [deps]);
  const [newest] = forks;
  if (newest === undefined) return null;
  return (
    <Banner tone="bad" role="alert" title={text("fork.title")}>
      <p>{text("fork.text", { time: formatMoment(newest, language) })}</p>
      <p>{text("fork.do")}</p>
    </Banner>
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
  const { operators, failure, reading, remembered, name, next, self } = store;
  const title = text(remembered ? "list.remembered" : "list.title");
  return (
    <>
      {remembered && <Unread store={store} />}
      <Section title={title}>
        {operators.length > 0 && (
          <List label={title}>
            {operators.map((operator) => (
              <OperatorRow key={operator.id} operator={operator} scope={self?.scopes[0] ?? ""} deps={deps} />
            ))}
          </List>
        )}
        {reading && <Waiting label={text("list.reading")} />}
        {!remembered && <Unread store={store} />}
        {operators.length === 0 && failure === undefined && !reading && <Nobody name={name} />}
        {next !== undefined && !reading && failure === undefined && (
          <Button onClick={() => void store.moreAsked()}>{text("list.more")}</Button>
        )}
      </Section>
    </>
  );
}

/** Why the list could not be read, or read on, and what still works. */
function Unread({ store }: Pick<RegisterProps, "store">) {
  const text = useText(officerText);
  const { failure, remembered, next, name } = store;
  const again = () => void (next === undefined || remembered ? store.searched(name) : store.moreAsked());
  return (
    <FailureBanner failure={failure}>
      {remembered && <p>{text("list.remembered.hint")}</p>}
      <Button onClick={again}>{text("list.again")}</Button>
    </FailureBanner>
  );
}

function Nobody({ name }: { readonly name: string }) {
  const text = useText(officerText);
  if (name === "") return <EmptyState icon="list" title={text("list.none")} text={text("list.none.text")} />;
  return <EmptyState icon="search" title={text("list.notFound", { name })} text={text("list.notFound.text")} />;
}

type OperatorRowProps = {
  readonly operator: RegisteredOperator;
  /** Division code of the area that the officer knows: its name is not repeated in every row. */
  readonly scope: string;
  readonly deps: OfficerDeps;
};

function OperatorRow({ operator, scope, deps }: OperatorRowProps) {
  const text = useText(officerText);
  const area = usePlaceName(scope, deps.placeName);
  const place = usePlaceName(operator.region, deps.placeName);
  const near = place.startsWith(area) && place.length > area.length ? place.slice(area.length) : place;
  const { state } = operator.standing;
  return (
    <Link href={`/officer/operators/${operator.id}`} asChild>
      <ListRow
        title={operator.name}
        detail={`${text(`kind.${operator.kind}`)} · ${near}`}
        end={state !== "normal" && <StatusPill tone="bad">{text(`standing.${state}`)}</StatusPill>}
      />
    </Link>
  );
}
