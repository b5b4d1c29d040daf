import { useEffect, useState } from "react";
import { Link } from "wouter";
import { formatMoment } from "../../text/format.ts";
import { peopleText } from "../../text/people.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { canShare, copyText, shareText } from "../../ui/shareText.ts";
import "./people.css";
import type { PeopleDeps, StaffLink } from "./peopleDeps.ts";

/** Largest edge of the code in CSS pixels. */
const CODE_ROOM = 260;
/** Milliseconds between looks at whether the link was used. */
const LOOK_AGAIN = 5000;

type PersonLinkProps = {
  readonly invited: StaffLink & { readonly person: string };
  readonly deps: Pick<PeopleDeps, "staff">;
};

/** The join link as a code to scan and a text to send, until it was used. */
export function PersonLink({ invited, deps }: PersonLinkProps) {
  const text = useText(peopleText);
  const language = useLanguage();
  const [used, setUsed] = useState(false);
  const [copied, setCopied] = useState<boolean>();
  const { id, link, expires, person, waits } = invited;
  useEffect(() => {
    const timer = setInterval(() => {
      void deps.staff().then((read) => {
        if (read?.ok !== true) return;
        setUsed(!read.value.invitations.some((open) => open.id === id && open.state === "open"));
      });
    }, LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [deps, id]);
  const time = formatMoment(expires, language);
  const message = `${text("link.text", { person, time })} ${link}`;
  const done = (
    <BottomBar>
      <Link href="/people" replace asChild>
        <ButtonLink wide>{text("link.done")}</ButtonLink>
      </Link>
    </BottomBar>
  );
  return (
    <Screen title={text("link.title")} parent="/people" bottom={done}>
      <p>{text("link.scan", { person })}</p>
      {used && <Banner tone="good" role="status" title={text("link.used", { person })} />}
      <div className="people-link">
        <QrCode text={link} size={Math.min(CODE_ROOM, window.innerWidth - 32)} label={text("link.code", { person })} />
        <strong>{text("link.expires", { time })}</strong>
      </div>
      <div className="row">
        {canShare() && (
          <Button tone="primary" icon="share" onClick={() => void shareText(message)}>
            {text("link.share")}
          </Button>
        )}
        <Button onClick={() => void copyText(message).then(setCopied)}>{text("link.copy")}</Button>
      </div>
      {copied !== undefined && (
        <Banner
          tone={copied ? "good" : "caution"}
          role="status"
          title={text(copied ? "link.copied" : "link.notCopied")}
        >
          {!copied && <p>{link}</p>}
        </Banner>
      )}
      {waits && <p>{text("link.waits")}</p>}
    </Screen>
  );
}
