import { useState } from "react";
import { Link } from "wouter";
import { formatMoment } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { CompareSheet } from "./CompareSheet.tsx";
import { alarmsOf, type InvitationsStore } from "./invitationsStore.ts";
import type { Invitation } from "./officerDeps.ts";

/** Invitations that ask something of the officer: alarms first, then digits to compare, then what nobody has opened. */
export function Invitations({ store, now }: { readonly store: InvitationsStore; readonly now: number }) {
  const text = useText(officerText);
  const { invitations, granted } = store;
  const inState = (state: Invitation["state"]) => invitations.filter((invitation) => invitation.state === state);
  return (
    <>
      {store.failure !== undefined && <p className="small soft">{text("invitations.unread")}</p>}
      {alarmsOf(invitations, now).map((invitation) => (
        <Alarm key={invitation.id} invitation={invitation} />
      ))}
      {granted !== undefined && (
        <Banner tone="good" role="status" title={text("granted.title", { name: granted.name })} />
      )}
      <Waiting invitations={inState("waiting")} onCompare={store.compareOpened} />
      <Unused invitations={inState("open")} />
      <CompareSheet store={store} />
    </>
  );
}

function Alarm({ invitation }: { readonly invitation: Invitation }) {
  const text = useText(officerText);
  const language = useLanguage();
  const { name, operator, created } = invitation;
  return (
    <Banner tone="bad" role="alert" title={text("alarm.title", { name })}>
      <p>{text("alarm.stopped", { time: formatMoment(created, language) })}</p>
      <p>{text("alarm.do")}</p>
      <Link href={`/officer/operators/${operator}`} asChild>
        <ButtonLink>{text("alarm.look", { name })}</ButtonLink>
      </Link>
    </Banner>
  );
}

type ListProps = { readonly invitations: readonly Invitation[] };

function Waiting({ invitations, onCompare }: ListProps & { readonly onCompare: (id: string) => void }) {
  const text = useText(officerText);
  const language = useLanguage();
  if (invitations.length === 0) return null;
  return (
    <Section title={text("waiting.title")}>
      <List>
        {invitations.map(({ id, name, role, expires }) => (
          <ListRow
            key={id}
            icon="waiting"
            title={name}
            detail={text("waiting.detail", { role: text(`roleShort.${role}`), time: formatMoment(expires, language) })}
            end={
              <Button tone="primary" onClick={() => onCompare(id)}>
                {text("waiting.check")}
              </Button>
            }
          />
        ))}
      </List>
    </Section>
  );
}

function Unused({ invitations }: ListProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  if (invitations.length === 0) return null;
  return (
    <>
      <List>
        <ListRow icon="share" title={text("open.count", { count: invitations.length })} onClick={() => setOpen(true)} />
      </List>
      <Sheet open={open} title={text("open.title")} onClose={() => setOpen(false)}>
        <p>{text("open.hint")}</p>
        <List>
          {invitations.map(({ id, name, role, expires, operator }) => (
            <ListRow
              key={id}
              title={name}
              detail={text("open.detail", { role: text(`roleShort.${role}`), time: formatMoment(expires, language) })}
              end={
                <Link href={`/officer/invite/${operator}`} asChild>
                  <ButtonLink>{text("open.again")}</ButtonLink>
                </Link>
              }
            />
          ))}
        </List>
      </Sheet>
    </>
  );
}
