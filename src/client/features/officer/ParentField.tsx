import { useEffect, useState } from "react";
import { tidyText } from "../../../core/text.ts";
import { entryText } from "../../text/entry.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { EditForm } from "./editForm.ts";
import type { EditStore } from "./editStore.ts";
import type { EntryDeps } from "./entryDeps.ts";
import type { RegisteredOperator } from "./officerDeps.ts";

type ParentFieldProps = { readonly store: EditStore; readonly form: EditForm; readonly deps: EntryDeps };

/** Fewest characters that are searched for. */
const FEWEST_TYPED = 2;

/** The operator to which this one belongs: the company of a base, the base of a household. */
export function ParentField({ store, form, deps }: ParentFieldProps) {
  const text = useText(entryText);
  const [choosing, setChoosing] = useState(false);
  const name = useOperatorName(form.parent, deps);
  const choose = (parent: string) => {
    setChoosing(false);
    store.formChanged({ parent });
  };
  return (
    <Section title={text("parent")}>
      <List label={text("parent")}>
        <ListRow
          title={form.parent === "" ? text("parent.none") : name}
          detail={text("parent.hint")}
          end={<Button onClick={() => setChoosing(true)}>{text("parent.pick")}</Button>}
        />
      </List>
      {form.parent !== "" && (
        <div className="row">
          <Button onClick={() => choose("")}>{text("parent.remove")}</Button>
        </div>
      )}
      <Sheet open={choosing} title={text("parent.pick")} onClose={() => setChoosing(false)}>
        <OperatorSearch deps={deps} without={store.operator?.id} onChoose={choose} />
      </Sheet>
    </Section>
  );
}

/** Name of an operator; its id until it is known. */
function useOperatorName(id: string, deps: EntryDeps): string {
  const [known, setKnown] = useState({ id: "", name: "" });
  useEffect(() => {
    let current = true;
    if (id !== "")
      void deps.operator(id).then((found) => {
        if (current && found.ok) setKnown({ id, name: found.value.operator.name });
      });
    return () => {
      current = false;
    };
  }, [id, deps]);
  return known.id === id ? known.name : id;
}

type OperatorSearchProps = {
  readonly deps: EntryDeps;
  /** The operator that cannot be its own parent. */
  readonly without: string | undefined;
  readonly onChoose: (id: string) => void;
};

function OperatorSearch({ deps, without, onChoose }: OperatorSearchProps) {
  const text = useText(entryText);
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly RegisteredOperator[]>([]);
  const name = tidyText(typed);
  const searched = Array.from(name).length >= FEWEST_TYPED;
  useEffect(() => {
    let current = true;
    const asked = searched ? deps.listOperators({ name }) : undefined;
    void asked?.then((page) => {
      if (current) setFound(page.ok ? page.value.operators.filter(({ id }) => id !== without) : []);
    });
    return () => {
      current = false;
    };
  }, [name, searched, deps, without]);
  return (
    <>
      <TextField label={text("parent.search")} type="search" autoComplete="off" value={typed} onChange={setTyped} />
      <List>
        {searched && found.map((one) => <ListRow key={one.id} title={one.name} onClick={() => onChoose(one.id)} />)}
        {searched && found.length === 0 && <ListRow title={text("parent.notFound")} />}
      </List>
    </>
  );
}
