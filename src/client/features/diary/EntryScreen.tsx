import { type ReactNode, useEffect, useState } from "react";
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { chinaTime } from "../../../core/date.ts";
import type { FieldRecord } from "../../../core/record/fieldRecord.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { chinaDayWords, formatDay } from "../../text/format.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { REASON_LENGTH } from "./CorrectScreen.tsx";
import { DiaryFrame } from "./DiaryFrame.tsx";
import type { DiaryDeps, Entry, Said } from "./diaryDeps.ts";
import { EntryPhotos } from "./EntryPhotos.tsx";
import { EntryPill } from "./EntryRow.tsx";
import { entryTitle, labelWords, type Words } from "./entryWords.ts";
import { plotPath } from "./paths.ts";
import { type KnownDiary, type OpenDiary, useDiary } from "./useDiary.ts";
import { useWords } from "./useWords.ts";
import { WRITTEN } from "./written.ts";

type EntryScreenProps = { readonly id: string; readonly deps: DiaryDeps };

/** An entry with everything that was ever said of it. */
export function EntryScreen({ id, deps }: EntryScreenProps) {
  const diary = useDiary(deps);
  const words = useWords(deps);
  const { text } = words;
  const story = useStory(id, diary.known, deps);
  if (story === undefined) return <Skeleton />;
  const entry = diary.known?.entries.find((one) => one.id === id);
  const counts = entry !== undefined && !entry.takenBack;
  return (
    <DiaryFrame
      title={text("entry.title")}
      parent="/diary"
      diary={diary}
      deps={deps}
      renderBottom={() => counts && <EntryBar id={id} diary={diary} words={words} />}
    >
      {(known) => <Story story={story} entry={entry} known={known} deps={deps} words={words} />}
    </DiaryFrame>
  );
}

/** Read anew whenever the diary is: an upload may have moved on. */
function useStory(id: string, known: KnownDiary | undefined, deps: DiaryDeps): readonly Said[] | undefined {
  const [story, setStory] = useState<readonly Said[]>();
  useEffect(() => {
    let current = true;
    if (known !== undefined) void deps.story(id).then((said) => current && setStory(said ?? []));
    return () => {
      current = false;
    };
  }, [id, known, deps]);
  return story;
}

type StoryProps = {
  readonly story: readonly Said[];
  readonly entry: Entry | undefined;
  readonly known: KnownDiary;
  readonly deps: DiaryDeps;
  readonly words: Words;
};

function Story({ story, entry, deps, words }: StoryProps) {
  const { text } = words;
  const written = useHistoryState<unknown>() === WRITTEN;
  const [newest, ...before] = story;
  if (newest === undefined) return <Banner title={text("entry.none")} />;
  const shown = newest.record ?? before.find(({ record }) => record !== undefined)?.record;
  return (
    <>
      {written && entry !== undefined && <Banner tone="good" role="status" title={text("saved.title")} />}
      {entry === undefined && <Banner tone="caution" title={text("entry.superseded")} />}
      {newest.record === undefined && <Banner tone="bad" title={text("takenBack")} />}
      {entry !== undefined && <EntryPill entry={entry} words={words} late={deps.rules.late} />}
      {shown !== undefined && <Shown record={shown} deps={deps} words={words} />}
      <SaidAt said={newest} words={words} />
      {before.map((said) =>
        said.record === shown ? (
          <SaidAt key={said.id} said={said} words={words} />
        ) : (
          <Before key={said.id} said={said} words={words} />
        ),
      )}
    </>
  );
}

type ShownProps = { readonly record: FieldRecord; readonly deps: DiaryDeps; readonly words: Words };

/** What counts now. */
function Shown({ record, deps, words }: ShownProps) {
  return (
    <>
      <h2>{entryTitle(record, words)}</h2>
      <Facts record={record} words={words} />
      <EntryPhotos photos={record.photos ?? []} deps={deps} words={words} />
    </>
  );
}

/** What it said before it was corrected. */
function Before({ said, words }: { readonly said: Said; readonly words: Words }) {
  return (
    <Section title={words.text("entry.before")}>
      {said.record !== undefined && <Facts record={said.record} words={words} />}
      <SaidAt said={said} words={words} />
    </Section>
  );
}

/** When it was said, why it was corrected, and how far it has come. */
function SaidAt({ said, words: { text, language } }: { readonly said: Said; readonly words: Words }) {
  const { iat, upload, reason } = said;
  const state = upload.state === "uploaded" || upload.state === "refused" ? upload.state : "waiting";
  return (
    <p className="soft small">
      {reason !== undefined && <strong>{text("entry.why", { reason })} </strong>}
      {text("entry.entered")} {formatDay(iat, language)} {chinaTime(iat)} · {text(`upload.${state}`)}
    </p>
  );
}

/** What a record says, field by field. */
function Facts({ record, words }: { readonly record: FieldRecord; readonly words: Words }) {
  const { text } = words;
  return (
    <dl className="diary-facts">
      <Fact name={text("entry.day")}>{daysOf(record, words)}</Fact>
      <Fact name={text("plots")}>
        {record.plots.map((plot) => (
          <Link key={plot} href={plotPath(plot)} className="diary-plot">
            {plot}
          </Link>
        ))}
      </Fact>
      {factsOf(record, words).map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

function daysOf({ from, to, minute }: FieldRecord, { text, language }: Words): string {
  const first = chinaDayWords(from, language);
  if (to !== undefined) return text("entry.days", { from: first, to: chinaDayWords(to, language) });
  if (minute === undefined) return first;
  return `${first} ${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

const INPUT_FACTS = ["name", "registration", "maker", "batch", "dealer", "proof", "form"] as const;

function factsOf(record: FieldRecord, words: Words): readonly (readonly [string, string])[] {
  const { text, units, language } = words;
  const { product, input, use, quantity, note, person } = record;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [text("field.product"), product],
    ...INPUT_FACTS.map((field) => [text(`field.${field}`), input?.[field]] as const),
    [text("field.ingredients"), input?.ingredients?.join("、")],
    [text("field.against"), use?.against],
    [text("field.method"), use?.method],
    [text("field.dose"), use?.dose],
    [text("field.labelDays"), labelWords(record, words)],
    [text("field.quantity"), quantity === undefined ? undefined : quantityWords(quantity, units, language)],
    [text("field.note"), note],
    [text("field.person"), person],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value] as const]));
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

type EntryBarProps = { readonly id: string; readonly diary: OpenDiary; readonly words: Words };

function EntryBar({ id, diary, words: { text } }: EntryBarProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const why = checkText(tidyText(reason), REASON_LENGTH);
  const takeBack = async () => {
    setTried(true);
    if (why.ok && (await diary.write({ corrects: id, reason: why.value })) !== undefined) setAsking(false);
  };
  return (
    <BottomBar>
      <Link href={`/diary/entry/${id}/correct`} asChild>
        <ButtonLink tone="primary">{text("entry.change")}</ButtonLink>
      </Link>
      <Button onClick={() => setAsking(true)}>{text("entry.takeBack")}</Button>
      <Sheet
        open={asking}
        title={text("entry.takeBack")}
        onClose={() => setAsking(false)}
        actions={
          <Button tone="danger" wide large busy={diary.busy} onClick={() => void takeBack()}>
            {text("entry.takeBack")}
          </Button>
        }
      >
        <p>{text("entry.takeBack.text")}</p>
        <TextField
          label={text("entry.reason")}
          value={reason}
          error={tried && !why.ok ? text("error.reason") : undefined}
          onChange={setReason}
        />
      </Sheet>
    </BottomBar>
  );
}
