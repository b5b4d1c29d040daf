import { Link } from "wouter";
import { chinaDayWords } from "../../text/format.ts";
import { ListRow } from "../../ui/ListRow.tsx";
import { StatusPill } from "../../ui/StatusPill.tsx";
import type { Entry } from "./diaryDeps.ts";
import { entryDetail, entryTitle, isLate, type Words } from "./entryWords.ts";

type EntryRowProps = { readonly entry: Entry; readonly words: Words; readonly late: number };

/** An entry in a list, with what is special about it. */
export function EntryRow({ entry, words, late }: EntryRowProps) {
  const { id, record } = entry;
  const detail = [chinaDayWords(record.from, words.language), entryDetail(record, words)];
  return (
    <Link href={`/diary/entry/${id}`} asChild>
      <ListRow
        title={entryTitle(record, words)}
        detail={detail.filter((part) => part !== "").join(" · ")}
        end={<EntryPill entry={entry} words={words} late={late} />}
      />
    </Link>
  );
}

/** Taken back, written down late, or corrected; nothing for an entry in order. */
export function EntryPill({ entry, words: { text }, late }: EntryRowProps) {
  if (entry.takenBack) return <StatusPill tone="bad">{text("takenBack")}</StatusPill>;
  if (isLate(entry, late)) return <StatusPill tone="caution">{text("late")}</StatusPill>;
  return entry.replaced.length > 0 ? <StatusPill tone="note">{text("corrected")}</StatusPill> : null;
}
