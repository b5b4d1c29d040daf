import { useState } from "react";
import { Link } from "wouter";
import type { CalendarDay } from "../../../core/date.ts";
import { chinaDayWords } from "../../text/format.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { ClearingList } from "./ClearingList.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import { Acts } from "./DiaryScreen.tsx";
import type { DiaryDeps, Entry } from "./diaryDeps.ts";
import { EntryRow } from "./EntryRow.tsx";
import { entryDetail, entryTitle, type Words } from "./entryWords.ts";
import { harvestLine, mayTake } from "./harvestWords.ts";
import { MonthCalendar } from "./MonthCalendar.tsx";
import { type PlotOutlook, plotOutlook, worstOutlook, type YieldOutlook } from "./plotOutlook.ts";
import { type KnownDiary, type OpenDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { again, usualOn } from "./usual.ts";

type PlotScreenProps = { readonly plot: string; readonly deps: DiaryDeps };

const RECENT = 5;

/** A plot: when its goods may be taken, the usual entries a tap away, the calendar and what was written last. */
export function PlotScreen({ plot, deps }: PlotScreenProps) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  const { text } = words;
  return (
    <DiaryFrame
      title={plot}
      parent="/diary"
      diary={diary}
      deps={deps}
      renderBottom={(known) => (
        <HarvestBar worst={worstOutlook(outlookOf(plot, known, deps))} known={known} words={words} />
      )}
    >
      {(known) => {
        const outlook = outlookOf(plot, known, deps);
        const here = known.entries.filter(({ record }) => record.plots.includes(plot));
        return (
          <>
            <Repeats plot={plot} known={known} diary={diary} words={words} />
            <Outlook outlook={outlook} today={known.today.day} words={words} />
            <MonthCalendar outlook={outlook} entries={here} today={known.today.day} words={words} />
            <Section title={text("acts.other")}>
              <Acts words={words} plot={plot} />
            </Section>
            <Section title={text("recent")}>
              <List>
                {here.slice(0, RECENT).map((entry) => (
                  <EntryRow key={entry.id} entry={entry} words={words} late={deps.rules.late} />
                ))}
                {here.length === 0 && <ListRow title={text("recent.none")} />}
              </List>
            </Section>
          </>
        );
      }}
    </DiaryFrame>
  );
}

function outlookOf(plot: string, { entries, today }: KnownDiary, { rules }: DiaryDeps): PlotOutlook {
  return plotOutlook(plot, { entries, today: today.day, rules });
}

type RepeatsProps = {
  readonly plot: string;
  readonly known: KnownDiary;
  readonly diary: OpenDiary;
  readonly words: Words;
};

/** What is done here again and again: one tap writes it down for today, and a slip of the finger can be corrected. */
function Repeats({ plot, known: { entries, today }, diary, words }: RepeatsProps) {
  const { text } = words;
  const [done, setDone] = useState<{ readonly id: string; readonly what: string }>();
  const usual = usualOn(plot, entries);
  const repeat = async (entry: Entry) => {
    if (diary.busy) return;
    const id = await diary.write({ record: again(entry, plot, today) });
    if (id !== undefined) setDone({ id, what: entryTitle(entry.record, words) });
  };
  if (usual.length === 0) return null;
  return (
    <Section title={text("usual")}>
      {done !== undefined && (
        <Banner tone="good" role="status" title={text("saved.again", { what: done.what })}>
          <Link href={`/diary/entry/${done.id}`} asChild>
            <ButtonLink>{text("saved.change")}</ButtonLink>
          </Link>
        </Banner>
      )}
      <p className="soft">{text("usual.hint")}</p>
      <List label={text("usual")}>
        {usual.map((entry) => (
          <ListRow
            key={entry.id}
            icon="plus"
            title={entryTitle(entry.record, words)}
            detail={entryDetail({ ...entry.record, plots: [] }, words)}
            onClick={() => void repeat(entry)}
          />
        ))}
      </List>
    </Section>
  );
}

type OutlookProps = { readonly outlook: PlotOutlook; readonly today: CalendarDay; readonly words: Words };

function Outlook({ outlook: { outlooks }, today, words }: OutlookProps) {
  const { text } = words;
  const uses = outlooks.flatMap(({ clearings }) => clearings);
  return (
    <Section title={text("clearing.title")}>
      {outlooks.map((one) => (
        <Banner
          key={`${one.goods.name} ${one.yields}`}
          tone={mayTake(one, today) ? "good" : "caution"}
          title={`${one.goods.name}（${text(`yield.${one.yields}`)}）：${harvestLine(one, today, words)}`}
        />
      ))}
      {uses.length === 0 ? (
        <p className="soft">{text("clearing.none")}</p>
      ) : (
        <ClearingList clearings={uses} today={today} words={words} />
      )}
    </Section>
  );
}

type HarvestBarProps = {
  readonly worst: YieldOutlook | undefined;
  readonly known: KnownDiary;
  readonly words: Words;
};

/** The way to the harvest; before the lawful day it says which day that is and leads nowhere. */
function HarvestBar({ worst, known: { today }, words }: HarvestBarProps) {
  const { text, language } = words;
  const lawful = worst === undefined || mayTake(worst, today.day);
  const day = worst?.earliest.day;
  return (
    <BottomBar>
      {lawful ? (
        <Link href="/issue" asChild>
          <ButtonLink tone="primary" large wide>
            {text("harvest.go")}
          </ButtonLink>
        </Link>
      ) : (
        <Button large wide disabled>
          {day === undefined
            ? text("harvest.wait.blocked")
            : text("harvest.wait", { day: chinaDayWords(day, language) })}
        </Button>
      )}
    </BottomBar>
  );
}
