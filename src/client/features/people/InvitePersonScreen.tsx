import { useEffect, useState } from "react";
import type { Role } from "../../../core/operator/role.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { PersonLink } from "./PersonLink.tsx";
import type { PeopleDeps, PeopleFailure, StaffLink, StaffView } from "./peopleDeps.ts";

/** Code points of the name under which the inviter knows somebody. */
const NAME = { min: 1, max: 20 } as const;

/** Who is invited and what for; ends at the link and its code. */
export function InvitePersonScreen({ deps }: { readonly deps: PeopleDeps }) {
  const text = useText(peopleText);
  const [staff, setStaff] = useState<StaffView>();
  const [failure, setFailure] = useState<PeopleFailure>();
  const [invited, setInvited] = useState<StaffLink & { readonly person: string }>();
  useEffect(() => {
    void deps.staff().then((read) => {
      if (read?.ok === true) setStaff(read.value);
      else setFailure(read === undefined ? "roleMissing" : read.error);
    });
  }, [deps]);
  if (invited !== undefined) return <PersonLink invited={invited} deps={deps} />;
  if (staff !== undefined) return <InviteForm staff={staff} deps={deps} onInvited={setInvited} />;
  return (
    <Screen title={text("invite.title")} parent="/people">
      {failure !== undefined && <EmptyState icon="caution" title={text(`failure.${failure}`)} />}
    </Screen>
  );
}

type InviteFormProps = {
  readonly staff: StaffView;
  readonly deps: PeopleDeps;
  readonly onInvited: (invited: StaffLink & { readonly person: string }) => void;
};

function InviteForm({ staff, deps, onInvited }: InviteFormProps) {
  const text = useText(peopleText);
  const [person, setPerson] = useState("");
  const [role, setRole] = useState<Role | undefined>(staff.roles[0]);
  const [failure, setFailure] = useState<PeopleFailure>();
  const [busy, setBusy] = useState(false);
  const name = checkText(tidyText(person), NAME);
  const invite = async () => {
    if (!name.ok || role === undefined) return;
    setBusy(true);
    const link = await deps.invite({ role, person: name.value });
    setBusy(false);
    if (link.ok) onInvited({ ...link.value, person: name.value });
    else setFailure(link.error);
  };
  const go = (
    <BottomBar>
      <Button
        tone="primary"
        large
        wide
        busy={busy}
        disabled={!name.ok || role === undefined}
        onClick={() => void invite()}
      >
        {text("invite.go")}
      </Button>
    </BottomBar>
  );
  return (
    <Screen title={text("invite.title")} parent="/people" bottom={go}>
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <p>{text("invite.how", { name: staff.name })}</p>
      <TextField
        label={text("invite.person")}
        hint={text("invite.person.hint")}
        autoComplete="off"
        value={person}
        onChange={setPerson}
      />
      <Choice
        legend={text("invite.role")}
        options={staff.roles.map((value) => ({ value, label: text(`role.${value}`) }))}
        value={role}
        onChange={setRole}
      />
      <p className="soft">{text("invite.limits")}</p>
    </Screen>
  );
}
