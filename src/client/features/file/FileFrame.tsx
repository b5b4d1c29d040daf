import type { ReactNode } from "react";
import { Link } from "wouter";
import { fileText } from "../../text/file.ts";
import { formatMoment } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { FileDeps, FileFailure, FileView, SayFailure } from "./fileDeps.ts";
import type { OpenFile } from "./useFile.ts";

type FileFrameProps = {
  readonly title: string;
  readonly parent: string;
  readonly open: OpenFile;
  readonly deps: FileDeps;
  readonly bottom?: (view: FileView) => ReactNode;
  readonly children: (view: FileView) => ReactNode;
};

/** The frame of every screen over a file: how fresh it is, what waits to be sent, and why something was not signed. */
export function FileFrame({ title, parent, open, deps, bottom, children }: FileFrameProps) {
  const text = useText(fileText);
  const { view, failure } = open;
  if (open.loading) return <Skeleton />;
  if (open.self === undefined) {
    return (
      <Screen title={title} parent="/">
        <EmptyState icon="person" title={text("guest.title")} text={text("guest.text")}>
          <Link href="/join" asChild>
            <ButtonLink tone="primary">{text("guest.join")}</ButtonLink>
          </Link>
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen title={title} parent={parent} bottom={view === undefined ? undefined : bottom?.(view)}>
      <Unread failure={failure ?? view?.unread} seenAt={view?.seenAt} />
      {view !== undefined && view.unsent > 0 && (
        <Banner tone="caution" role="status" title={text("unsent", { count: view.unsent })} />
      )}
      <Refused refused={open.refused} />
      {view !== undefined && children(view)}
      <PinSheet
        open={open.refused === "keyLocked"}
        onClose={open.forgetRefusal}
        unlock={deps.unlock}
        onUnlocked={open.forgetRefusal}
      />
    </Screen>
  );
}

/** Why the register could not be asked, and how old what is shown is. */
export function Unread({
  failure,
  seenAt,
}: {
  readonly failure: FileFailure | undefined;
  readonly seenAt?: number | undefined;
}) {
  const text = useText(fileText);
  const language = useLanguage();
  if (failure === undefined) return null;
  return (
    <Banner tone={failure === "offline" ? "caution" : "bad"} title={text(`failure.${failure}`)}>
      {seenAt !== undefined && seenAt > 0 && <p>{text("seen", { time: formatMoment(seenAt, language) })}</p>}
      {seenAt === 0 && <p>{text("seen.never")}</p>}
    </Banner>
  );
}

function Refused({ refused }: { readonly refused: SayFailure | undefined }) {
  const text = useText(fileText);
  if (refused === undefined || refused === "keyLocked") return null;
  return <Banner tone="bad" role="alert" title={text(`refused.${refused}`)} />;
}
