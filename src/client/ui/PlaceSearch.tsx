import { useEffect, useState } from "react";
import { tidyText } from "../../core/text.ts";
import { List, ListRow } from "./ListRow.tsx";
import { TextField } from "./TextField.tsx";

/** A division that was found: its code and full name. */
export type FoundPlace = { readonly code: string; readonly name: string };

type PlaceSearchProps = {
  readonly label: string;
  /** Said when nothing is called like what was typed. */
  readonly none: string;
  readonly search: (query: string) => Promise<readonly FoundPlace[]>;
  readonly onChoose: (code: string) => void;
};

/** Divisions found by name while it is typed. */
export function PlaceSearch({ label, none, search, onChoose }: PlaceSearchProps) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly FoundPlace[]>([]);
  const query = tidyText(typed);
  useEffect(() => {
    let current = true;
    void search(query).then((places) => current && setFound(places));
    return () => {
      current = false;
    };
  }, [query, search]);
  return (
    <>
      <TextField label={label} type="search" autoComplete="off" value={typed} onChange={setTyped} />
      <List>
        {found.map(({ code, name }) => (
          <ListRow key={code} title={name} onClick={() => onChoose(code)} />
        ))}
        {found.length === 0 && query !== "" && <ListRow title={none} />}
      </List>
    </>
  );
}
