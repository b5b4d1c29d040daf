import { useDeferredValue, useState } from "react";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps } from "./diaryDeps.ts";
import { EntryRow } from "./EntryRow.tsx";
import type { Words } from "./entryWords.ts";
import { type KnownDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { searchEntries } from "./usual.ts";

/** Rows that are drawn before more are asked for. */
const SHOWN = 50;

/** Everything that was written down, newest act first, searched by any words of it. */
export function EntryListScreen({ deps }: { readonly deps: DiaryDeps }) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  return (
    <DiaryFrame title={words.text("all")} parent="/diary" diary={diary} deps={deps}>
      {(known) => <Found known={known} deps={deps} words={words} />}
    </DiaryFrame>
  );
}

type FoundProps = { readonly known: KnownDiary; readonly deps: DiaryDeps; readonly words: Words };

function Found({ known, deps, words }: FoundProps) {
  const { text } = words;
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const query = useDeferredValue(typed);
  const found = searchEntries(known.entries, query, (type) => text(`act.${type}`));
  const left = found.length - shown;
  return (
    <>
      <TextField
        label={text("search")}
        hint={text("search.hint")}
        type="search"
        autoComplete="off"
        enterKeyHint="search"
        value={typed}
        onChange={(next) => {
          setTyped(next);
          setShown(SHOWN);
        }}
      />
      <p className="soft" role="status">
        {text(found.length === 0 ? "search.none" : "search.count", { count: found.length })}
      </p>
      <List>
        {found.slice(0, shown).map((entry) => (
          <EntryRow key={entry.id} entry={entry} words={words} late={deps.rules.late} />
        ))}
        {found.length === 0 && <ListRow title={text("search.none")} />}
      </List>
      {left > 0 && (
        <Button wide onClick={() => setShown(shown + SHOWN)}>
          {text("search.more", { count: left })}
        </Button>
      )}
    </>
  );
}
