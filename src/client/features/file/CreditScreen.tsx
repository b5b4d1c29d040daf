import { useState } from "react";
import { chinaDay, dayNumber } from "../../../core/date.ts";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { CreditPoints, Listings } from "./CreditCard.tsx";
import { creditOf } from "./creditOf.ts";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps, FileView } from "./fileDeps.ts";
import { useFile } from "./useFile.ts";

/** 我的信用: the grade that is public, how today's score comes about, and the same for any past day. */
export function CreditScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  return (
    <FileFrame title={text("credit")} parent="/file" open={open} deps={deps}>
      {(view) => (
        <>
          <Listings view={view} />
          <CreditOnDay view={view} deps={deps} />
          <p className="small soft">{text("credit.rules", { title: deps.rules.title, version: deps.rules.version })}</p>
          <p className="small soft">{deps.rules.source}</p>
        </>
      )}
    </FileFrame>
  );
}

/** The public grade and the points of a day, today first. */
export function CreditOnDay({ view, deps }: { readonly view: FileView; readonly deps: FileDeps }) {
  const text = useText(fileText);
  const language = useLanguage();
  const today = chinaDay(deps.now());
  const [day, setDay] = useState(today);
  const asked = dayNumber(day) === undefined || day > today ? today : day;
  const { credit, published } = creditOf(view, deps.rules, asked);
  return (
    <>
      <Section title={text("credit.published")}>
        <p>
          {published === undefined ? text("credit.none") : `${published.grade} ${text(`grade.${published.grade}`)}`}
        </p>
        {published !== undefined && (
          <p className="small soft">
            {text("credit.publishedOn", { day: chinaDayWords(published.day, language), score: published.score })}
          </p>
        )}
      </Section>
      <Section title={text("credit.why")}>
        <CreditPoints credit={credit} />
        <TextField
          label={text("credit.day")}
          hint={text("credit.day.hint")}
          type="date"
          max={today}
          value={day}
          onChange={setDay}
        />
      </Section>
    </>
  );
}
