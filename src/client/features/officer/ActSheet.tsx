import { officerText } from "../../text/officer.ts";
import { officerFailuresText } from "../../text/officerFailures.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type ActError, actMoment } from "./actForm.ts";
import { keyName } from "./keyName.ts";
import { momentWords } from "./momentWords.ts";
import "./officer.css";
import { FailureBanner } from "./OfficerFrame.tsx";
import type { RegisteredOperator } from "./officerDeps.ts";
import type { OpenAct, OperatorStore } from "./operatorStore.ts";
import { ReasonField } from "./ReasonField.tsx";

type ActSheetProps = { readonly store: OperatorStore; readonly operator: RegisteredOperator; readonly now: number };
type PartProps = ActSheetProps & { readonly open: OpenAct };

const TITLE = { suspend: "suspend.title", lift: "lift.title", close: "close.title", endKey: "end.title" } as const;
const DOES = { suspend: "suspend.does", lift: "lift.does", close: "close.does", endKey: "end.does" } as const;
const CONFIRM = {
  suspend: "suspend.confirm",
  lift: "lift.confirm",
  close: "close.confirm",
  endKey: "end.confirm",
} as const;
const USUAL = {
  suspend: ["suspend.reason.residue", "suspend.reason.false", "suspend.reason.closed"],
  close: ["close.reason.stopped", "close.reason.cancelled", "close.reason.asked"],
  lift: ["lift.reason.fixed", "lift.reason.mistake", "lift.reason.appeal"],
} as const;

/** Asks from when and why, says what will happen, and signs on confirmation. */
export function ActSheet({ store, operator, now }: ActSheetProps) {
  const text = useText(officerText);
  const { open } = store;
  const act = open?.form.act ?? "suspend";
  const confirm = (
    <Button
      tone={act === "lift" ? "primary" : "danger"}
      wide
      large
      busy={open?.busy ?? false}
      onClick={() => void store.actConfirmed()}
    >
      {text(CONFIRM[act])}
    </Button>
  );
  return (
    <Sheet open={open !== undefined} title={text(TITLE[act])} onClose={store.actDropped} actions={confirm}>
      {open !== undefined && (
        <>
          <FailureBanner failure={open.failure} />
          <Why store={store} operator={operator} now={now} open={open} />
          <When store={store} operator={operator} now={now} open={open} />
          <Does store={store} operator={operator} now={now} open={open} />
        </>
      )}
    </Sheet>
  );
}

function Why({ store, open }: PartProps) {
  const text = useText(officerText);
  const say = useText(officerFailuresText);
  const { form, errors } = open;
  if (form.act === "endKey") {
    const reasons = (["left", "lost", "compromised"] as const).map((value) => ({
      value,
      label: text(`end.${value}`),
      hint: text(`end.${value}.means`),
    }));
    const missing = errors.some(({ field }) => field === "endReason") ? say("error.endReasonMissing") : undefined;
    return (
      <>
        <p className="officer-key">
          {text("keys.id")} {keyName(form.key)}
        </p>
        {form.key === store.self?.key && <Banner tone="bad" title={text("end.own")} />}
        <Choice
          legend={text("end.reason")}
          options={reasons}
          value={form.endReason}
          error={missing}
          onChange={(endReason) => store.formChanged({ endReason })}
        />
      </>
    );
  }
  const error = errors.find(
    (candidate): candidate is Extract<ActError, { field: "reason" }> => candidate.field === "reason",
  );
  return (
    <ReasonField
      hint={text("reason.hint")}
      usual={USUAL[form.act].map((key) => text(key))}
      value={form.reason}
      error={error?.code}
      onChange={(reason) => store.formChanged({ reason })}
    />
  );
}

function When({ store, open }: PartProps) {
  const text = useText(officerText);
  const say = useText(officerFailuresText);
  const { form, errors } = open;
  const error = errors.find(
    (candidate): candidate is Extract<ActError, { field: "moment" }> => candidate.field === "moment",
  );
  const options = [
    { value: "now", label: text("when.now") },
    { value: "given", label: text("when.given") },
  ] as const;
  return (
    <>
      <Choice
        inline
        legend={text("when")}
        options={options}
        value={form.when}
        onChange={(when) => store.formChanged({ when })}
      />
      {form.when === "given" && (
        <TextField
          label={text("when.moment")}
          type="datetime-local"
          value={form.moment}
          error={error === undefined ? undefined : say(`error.${error.code}`)}
          onChange={(moment) => store.formChanged({ moment })}
        />
      )}
    </>
  );
}

function Does({ operator, now, open }: PartProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const { form } = open;
  const from = actMoment(form, operator.standing.from, now);
  if (!from.ok) return null;
  const time = form.when === "now" && from.value <= now ? text("when.nowWord") : momentWords(from.value, now, language);
  return (
    <Banner
      tone={form.act === "lift" ? "note" : "caution"}
      title={text(DOES[form.act], { time, name: operator.name })}
    />
  );
}
