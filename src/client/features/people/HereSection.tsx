import { useEffect, useState } from "react";
import { Link } from "wouter";
import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Section } from "../../ui/Section.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import { ChangePinSheet } from "./ChangePinSheet.tsx";
import type { PeopleDeps, PersonHere } from "./peopleDeps.ts";
import { roleWords } from "./roleWords.ts";

/** Whose keys this phone holds: who acts, changing over, locking. */
export function HereSection({ deps }: { readonly deps: PeopleDeps }) {
  const text = useText(peopleText);
  const [people, setPeople] = useState<readonly PersonHere[]>();
  const [opening, setOpening] = useState<PersonHere>();
  const [changing, setChanging] = useState<PersonHere>();
  useEffect(() => {
    const read = () => void deps.here().then(setPeople);
    read();
    return deps.watch(read);
  }, [deps]);
  if (people === undefined) return null;
  const acting = people.find((person) => person.acting);
  const chosen = (person: PersonHere) => {
    if (person.lock === "locked") setOpening(person);
    else void deps.choose(person.kid);
  };
  return (
    <Section title={text("here.title")}>
      {people.length === 0 && <p className="soft">{text("here.none")}</p>}
      <List label={text("here.title")}>
        {people.map((person) => (
          <Person key={person.kid} person={person} onChosen={() => chosen(person)} />
        ))}
        <Link href="/join" asChild>
          <ListRow icon="plus" title={text("here.add")} detail={text("here.add.hint")} />
        </Link>
        {acting !== undefined && acting.lock !== "none" && (
          <ListRow icon="edit" title={text("pin.change")} onClick={() => setChanging(acting)} />
        )}
      </List>
      {people.some(({ lock }) => lock === "open") && (
        <Button icon="lock" wide onClick={deps.lock}>
          {text("here.lock")}
        </Button>
      )}
      {people.some(({ lock }) => lock !== "none") && <p className="small soft">{text("here.idle")}</p>}
      <p className="small soft">{text("here.roles")}</p>
      <PinSheet
        open={opening !== undefined}
        person={opening === undefined ? undefined : nameOf(opening)}
        onClose={() => setOpening(undefined)}
        unlock={(pin) => deps.unlock(opening?.kid ?? "", pin)}
        onUnlocked={() => {
          if (opening !== undefined) void deps.choose(opening.kid);
          setOpening(undefined);
        }}
      />
      {changing !== undefined && (
        <ChangePinSheet onClose={() => setChanging(undefined)} change={(pins) => deps.changePin(changing.kid, pins)} />
      )}
    </Section>
  );
}

/** What a person is called: by name where the phone has several, else by the operator. */
function nameOf({ person, operator }: PersonHere): string {
  return person ?? operator;
}

function Person({ person, onChosen }: { readonly person: PersonHere; readonly onChosen: () => void }) {
  const text = useText(peopleText);
  const state = person.inForce ? person.lock : "ended";
  const roles = roleWords(person.roles, text);
  const words = person.person === undefined ? roles : `${person.operator} · ${roles}`;
  return (
    <ListRow
      icon={person.lock === "locked" ? "lock" : "person"}
      title={nameOf(person)}
      detail={`${words} · ${text(`lock.${state}`)}`}
      end={person.acting ? <StatusPill tone="good">{text("here.acting")}</StatusPill> : undefined}
      onClick={onChosen}
    />
  );
}
