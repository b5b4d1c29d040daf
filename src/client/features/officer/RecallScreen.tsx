import { type SubmitEvent, useEffect, useMemo } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { formatNumber } from "../../../core/certificate/number.ts";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FoundCard } from "./FoundCard.tsx";
import { FailureBanner, NotOfficer } from "./OfficerFrame.tsx";
import type { FoundCertificate, OfficerDeps } from "./officerDeps.ts";
import { RecallSheet } from "./RecallSheet.tsx";
import { createRecallStore, type RecallStore } from "./recallStore.ts";

type RecallScreenProps = {
  readonly deps: OfficerDeps;
  /** A number or the text of a code that was scanned before: looked up at once. */
  readonly text?: string;
};

/** Recalls a certificate: find it, see what it is, say why, confirm. */
export function RecallScreen({ deps, text: scanned }: RecallScreenProps) {
  const text = useText(officerText);
  const made = useMemo(() => createRecallStore(deps), [deps]);
  const store = useStore(made);
  const { opened, uploadsChanged, found, recalled } = store;
  useEffect(() => void opened(scanned), [opened, scanned]);
  useEffect(() => deps.watchUploads(() => void uploadsChanged()), [deps, uploadsChanged]);
  if (store.loading) return <Skeleton />;
  if (store.self === undefined) return <NotOfficer title={text("recall.title")} />;
  if (recalled !== undefined) return <Recalled certificate={recalled} store={store} />;
  const already = found?.state === "recalled";
  return (
    <Screen
      title={text("recall.title")}
      parent="/officer"
      bottom={
        found !== undefined &&
        !already && (
          <BottomBar>
            <Button tone="danger" large wide onClick={store.recallAsked}>
              {text("recall.go")}
            </Button>
          </BottomBar>
        )
      }
    >
      <FindForm store={store} />
      <FailureBanner failure={store.failure}>
        {store.failure === "offline" && <p>{text("recall.offline")}</p>}
      </FailureBanner>
      {found !== undefined && <FoundCard certificate={found} deps={deps} />}
      <RecallSheet store={store} units={deps.units} />
    </Screen>
  );
}

function FindForm({ store }: { readonly store: RecallStore }) {
  const text = useText(officerText);
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void store.looked();
  };
  return (
    <form className="stack" onSubmit={submitted}>
      <TextField
        label={text("recall.number")}
        hint={text("recall.number.hint")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="search"
        value={store.text}
        onChange={store.typed}
      />
      <Button
        type="submit"
        tone={store.found === undefined ? "primary" : "secondary"}
        wide
        disabled={store.text.trim() === ""}
        busy={store.looking}
      >
        {text("recall.look")}
      </Button>
    </form>
  );
}

function Recalled({ certificate, store }: { readonly certificate: FoundCertificate; readonly store: RecallStore }) {
  const text = useText(officerText);
  const { product, number } = certificate;
  return (
    <Screen
      title={text("recall.title")}
      parent="/officer"
      bottom={
        <BottomBar>
          <Button onClick={store.startedOver}>{text("recall.next")}</Button>
          <Link href="/officer" replace asChild>
            <ButtonLink tone="primary">{text("recall.home")}</ButtonLink>
          </Link>
        </BottomBar>
      }
    >
      <EmptyState
        icon="good"
        title={text(store.uploaded ? "recall.done" : "recall.signed")}
        text={text("recall.done.text", { product, number: formatNumber(number) })}
      />
      <Banner
        tone={store.uploaded ? "good" : "caution"}
        role="status"
        title={text(store.uploaded ? "upload.uploaded" : "upload.waiting")}
      >
        {!store.uploaded && <p>{text("recall.signed.text")}</p>}
        <p>{text("recall.goods")}</p>
      </Banner>
    </Screen>
  );
}
