import type { ReactNode } from "react";
import { Link } from "wouter";
import { diaryText } from "../../text/diary.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import "./diary.css";
import type { DiaryDeps, WriteFailure } from "./diaryDeps.ts";
import type { KnownDiary, OpenDiary } from "./useDiary.ts";

type DiaryFrameProps = {
  readonly title: string;
  readonly parent: string;
  readonly diary: OpenDiary;
  readonly deps: DiaryDeps;
  readonly renderBottom?: (known: KnownDiary) => ReactNode;
  readonly children: (known: KnownDiary) => ReactNode;
};

/** The frame of every screen of the diary: who may write into it, and why something was not written. */
export function DiaryFrame({ title, parent, diary, deps, renderBottom, children }: DiaryFrameProps) {
  const text = useText(diaryText);
  const { known } = diary;
  if (known === undefined) return <Skeleton />;
  if (known.self === undefined) {
    return (
      <Screen title={title} parent="/">
        <EmptyState icon="edit" title={text("guest.title")} text={text("guest.text")}>
          <Link href="/join" asChild>
            <ButtonLink tone="primary">{text("guest.join")}</ButtonLink>
          </Link>
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen title={title} parent={parent} bottom={renderBottom?.(known)}>
      <Refused refused={diary.refused} />
      {children(known)}
      <PinSheet
        open={diary.refused === "keyLocked"}
        onClose={diary.forgetRefusal}
        unlock={deps.unlock}
        onUnlocked={diary.forgetRefusal}
      />
    </Screen>
  );
}

function Refused({ refused }: { readonly refused: WriteFailure | undefined }) {
  const text = useText(diaryText);
  if (refused === undefined || refused === "keyLocked") return null;
  return <Banner tone="bad" role="alert" title={text(`refused.${refused}`)} />;
}
