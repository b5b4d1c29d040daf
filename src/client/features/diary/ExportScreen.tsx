import { useState } from "react";
import { dayNumber, dayOf } from "../../../core/date.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { sheetBlob } from "../../ui/sheetBlob.ts";
import { TextField } from "../../ui/TextField.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps, Entry } from "./diaryDeps.ts";
import { type DiaryPeriod, diarySheets, diaryTable, entriesWithin } from "./diarySheet.ts";
import type { Words } from "./entryWords.ts";
import { type KnownDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";

/** Days for which records have to be kept (农产品质量安全法 Art. 27: two years). */
const KEPT = 730;
/** Entries that one PDF lists at most: about 130 pages. */
const MOST_ON_PAPER = 5000;

/** The diary for an inspection: a spreadsheet with everything, or a table as PDF. */
export function ExportScreen({ deps }: { readonly deps: DiaryDeps }) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  return (
    <DiaryFrame title={words.text("export")} parent="/diary" diary={diary} deps={deps}>
      {(known) => <Export known={known} deps={deps} words={words} />}
    </DiaryFrame>
  );
}

type ExportProps = { readonly known: KnownDiary; readonly deps: DiaryDeps; readonly words: Words };

function Export({ known: { self = "", entries, today }, deps, words }: ExportProps) {
  const { text } = words;
  const [from, setFrom] = useState(() => dayOf((dayNumber(today.day) ?? 0) - KEPT));
  const [to, setTo] = useState(today.day);
  const [busy, setBusy] = useState(false);
  const period: DiaryPeriod = { operator: self, from, to, entries: entriesWithin(entries, from, to) };
  const count = period.entries.length;
  const name = text("export.file", { from, to });
  const save = async () => {
    setBusy(true);
    const sheets = diarySheets(period, await storiesOf(period.entries, deps), { words, late: deps.rules.late });
    const { zipSync } = await import("fflate");
    deps.saveFile({ name: `${name}.xlsx`, content: sheetBlob(sheets, zipSync) });
    setBusy(false);
  };
  return (
    <>
      <p className="soft">{text("export.text")}</p>
      <TextField label={text("export.from")} type="date" max={to} value={from} onChange={setFrom} />
      <TextField label={text("export.to")} type="date" max={today.day} value={to} onChange={setTo} />
      {count === 0 ? (
        <Banner title={text("search.none")} />
      ) : (
        <>
          <p role="status">{text("search.count", { count })}</p>
          <Button tone="primary" icon="list" large wide busy={busy} onClick={() => void save()}>
            {text("export.xlsx")}
          </Button>
        </>
      )}
      {count > MOST_ON_PAPER && <Banner tone="caution" title={text("export.tooMany", { count: MOST_ON_PAPER })} />}
      {count > 0 && count <= MOST_ON_PAPER && (
        <div className="stack" key={name}>
          {deps.pdfOf(diaryTable(period, { words, late: deps.rules.late }), name)}
        </div>
      )}
    </>
  );
}

/** What was said before of entries that were corrected. */
async function storiesOf(entries: readonly Entry[], deps: DiaryDeps) {
  const stories = await Promise.all(
    entries.filter(({ replaced }) => replaced.length > 0).map(({ id }) => deps.story(id)),
  );
  return stories.filter((story) => story !== undefined);
}
