import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { MOST_TAGS } from "../../../../core/roll/roll.ts";
import { formatMoment } from "../../../text/format.ts";
import { paperText } from "../../../text/paper.ts";
import { useLanguage, useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { BottomBar } from "../../../ui/BottomBar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { List, ListRow } from "../../../ui/ListRow.tsx";
import { PinSheet } from "../../../ui/PinSheet.tsx";
import { Screen } from "../../../ui/Screen.tsx";
import { Section } from "../../../ui/Section.tsx";
import { TextField } from "../../../ui/TextField.tsx";
import { readCount } from "../FirstLabel.tsx";
import { ForOperator } from "./ForOperator.tsx";
import type { PaperDeps, RollDeps, ShownRoll, TagFailure } from "./paperDeps.ts";

/** 预印标签: rolls of tags made beforehand, and a new one. */
export function RollsScreen({ deps }: { readonly deps: PaperDeps }) {
  const text = useText(paperText);
  return (
    <ForOperator title={text("rolls.title")} deps={deps}>
      {() => <OwnRolls deps={deps.rolls} />}
    </ForOperator>
  );
}

function OwnRolls({ deps }: { readonly deps: RollDeps }) {
  const text = useText(paperText);
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState("100");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<TagFailure>();
  const [rolls, setRolls] = useState<readonly ShownRoll[]>();
  useEffect(() => void deps.rolls().then(setRolls), [deps]);
  const count = readCount(typed, MOST_TAGS);
  const make = async () => {
    if (count === undefined) return;
    setBusy(true);
    const made = await deps.makeRoll(count);
    setBusy(false);
    setFailure(made.ok ? undefined : made.error);
    if (made.ok) navigate(`/paper/rolls/${made.value.id}`);
  };
  return (
    <Screen
      title={text("rolls.title")}
      parent="/paper"
      bottom={
        <BottomBar>
          <Button
            tone="primary"
            icon="plus"
            wide
            busy={busy}
            disabled={count === undefined}
            onClick={() => void make()}
          >
            {text("rolls.make")}
          </Button>
        </BottomBar>
      }
    >
      <p>{text("rolls.text")}</p>
      {failure !== undefined && failure !== "keyLocked" && <FailureBanner failure={failure} />}
      <TextField
        label={text("rolls.count")}
        inputMode="numeric"
        value={typed}
        error={count === undefined ? text("rolls.count.wrong") : undefined}
        onChange={setTyped}
      />
      <Section title={text("rolls.mine")}>
        {rolls?.length === 0 ? <p className="soft">{text("rolls.none")}</p> : <Rolls rolls={rolls ?? []} />}
      </Section>
      <PinSheet
        open={failure === "keyLocked"}
        onClose={() => setFailure(undefined)}
        unlock={deps.unlock}
        onUnlocked={() => void make()}
      />
    </Screen>
  );
}

function Rolls({ rolls }: { readonly rolls: readonly ShownRoll[] }) {
  const text = useText(paperText);
  const language = useLanguage();
  return (
    <List>
      {rolls.map(({ id, at, tags, claimed }) => (
        <Link key={id} href={`/paper/rolls/${id}`} asChild>
          <ListRow
            title={text("rolls.row", { count: tags.length })}
            detail={`${formatMoment(at, language)} · ${text("rolls.used", { claimed })}`}
          />
        </Link>
      ))}
    </List>
  );
}

/** Why nothing was written, and what to do. */
export function FailureBanner({ failure }: { readonly failure: TagFailure }) {
  const text = useText(paperText);
  const title =
    typeof failure === "string" ? text(`failure.${failure}`) : text("failure.tagTaken", { tag: failure.tag });
  return <Banner tone="bad" role="alert" title={title} />;
}
