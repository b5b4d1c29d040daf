import { useCallback, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { formatNumber } from "../../../../core/certificate/number.ts";
import { MOST_TAGS } from "../../../../core/roll/roll.ts";
import { paperText } from "../../../text/paper.ts";
import { useLanguage, useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { BottomBar } from "../../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../../ui/Button.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { PinSheet } from "../../../ui/PinSheet.tsx";
import { quantityWords } from "../../../ui/quantityWords.ts";
import { Screen } from "../../../ui/Screen.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { readCount } from "../FirstLabel.tsx";
import "./claim.css";
import type { CameraTrouble, ClaimTarget, PaperDeps, RollDeps, TagFailure } from "./paperDeps.ts";
import { FailureBanner } from "./RollsScreen.tsx";

type ClaimScreenProps = { readonly id: string; readonly deps: PaperDeps };

/** 登记预印标签: the first tag is scanned or typed, and so many in a row then stand for the certificate. */
export function ClaimScreen({ id, deps }: ClaimScreenProps) {
  const text = useText(paperText);
  const [found, setFound] = useState<ClaimTarget | undefined | "loading">("loading");
  const read = () => void deps.rolls.claimTarget(id).then(setFound);
  useEffect(() => void deps.rolls.claimTarget(id).then(setFound), [id, deps]);
  if (found === "loading") return <Skeleton />;
  if (found === undefined || found.withdrawn) {
    return (
      <Screen title={text("claim.title")} parent="/certificates">
        <EmptyState icon="scan" title={text(found === undefined ? "claim.missing" : "claim.withdrawn")} />
      </Screen>
    );
  }
  return <Claim id={id} target={found} deps={deps} onClaimed={read} />;
}

type ClaimProps = ClaimScreenProps & { readonly target: ClaimTarget; readonly onClaimed: () => void };

function Claim({ id, target, deps, onClaimed }: ClaimProps) {
  const text = useText(paperText);
  const language = useLanguage();
  const claim = useClaim(id, deps.rolls, onClaimed);
  const { tag, count, failure, claimed } = claim;
  const parent = `/certificates/${id}`;
  return (
    <Screen
      title={text("claim.title")}
      parent={parent}
      bottom={
        <BottomBar>
          {claimed === undefined ? (
            <Button
              tone="primary"
              icon="check"
              wide
              busy={claim.busy}
              disabled={tag === undefined || count === undefined}
              onClick={() => void claim.go()}
            >
              {text("claim.go", { count: count ?? 1 })}
            </Button>
          ) : (
            <Button icon="scan" wide onClick={claim.restart}>
              {text("claim.more")}
            </Button>
          )}
        </BottomBar>
      }
    >
      <p>
        {text("claim.for")}：
        <strong>{`${target.product} ${quantityWords(target.quantity, deps.units, language)}`}</strong>
        <br />
        <span className="soft">{formatNumber(target.number)}</span>
        {target.tags.length > 0 && <span className="soft"> · {text("claim.held", { count: target.tags.length })}</span>}
      </p>
      {failure !== undefined && failure !== "keyLocked" && <FailureBanner failure={failure} />}
      {claimed === undefined ? <FirstTag claim={claim} deps={deps.rolls} /> : <Claimed count={claimed} />}
      <PinSheet
        open={failure === "keyLocked"}
        onClose={claim.forget}
        unlock={deps.rolls.unlock}
        onUnlocked={() => void claim.go()}
      />
    </Screen>
  );
}

function Claimed({ count }: { readonly count: number }) {
  const text = useText(paperText);
  return (
    <Banner tone="good" role="status" title={text("claim.done", { count })}>
      <p>{text("claim.done.text")}</p>
    </Banner>
  );
}

type Claiming = ReturnType<typeof useClaim>;

function useClaim(certificate: string, deps: RollDeps, onClaimed: () => void) {
  const [typed, setTyped] = useState("");
  const [counted, setCounted] = useState("1");
  const [failure, setFailure] = useState<TagFailure>();
  const [claimed, setClaimed] = useState<number>();
  const [busy, setBusy] = useState(false);
  const tag = deps.tagIn(typed);
  const count = readCount(counted, MOST_TAGS);
  return {
    typed,
    counted,
    tag,
    count,
    failure,
    claimed,
    busy,
    type: useCallback((text: string) => {
      setFailure(undefined);
      setTyped(text);
    }, []),
    setCounted,
    forget: () => setFailure(undefined),
    restart: () => {
      setTyped("");
      setCounted("1");
      setClaimed(undefined);
    },
    go: async () => {
      if (tag === undefined || count === undefined) return;
      setBusy(true);
      const done = await deps.claim({ certificate, text: tag, count });
      setBusy(false);
      setFailure(done.ok ? undefined : done.error);
      setClaimed(done.ok ? done.value.length : undefined);
      if (done.ok) onClaimed();
    },
  };
}

function FirstTag({ claim, deps }: { readonly claim: Claiming; readonly deps: RollDeps }) {
  const text = useText(paperText);
  const { tag, typed, counted, count } = claim;
  const isWrong = typed !== "" && tag === undefined && typed.replace(/[\s-]/g, "").length >= 16;
  return (
    <>
      {tag === undefined ? (
        <TagCamera deps={deps} onRead={claim.type} />
      ) : (
        <Banner tone="good" role="status" title={text("claim.read", { tag: formatNumber(tag) })}>
          <Button onClick={claim.restart}>{text("claim.again")}</Button>
        </Banner>
      )}
      {tag === undefined && (
        <TextField
          label={text("claim.typed")}
          hint={text("claim.typed.hint")}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={typed}
          error={isWrong ? text("failure.notATag") : undefined}
          onChange={claim.type}
        />
      )}
      <TextField
        label={text("claim.count")}
        hint={text("claim.count.hint")}
        inputMode="numeric"
        value={counted}
        error={count === undefined ? text("failure.badCount") : undefined}
        onChange={claim.setCounted}
      />
      <p>
        <Link href="/paper/rolls" asChild>
          <ButtonLink tone="quiet">{text("claim.seeRolls")}</ButtonLink>
        </Link>
      </p>
    </>
  );
}

type TagCameraProps = { readonly deps: RollDeps; readonly onRead: (text: string) => void };

function TagCamera({ deps, onRead }: TagCameraProps) {
  const text = useText(paperText);
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<CameraTrouble>();
  const [isOther, setIsOther] = useState(false);
  useEffect(() => {
    const over = new AbortController();
    const start = async () => {
      const element = video.current;
      if (element === null) return;
      const started = await deps.watchCodes(element, (texts) => {
        const found = texts.map(deps.tagIn).find((tag) => tag !== undefined);
        if (over.signal.aborted) return;
        if (found === undefined) setIsOther(true);
        else onRead(found);
      });
      if (!started.ok) return over.signal.aborted ? undefined : setTrouble(started.error);
      if (over.signal.aborted) started.value();
      else over.signal.addEventListener("abort", started.value);
    };
    void start();
    return () => over.abort();
  }, [deps, onRead]);
  if (trouble !== undefined) {
    return (
      <Banner tone="caution" role="status" title={text(`camera.${trouble}`)}>
        <p>{text("camera.way")}</p>
      </Banner>
    );
  }
  return (
    <>
      <div className="claim-view">
        <video ref={video} playsInline muted aria-label={text("claim.aim")} />
        <p>{text("claim.aim")}</p>
      </div>
      {isOther && <Banner tone="caution" role="status" title={text("failure.notATag")} />}
    </>
  );
}
