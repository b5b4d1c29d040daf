import { Link } from "wouter";
import type { RecordType } from "../../../core/record/fieldRecord.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps } from "./diaryDeps.ts";
import { EntryRow } from "./EntryRow.tsx";
import type { Words } from "./entryWords.ts";
import { harvestLine } from "./harvestWords.ts";
import { plotPath, recordPath } from "./paths.ts";
import { plotOutlook, worstOutlook } from "./plotOutlook.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";
import { type KnownDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";

/** Acts by how often they are written down. */
export const ACTS = Object.keys(RECORD_SHAPES).filter((type): type is RecordType => type in RECORD_SHAPES);
const RECENT = 5;

/** The diary: plots with when they may be harvested, every act to write down, and the latest entries. */
export function DiaryScreen({ deps }: { readonly deps: DiaryDeps }) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  const { text } = words;
  return (
    <DiaryFrame title={text("title")} parent="/" diary={diary} deps={deps}>
      {(known) => (
        <>
          <Plots known={known} deps={deps} words={words} />
          <Section title={text("acts")}>
            <List>
              <Link href="/scan" asChild>
                <ListRow icon="scan" title={text("code")} detail={text("code.hint")} />
              </Link>
            </List>
            <Acts words={words} />
          </Section>
          <Section title={text("recent")}>
            <List>
              {known.entries.slice(0, RECENT).map((entry) => (
                <EntryRow key={entry.id} entry={entry} words={words} late={deps.rules.late} />
              ))}
              {known.entries.length === 0 && <ListRow title={text("recent.none")} />}
              {known.entries.length > 0 && (
                <Link href="/diary/list" asChild>
                  <ListRow icon="search" title={text("all")} detail={text("all.hint")} />
                </Link>
              )}
              {known.entries.length > 0 && (
                <Link href="/diary/export" asChild>
                  <ListRow icon="print" title={text("export")} detail={text("export.hint")} />
                </Link>
              )}
            </List>
          </Section>
        </>
      )}
    </DiaryFrame>
  );
}

type PlotsProps = { readonly known: KnownDiary; readonly deps: DiaryDeps; readonly words: Words };

function Plots({ known: { plots, entries, today }, deps, words }: PlotsProps) {
  const { text } = words;
  return (
    <Section title={text("plots")}>
      <List label={text("plots")}>
        {plots.map((plot) => {
          const worst = worstOutlook(plotOutlook(plot, { entries, today: today.day, rules: deps.rules }));
          return (
            <Link key={plot} href={plotPath(plot)} asChild>
              <ListRow
                title={plot}
                detail={
                  worst === undefined ? undefined : `${worst.goods.name} · ${harvestLine(worst, today.day, words)}`
                }
              />
            </Link>
          );
        })}
        {plots.length === 0 && <ListRow title={text("plots.none")} />}
      </List>
    </Section>
  );
}

type ActsProps = { readonly words: Words; readonly plot?: string };

/** A button for each act, two beside each other. */
export function Acts({ words: { text }, plot }: ActsProps) {
  return (
    <div className="diary-acts">
      {ACTS.map((type) => (
        <Link key={type} href={recordPath(type, plot)} asChild>
          <ButtonLink>{text(`act.${type}`)}</ButtonLink>
        </Link>
      ))}
    </div>
  );
}
