import { useCallback, useEffect, useState } from "react";
import { Link } from "wouter";
import type { Result } from "../../../core/result.ts";
import { formatDay, formatMoment } from "../../text/format.ts";
import { peopleText } from "../../text/people.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { CompareSheet } from "./CompareSheet.tsx";
import { EndPhoneSheet } from "./EndPhoneSheet.tsx";
import type { PeopleDeps, PeopleFailure, StaffInvitation, StaffKey, StaffView } from "./peopleDeps.ts";
import { roleWords } from "./roleWords.ts";

/** The operator's people and phones, for whoever leads it: inviting, and ending a phone that was lost. */
export function StaffSection({ deps }: { readonly deps: PeopleDeps }) {
  const text = useText(peopleText);
  const [read, setRead] = useState<Result<StaffView, PeopleFailure>>();
  const [ending, setEnding] = useState<StaffKey>();
  const [comparing, setComparing] = useState<StaffInvitation>();
  const look = useCallback(() => void deps.staff().then(setRead), [deps]);
  useEffect(() => {
    look();
    return deps.watch(look);
  }, [deps, look]);
  if (read === undefined) return null;
  if (!read.ok) {
    return (
      <Banner tone="caution" title={text(`failure.${read.error}`)}>
        <Button onClick={look}>{text("again")}</Button>
      </Banner>
    );
  }
  const { name, keys, invitations } = read.value;
  return (
    <Section title={text("staff.title", { name })}>
      {invitations.map((invitation) => (
        <Invited key={invitation.id} invitation={invitation} onCompare={() => setComparing(invitation)} />
      ))}
      {keys.map((key) => (
        <StaffPhone key={key.key} of={key} onEnd={() => setEnding(key)} />
      ))}
      <Link href="/people/invite" asChild>
        <ButtonLink tone="primary" wide icon="plus">
          {text("staff.invite")}
        </ButtonLink>
      </Link>
      {ending !== undefined && (
        <EndPhoneSheet of={ending} deps={deps} onClose={() => setEnding(undefined)} onEnded={look} />
      )}
      {comparing !== undefined && (
        <CompareSheet
          invitation={comparing}
          confirm={deps.confirm}
          onClose={() => {
            setComparing(undefined);
            look();
          }}
        />
      )}
    </Section>
  );
}

function Invited({ invitation, onCompare }: { readonly invitation: StaffInvitation; readonly onCompare: () => void }) {
  const text = useText(peopleText);
  const language = useLanguage();
  const { state, person, role, expires } = invitation;
  const who = person ?? text(`role.${role}`);
  if (state === "alarm") return <Banner tone="bad" role="alert" title={text("invited.alarm", { who })} />;
  if (state === "open")
    return (
      <Banner tone="note" title={text("invited.open", { who })}>
        <p>{text("invited.until", { time: formatMoment(expires, language) })}</p>
      </Banner>
    );
  return (
    <Banner tone="caution" role="status" title={text("invited.waiting", { who })}>
      <Button tone="primary" onClick={onCompare}>
        {text("compare.title")}
      </Button>
    </Banner>
  );
}

function StaffPhone({ of, onEnd }: { readonly of: StaffKey; readonly onEnd: () => void }) {
  const text = useText(peopleText);
  const language = useLanguage();
  const { person, roles, notAfter, mine, ended, pending } = of;
  const who = person ?? text(mine ? "staff.mine" : "staff.unnamed");
  return (
    <List label={who}>
      <ListRow
        icon="device"
        title={who}
        detail={`${roleWords(roles, text)} · ${text("staff.until", { day: formatDay(notAfter, language) })}`}
        end={
          <StatusPill tone={ended === undefined ? "good" : "bad"}>
            {text(ended === undefined ? "staff.valid" : "staff.ended")}
          </StatusPill>
        }
      />
      {ended !== undefined && (
        <ListRow
          title={text(`ended.${ended.reason}`, { time: formatMoment(ended.from, language) })}
          detail={pending ? text("ended.pending") : undefined}
        />
      )}
      {ended === undefined && !mine && (
        <div className="people-actions">
          <Button onClick={onEnd}>{text("end.title")}</Button>
        </div>
      )}
    </List>
  );
}
