import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { joinText } from "../../text/join.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { choiceOf, type KeyKeeping, KeyKeepingFields, keepingFor } from "./KeyKeepingFields.tsx";
import "./join.css";
import type { JoinDeps, JoinFailure, JoinPreview } from "./joinDeps.ts";
import { createJoinStore, type JoinStep, type JoinStore } from "./joinStore.ts";

/** How often a waiting phone asks whether the digits were compared (milliseconds). */
const ASK_AGAIN = 5000;

/** Joining: who the link is for, one confirmation, and for some roles six digits to compare. */
export function JoinScreen({ deps }: { readonly deps: JoinDeps }) {
  const made = useMemo(() => createJoinStore(deps), [deps]);
  const store = useStore(made);
  const { opened, state } = store;
  useEffect(() => void opened(), [opened]);
  switch (state.step) {
    case "asking":
      return <AskLink failed={state.failed} onEntered={(link) => void store.linkEntered(link)} />;
    case "looking":
      return <Skeleton />;
    case "confirming":
      return <Confirm state={state} store={store} />;
    case "comparing":
      return <Compare state={state} store={store} />;
    case "joined":
      return <Joined state={state} />;
  }
}

function Failure({ failure }: { readonly failure: JoinFailure | undefined }) {
  const text = useText(joinText);
  if (failure === undefined) return null;
  return (
    <Banner tone="bad" role="alert" title={text(`failure.${failure}`)}>
      <p>{text(`advice.${failure}`)}</p>
    </Banner>
  );
}

type AskLinkProps = {
  readonly failed: StateOf<"asking">["failed"] | undefined;
  readonly onEntered: (link: string) => void;
};

/** A link that failed stays in the field: most often only the network has to come back. */
function AskLink({ failed, onEntered }: AskLinkProps) {
  const text = useText(joinText);
  const [typed, setTyped] = useState(failed?.link ?? "");
  return (
    <Screen
      title={text("title")}
      parent="/"
      bottom={
        <BottomBar>
          <Button tone="primary" large wide disabled={typed.trim() === ""} onClick={() => onEntered(typed)}>
            {text("enter.go")}
          </Button>
        </BottomBar>
      }
    >
      <Failure failure={failed?.failure} />
      <p>{text("enter.how")}</p>
      <Link href="/scan" asChild>
        <ButtonLink icon="scan">{text("enter.scan")}</ButtonLink>
      </Link>
      <TextField
        label={text("enter.link")}
        hint={text("enter.link.hint")}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={setTyped}
      />
    </Screen>
  );
}

function WhoIsIt({ preview }: { readonly preview: JoinPreview }) {
  const text = useText(joinText);
  return (
    <List label={text("who")}>
      <ListRow icon="person" title={preview.name} detail={text("who.name")} />
      <ListRow title={`${preview.regionName}${preview.address}`} detail={text("who.region")} />
      <ListRow title={text(`role.${preview.role}`)} detail={text("who.role")} />
      <ListRow icon="officer" title={preview.authority} detail={text("who.authority")} />
    </List>
  );
}

type StateOf<Step extends JoinStep["step"]> = Extract<JoinStep, { readonly step: Step }>;

function Confirm({ state, store }: { readonly state: StateOf<"confirming">; readonly store: JoinStore }) {
  const text = useText(joinText);
  const { preview, busy, failure } = state;
  const [keeping, setKeeping] = useState<KeyKeeping>(() => keepingFor(preview));
  const choice = choiceOf(keeping, preview);
  return (
    <Screen
      title={text("confirm.title")}
      parent="/"
      bottom={
        <BottomBar>
          <Button onClick={store.startedOver}>{text("confirm.no")}</Button>
          <Button
            tone="primary"
            large
            busy={busy}
            disabled={choice === undefined}
            onClick={() => void store.confirmed(choice ?? {})}
          >
            {text("confirm.yes")}
          </Button>
        </BottomBar>
      }
    >
      <Failure failure={failure} />
      <WhoIsIt preview={preview} />
      <KeyKeepingFields preview={preview} keeping={keeping} onChange={setKeeping} />
      <p className="soft">{text(preview.waits ? "confirm.waits" : "confirm.key")}</p>
    </Screen>
  );
}

function Compare({ state, store }: { readonly state: StateOf<"comparing">; readonly store: JoinStore }) {
  const text = useText(joinText);
  const { waited } = store;
  useEffect(() => {
    const timer = setInterval(() => void waited(), ASK_AGAIN);
    return () => clearInterval(timer);
  }, [waited]);
  return (
    <Screen title={text("compare.title")} parent="/">
      <Failure failure={state.failure} />
      <p>{text("compare.how")}</p>
      <p className="join-code" aria-label={Array.from(state.code).join(" ")}>
        {state.code.slice(0, 3)} {state.code.slice(3)}
      </p>
      <Banner title={text("compare.waiting")} role="status">
        <p>{text("compare.stay")}</p>
      </Banner>
      <WhoIsIt preview={state.preview} />
    </Screen>
  );
}

function Joined({ state }: { readonly state: StateOf<"joined"> }) {
  const text = useText(joinText);
  return (
    <Screen
      title={text("joined.title")}
      bottom={
        <BottomBar>
          <Link href="/" replace asChild>
            <ButtonLink tone="primary" large wide>
              {text("joined.start")}
            </ButtonLink>
          </Link>
        </BottomBar>
      }
    >
      <EmptyState icon="good" title={text("joined.welcome", { name: state.preview.name })} text={text("joined.text")} />
      {!state.persistent && (
        <Banner tone="caution" title={text("joined.notPersistent")}>
          <p>{text("joined.notPersistent.advice")}</p>
        </Banner>
      )}
    </Screen>
  );
}
