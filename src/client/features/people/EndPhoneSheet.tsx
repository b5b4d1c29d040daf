import { useState } from "react";
import { chinaDay, chinaTime, startOfDay } from "../../../core/date.ts";
import type { EndReason } from "../../../core/operator/standing.ts";
import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { PeopleDeps, PeopleFailure, StaffKey } from "./peopleDeps.ts";

const REASONS = ["lost", "left", "compromised"] as const;

/** Unix seconds of a `datetime-local` value read as China's time; undefined for anything that is no moment. */
function momentOf(value: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)/.exec(value);
  const day = startOfDay(parts?.[1] ?? "");
  return day === undefined ? undefined : day + Number(parts?.[2]) * 3600 + Number(parts?.[3]) * 60;
}

type EndPhoneProps = {
  readonly of: StaffKey;
  readonly deps: Pick<PeopleDeps, "end" | "now">;
  readonly onClose: () => void;
  readonly onEnded: () => void;
};

/** Asks why and from when a phone signs no more, says what that does, and signs on confirmation. */
export function EndPhoneSheet({ of, deps, onClose, onEnded }: EndPhoneProps) {
  const text = useText(peopleText);
  const [opened] = useState(() => deps.now());
  const [reason, setReason] = useState<EndReason>("lost");
  const [moment, setMoment] = useState(() => `${chinaDay(opened)}T${chinaTime(opened)}`);
  const [failure, setFailure] = useState<PeopleFailure>();
  const [busy, setBusy] = useState(false);
  const from = momentOf(moment);
  const wrong = from === undefined || from > deps.now();
  const confirm = async () => {
    if (from === undefined) return;
    setBusy(true);
    const ended = await deps.end({ key: of.key, from, reason });
    setBusy(false);
    if (!ended.ok) return setFailure(ended.error);
    onEnded();
    onClose();
  };
  return (
    <Sheet
      open
      title={text("end.title")}
      onClose={onClose}
      actions={
        <Button tone="danger" wide large busy={busy} disabled={wrong} onClick={() => void confirm()}>
          {text("end.confirm")}
        </Button>
      }
    >
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <strong>{of.person ?? text("staff.unnamed")}</strong>
      <Choice
        legend={text("end.reason")}
        options={REASONS.map((value) => ({ value, label: text(`end.${value}`) }))}
        value={reason}
        onChange={setReason}
      />
      <TextField
        type="datetime-local"
        label={text("end.from")}
        hint={text("end.from.hint")}
        error={wrong ? text("end.from.wrong") : undefined}
        value={moment}
        onChange={setMoment}
      />
      <p>{text("end.does")}</p>
    </Sheet>
  );
}
