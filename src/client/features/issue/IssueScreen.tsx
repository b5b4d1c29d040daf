import { useContext, useEffect, useMemo, useState } from "react";
import { Link, useLocation } from "wouter";
import { useStore } from "zustand";
import { issueText } from "../../text/issue.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { GoBackContext } from "../../ui/navigation.ts";
import { Screen } from "../../ui/Screen.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { DetailsBar, DetailsStep } from "./DetailsStep.tsx";
import "./issue.css";
import type { IssueDeps } from "./issueDeps.ts";
import { createIssueStore, type IssueStore } from "./issueStore.ts";
import { PreviewBar, PreviewStep } from "./PreviewStep.tsx";
import { ProductStep } from "./ProductStep.tsx";
import { SourcesBar, SourcesStep } from "./SourcesStep.tsx";
import type { StepProps } from "./stepProps.ts";

type IssueScreenProps = {
  readonly deps: IssueDeps;
  /** Where leaving leads: home, or the certificate that is corrected. */
  readonly parent: string;
  /** Where the certificate with a hexadecimal id is shown; full screen when absent. */
  readonly shownAt?: (id: string) => string;
};

function atShow(id: string): string {
  return `/show/${id}`;
}

/** Issuing: product, quantity, preview, signature; ends at the full-screen code. */
export function IssueScreen({ deps, parent, shownAt = atShow }: IssueScreenProps) {
  const text = useText(issueText);
  const made = useMemo(() => createIssueStore(deps), [deps]);
  const store = useStore(made);
  const [, navigate] = useLocation();
  const { opened, issued } = store;
  useEffect(() => void opened(), [opened]);
  useEffect(() => {
    if (issued !== undefined) navigate(shownAt(issued), { replace: true });
  }, [issued, navigate, shownAt]);
  const title = text(store.draft.corrects === undefined ? "title" : "title.correct");
  if (store.loading) {
    return (
      <Screen title={title} parent={parent}>
        <Skeleton />
      </Screen>
    );
  }
  if (store.operator === undefined) return <Guest title={title} />;
  const first = store.draft.step === "product";
  const code = store.draft.step === "preview" && store.checked !== undefined;
  return (
    <>
      <Screen
        title={`${title} · ${text(`step.${store.draft.step}`)}`}
        parent={parent}
        {...(first ? {} : { onBack: store.wentBack })}
        actions={<Discard store={store} parent={parent} />}
        bottom={<StepBar store={store} deps={deps} />}
      >
        {store.draftNotSaved && <Banner tone="bad" role="alert" title={text("draft.notSaved")} />}
        <Step store={store} deps={deps} />
      </Screen>
      {code && deps.codeOf(store.checked.draft, store.operator.name)}
    </>
  );
}

function Step(props: StepProps) {
  switch (props.store.draft.step) {
    case "product":
      return <ProductStep {...props} />;
    case "sources":
      return <SourcesStep {...props} />;
    case "details":
      return <DetailsStep {...props} />;
    case "preview":
      return <PreviewStep {...props} />;
  }
}

function StepBar(props: StepProps) {
  switch (props.store.draft.step) {
    case "product":
      return null;
    case "sources":
      return <SourcesBar {...props} />;
    case "details":
      return <DetailsBar {...props} />;
    case "preview":
      return <PreviewBar {...props} />;
  }
}

function Guest({ title }: { readonly title: string }) {
  const text = useText(issueText);
  return (
    <Screen title={title} parent="/">
      <EmptyState icon="issue" title={text("guest.title")}>
        <p>{text("guest.text")}</p>
        <Link href="/join" asChild>
          <ButtonLink tone="primary">{text("guest.join")}</ButtonLink>
        </Link>
      </EmptyState>
    </Screen>
  );
}

/** Asks before anything that was entered is thrown away. */
function Discard({ store, parent }: { readonly store: IssueStore; readonly parent: string }) {
  const text = useText(issueText);
  const goBack = useContext(GoBackContext);
  const [asking, setAsking] = useState(false);
  if (store.draft.input.product === "") return null;
  const discard = () => {
    setAsking(false);
    const correcting = store.draft.corrects !== undefined;
    // A correction that is given up leaves nothing to fill in here.
    void store.discarded().then(() => correcting && goBack(parent));
  };
  return (
    <>
      <Button tone="quiet" onClick={() => setAsking(true)}>
        {text("discard")}
      </Button>
      <Sheet
        open={asking}
        title={text("discard.title")}
        onClose={() => setAsking(false)}
        actions={
          <Button tone="danger" wide onClick={discard}>
            {text("discard.yes")}
          </Button>
        }
      >
        <p>{text("discard.text")}</p>
      </Sheet>
    </>
  );
}
