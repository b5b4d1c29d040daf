import { type SubmitEvent, useState } from "react";
import { chinaDay, dayNumber } from "../../../core/date.ts";
import { DUTY_TEXT, encodeQualityPerson, qualityFlag } from "../../../core/operator/duty.ts";
import { qualityPerson } from "../../../core/operator/file.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps, FileView } from "./fileDeps.ts";
import { type OpenFile, useFile } from "./useFile.ts";

/** Who answers for quality inside 内部质量控制人员, and the courses that the operator's people took. */
export function QualityScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  return (
    <FileFrame title={text("quality")} parent="/file" open={open} deps={deps}>
      {(view) => (
        <>
          <Person view={view} today={chinaDay(deps.now())} />
          <PersonForm open={open} />
          <Trainings view={view} />
        </>
      )}
    </FileFrame>
  );
}

function Person({ view, today }: { readonly view: FileView; readonly today: string }) {
  const text = useText(fileText);
  const language = useLanguage();
  const person = qualityPerson(view.file);
  const flag = qualityFlag(view.kind, person, today);
  return (
    <>
      {flag !== undefined && (
        <Banner tone="caution" title={text(`quality.${flag}`)}>
          <p>{text("quality.why")}</p>
        </Banner>
      )}
      {person !== undefined && (
        <List>
          <ListRow
            icon="person"
            title={person.name}
            detail={text("quality.until", { day: chinaDayWords(person.trainedUntil, language) })}
          />
        </List>
      )}
    </>
  );
}

function PersonForm({ open }: { readonly open: OpenFile }) {
  const text = useText(fileText);
  const [name, setName] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const checked = checkText(tidyText(name), DUTY_TEXT.person);
  const dated = dayNumber(until) !== undefined;
  const submitted = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!checked.ok || !dated) return;
    const body = encodeQualityPerson({ name: checked.value, trainedUntil: until });
    if (!(await open.say({ kind: KIND.qualityPersonAppointed, body }))) return;
    setName("");
    setUntil("");
    setTried(false);
  };
  return (
    <Section title={text("quality.name")}>
      <form className="stack" onSubmit={(event) => void submitted(event)}>
        <TextField
          label={text("quality.person")}
          value={name}
          autoComplete="off"
          error={tried && !checked.ok ? text("error.name") : undefined}
          onChange={setName}
        />
        <TextField
          label={text("quality.trainedUntil")}
          hint={text("quality.trainedUntil.hint")}
          type="date"
          value={until}
          error={tried && !dated ? text("error.day") : undefined}
          onChange={setUntil}
        />
        <Button type="submit" tone="primary" wide busy={open.busy}>
          {text("quality.save")}
        </Button>
      </form>
    </Section>
  );
}

/** Courses with their hours, newest first. */
export function Trainings({ view }: { readonly view: FileView }) {
  const text = useText(fileText);
  const language = useLanguage();
  const courses = [...view.file.trainings].reverse();
  const hours = courses.reduce((sum, course) => sum + course.hours, 0);
  return (
    <Section title={text("training.title", { hours })}>
      {courses.length === 0 && <p className="soft">{text("training.none")}</p>}
      {courses.length > 0 && (
        <List>
          {courses.map(({ id, course, date, hours: taken }) => (
            <ListRow
              key={id.join()}
              title={course}
              detail={`${chinaDayWords(date, language)} · ${text("training.hours", { hours: taken })}`}
            />
          ))}
        </List>
      )}
    </Section>
  );
}
