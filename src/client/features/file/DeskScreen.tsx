import { useEffect, useState } from "react";
import { Link } from "wouter";
import type { Result } from "../../../core/result.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { Unread } from "./FileFrame.tsx";
import type { DeskFigures, FileDeps, FileFailure } from "./fileDeps.ts";

/** The officer's desk: what waits and how complete the files are; every figure opens the operators behind it. */
export function DeskScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const [read, setRead] = useState<Result<DeskFigures, FileFailure>>();
  useEffect(() => {
    const look = () => void deps.desk().then(setRead);
    look();
    return deps.watchUploads(look);
  }, [deps]);
  if (read === undefined) return <Skeleton />;
  return (
    <Screen title={text("desk")} parent="/officer">
      <List label={text("desk.tables")}>
        <Link href="/import" asChild>
          <ListRow icon="upload" title={text("desk.tables")} detail={text("desk.tables.what")} />
        </Link>
      </List>
      {read.ok ? <Figures figures={read.value} /> : <Unread failure={read.error} />}
    </Screen>
  );
}

function Figures({ figures }: { readonly figures: DeskFigures }) {
  const text = useText(fileText);
  const { dutySubjects, dutySigned, qualitySubjects, qualityMissing, grades } = figures;
  return (
    <>
      <Section title={text("desk.waiting")}>
        <List label={text("desk.waiting")}>
          <Figure list="flagged" count={figures.flagged} />
          <Figure list="reviews" count={figures.reviews} />
          <Figure list="ending" count={figures.ending} />
        </List>
      </Section>
      <Section title={text("desk.complete")}>
        <List label={text("desk.complete")}>
          <Figure
            list="dutyMissing"
            count={dutySubjects - dutySigned}
            detail={text("desk.rate", { rate: percent(dutySigned, dutySubjects), done: dutySigned, all: dutySubjects })}
          />
          <Figure
            list="qualityMissing"
            count={qualityMissing}
            detail={text("desk.rate", {
              rate: percent(qualitySubjects - qualityMissing, qualitySubjects),
              done: qualitySubjects - qualityMissing,
              all: qualitySubjects,
            })}
          />
        </List>
      </Section>
      <Section title={text("credit")}>
        <List label={text("credit")}>
          <Figure list="black" count={figures.black} />
          <Figure list="red" count={figures.red} />
          <Figure list="gradeD" count={grades.D} />
          <Figure list="gradeC" count={grades.C} />
          <Figure list="gradeB" count={grades.B} />
          <Figure list="gradeA" count={grades.A} />
          <Figure list="ungraded" count={grades.none} />
        </List>
      </Section>
    </>
  );
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.floor((part * 1000) / whole) / 10}%`;
}

/** Lists that a figure opens. */
export const FIGURE_LISTS = [
  "flagged",
  "reviews",
  "ending",
  "dutyMissing",
  "qualityMissing",
  "black",
  "red",
  "gradeA",
  "gradeB",
  "gradeC",
  "gradeD",
  "ungraded",
] as const;
/** One of {@link FIGURE_LISTS}. */
export type FigureList = (typeof FIGURE_LISTS)[number];

type FigureProps = { readonly list: FigureList; readonly count: number; readonly detail?: string };

function Figure({ list, count, detail }: FigureProps) {
  const text = useText(fileText);
  return (
    <Link href={`/desk/list/${list}`} asChild>
      <ListRow title={text(`list.${list}`)} detail={detail} end={<b>{count}</b>} />
    </Link>
  );
}
