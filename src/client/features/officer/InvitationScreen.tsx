import { useEffect, useMemo, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { formatMoment } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { BrightnessAdvice } from "../../ui/BrightnessAdvice.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { canShare, copyText, shareText } from "../../ui/shareText.ts";
import { useWakeLock } from "../../ui/useWakeLock.ts";
import { CompareSheet } from "./CompareSheet.tsx";
import { createInvitationsStore, type InvitationsStore } from "./invitationsStore.ts";
import type { Invited } from "./inviteStore.ts";
import "./officer.css";
import type { OfficerDeps } from "./officerDeps.ts";
import { useRepeated } from "./useRepeated.ts";

/** Seconds between looks at whether the link was opened, while its code is on the screen. */
const LOOK_AGAIN = 5;
/** Largest edge of the code in CSS pixels. */
const CODE_ROOM = 260;

type InvitationScreenProps = { readonly invited: Invited; readonly deps: OfficerDeps };

/** The join link as a code to scan and a text to send, until it was used; for some roles the digits are compared here. */
export function InvitationScreen({ invited, deps }: InvitationScreenProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const made = useMemo(() => createInvitationsStore(deps), [deps]);
  const store = useStore(made);
  const wakeLock = useWakeLock(true);
  // The form that was sent may have been scrolled down.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  const state = store.invitations.find(({ id }) => id === invited.id)?.state ?? "open";
  useRepeated(store.refreshed, LOOK_AGAIN, state === "open" || state === "waiting");
  const { name, link, expires, waits, role } = invited;
  return (
    <Screen title={text("link.title")} parent="/officer" bottom={<Done />}>
      <strong>{text("link.for", { name, role: text(`roleShort.${role}`) })}</strong>
      <Progress id={invited.id} state={state} name={name} store={store} />
      {state === "open" && (
        <>
          <p>{text("link.scan", { name })}</p>
          <div className="officer-link">
            <QrCode
              text={link}
              size={Math.min(CODE_ROOM, window.innerWidth - 32)}
              label={text("link.code", { name })}
            />
            <strong>{text("link.expires", { time: formatMoment(expires, language) })}</strong>
            <p className="small soft">{text("link.once")}</p>
          </div>
          <SendLink invited={invited} />
          {waits && <p>{text("link.waits")}</p>}
          <BrightnessAdvice wakeLock={wakeLock} />
        </>
      )}
      <CompareSheet store={store} />
    </Screen>
  );
}

function Done() {
  const text = useText(officerText);
  return (
    <BottomBar>
      <Link href="/officer" replace asChild>
        <ButtonLink wide>{text("link.done")}</ButtonLink>
      </Link>
    </BottomBar>
  );
}

type ProgressProps = {
  readonly id: string;
  readonly state: InvitationsStore["invitations"][number]["state"];
  readonly name: string;
  readonly store: InvitationsStore;
};

/** What came of the link. */
function Progress({ id, state, name, store }: ProgressProps) {
  const text = useText(officerText);
  switch (state) {
    case "open":
      return null;
    case "waiting":
      return (
        <Banner tone="caution" role="status" title={text("link.waiting")}>
          <Button tone="primary" onClick={() => store.compareOpened(id)}>
            {text("compare.title")}
          </Button>
        </Banner>
      );
    case "granted":
      return <Banner tone="good" role="status" title={text("link.granted", { name })} />;
    case "expired":
      return <Banner tone="bad" role="status" title={text("link.expired")} />;
    case "alarm":
      return <Banner tone="bad" role="alert" title={text("link.alarm")} />;
  }
}

function SendLink({ invited }: { readonly invited: Invited }) {
  const text = useText(officerText);
  const language = useLanguage();
  const [copied, setCopied] = useState<boolean>();
  const { link, name, expires } = invited;
  const message = `${text("link.text", { name, time: formatMoment(expires, language) })} ${link}`;
  return (
    <>
      <div className="row">
        {canShare() && (
          <Button tone="primary" icon="share" onClick={() => void shareText(message)}>
            {text("link.share")}
          </Button>
        )}
        <Button onClick={() => void copyText(message).then(setCopied)}>{text("link.copy")}</Button>
      </div>
      {copied === true && <Banner tone="good" role="status" title={text("link.copied")} />}
      {copied === false && (
        <Banner tone="caution" role="alert" title={text("link.copy.failed")}>
          <p>{link}</p>
        </Banner>
      )}
    </>
  );
}
