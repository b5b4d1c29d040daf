import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { WALK_IN_KINDS } from "../../../core/statement/whoMaySign.ts";
import { entryText } from "../../text/entry.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { ActList } from "./ActList.tsx";
import { ActSheet } from "./ActSheet.tsx";
import { Duplicates } from "./Duplicates.tsx";
import type { EntryDeps } from "./entryDeps.ts";
import { KeyCard } from "./KeyCard.tsx";
import { momentWords } from "./momentWords.ts";
import "./officer.css";
import { FailureBanner, NotOfficer } from "./OfficerFrame.tsx";
import type { OfficerDeps, RegisteredOperator } from "./officerDeps.ts";
import { createOperatorStore, type OperatorStore } from "./operatorStore.ts";
import { RecordCard } from "./RecordCard.tsx";

type OperatorScreenProps = { readonly deps: EntryDeps /** Hexadecimal operator id. */; readonly id: string };

/** One operator: who it is, how it stands, its keys, and what an officer may do about them. */
export function OperatorScreen({ deps, id }: OperatorScreenProps) {
  const text = useText(officerText);
  const made = useMemo(() => createOperatorStore(deps, id), [deps, id]);
  const store = useStore(made);
  const { opened, uploadsChanged, operator } = store;
  useEffect(() => void opened(), [opened]);
  useEffect(() => deps.watchUploads(() => void uploadsChanged()), [deps, uploadsChanged]);
  if (store.loading) return <Skeleton />;
  if (store.self === undefined) return <NotOfficer title={text("operator.title")} />;
  if (operator === undefined) {
    return (
      <Screen title={text("operator.title")} parent="/officer">
        <FailureBanner failure={store.failure}>
          <Button onClick={() => void opened()}>{text("list.again")}</Button>
        </FailureBanner>
      </Screen>
    );
  }
  return (
    <Screen title={operator.name} parent="/officer" bottom={<Actions operator={operator} store={store} />}>
      <Seen store={store} now={deps.now()} />
      <MergedHere operator={operator} id={id} />
      <Who operator={operator} deps={deps} />
      <StandingCard operator={operator} now={deps.now()} onClose={() => store.actAsked("close")} />
      <List>
        <Link href={`/desk/operators/${operator.id}`} asChild>
          <ListRow icon="list" title={text("operator.file")} detail={text("operator.file.hint")} />
        </Link>
        {WALK_IN_KINDS.includes(operator.kind) && (
          <Link href={`/card/${operator.id}`} asChild>
            <ListRow icon="scan" title={text("operator.card")} detail={text("operator.card.hint")} />
          </Link>
        )}
        <EntryLinks id={operator.id} />
      </List>
      <Duplicates deps={deps} operator={operator} />
      <ActList acts={store.acts} />
      <RecordCard deps={deps} id={operator.id} />
      <Keys operator={operator} store={store} deps={deps} />
      <ActSheet store={store} operator={operator} now={deps.now()} />
    </Screen>
  );
}

/** What leads to the edit and the history of a register entry. */
function EntryLinks({ id }: { readonly id: string }) {
  const text = useText(entryText);
  return (
    <>
      <Link href={`/registry/${id}/edit`} asChild>
        <ListRow icon="edit" title={text("edit")} detail={text("edit.hint")} />
      </Link>
      <Link href={`/registry/${id}/history`} asChild>
        <ListRow icon="clock" title={text("history")} detail={text("history.hint")} />
      </Link>
    </>
  );
}

/** Said where the entry that was asked for is another by now. */
function MergedHere({ operator, id }: { readonly operator: RegisteredOperator; readonly id: string }) {
  const text = useText(entryText);
  if (operator.id === id) return null;
  return (
    <Banner tone="note" title={text("merged.here", { name: operator.name })}>
      <p>{text("merged.here.text")}</p>
    </Banner>
  );
}

type PartProps = { readonly operator: RegisteredOperator; readonly store: OperatorStore };

function Actions({ operator, store }: PartProps) {
  const text = useText(officerText);
  const act = operator.standing.state !== "normal" ? "lift" : "suspend";
  return (
    <BottomBar>
      <Button onClick={() => store.actAsked(act)}>{text(act)}</Button>
      <Link href={`/officer/invite/${operator.id}`} asChild>
        <ButtonLink>{text("invite.more")}</ButtonLink>
      </Link>
    </BottomBar>
  );
}

function Seen({ store, now }: { readonly store: OperatorStore; readonly now: number }) {
  const text = useText(officerText);
  const language = useLanguage();
  const seenAt = store.known?.seenAt;
  if (store.failure !== undefined) return <FailureBanner failure={store.failure} />;
  if (seenAt === undefined) return null;
  return (
    <Banner tone="caution" title={text("operator.seen", { time: momentWords(seenAt, now, language) })}>
      <p>{text("operator.seen.text")}</p>
    </Banner>
  );
}

function Who({ operator, deps }: { readonly operator: RegisteredOperator; readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const place = usePlaceName(operator.region, deps.placeName);
  const { phone } = operator;
  return (
    <List label={operator.name}>
      <ListRow icon="person" title={text(`kind.${operator.kind}`)} detail={text("operator.kind")} />
      <ListRow title={`${place}${operator.address ?? ""}`} detail={text("operator.region")} />
      {operator.uscc !== undefined && <ListRow title={operator.uscc} detail={text("invite.uscc")} />}
      {phone === undefined ? (
        <ListRow title={text("operator.noPhone")} />
      ) : (
        <ListRow href={`tel:${phone.replace(/[^\d+]/g, "")}`} title={phone} detail={text("operator.call")} />
      )}
    </List>
  );
}

type StandingProps = {
  readonly operator: RegisteredOperator;
  readonly now: number;
  /** The officer wants to close the operator. */
  readonly onClose: () => void;
};

function StandingCard({ operator, now, onClose }: StandingProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const { state, from, reason } = operator.standing;
  return (
    <Section title={text("standing.title")}>
      <div className="card stack">
        <div className="row">
          <StatusPill tone={state === "normal" ? "good" : "bad"}>{text(`standing.${state}`)}</StatusPill>
          {from !== undefined && (
            <span className="small soft">{text("standing.from", { time: momentWords(from, now, language) })}</span>
          )}
        </div>
        {reason !== undefined && <p>{text("standing.reason", { reason })}</p>}
        {state !== "closed" && operator.kind !== "agency" && (
          <div className="row">
            <Button onClick={onClose}>{text("close")}</Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function Keys({ operator, store, deps }: PartProps & { readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const { keys } = operator;
  return (
    <Section title={text("keys.title", { count: keys.length })}>
      {keys.length === 0 && <p className="soft">{text("keys.none")}</p>}
      {keys.map((key) => (
        <KeyCard
          key={key.key}
          of={key}
          mine={key.key === store.self?.key}
          deps={deps}
          onEnd={() => store.actAsked("endKey", key.key)}
        />
      ))}
    </Section>
  );
}
