import { useState } from "react";
import { chinaDay, dayNumber } from "../../../core/date.ts";
import { DUTY_TEXT, encodeTraining, MAX_COURSE_HOURS } from "../../../core/operator/duty.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { operatorBytes, type SheetProps } from "./sheetProps.ts";

/** Puts on record that somebody of the operator took part in a course. */
export function TrainingSheet({ view, deps, open, shown, onClose }: SheetProps) {
  const text = useText(fileText);
  const today = chinaDay(deps.now());
  const [course, setCourse] = useState("");
  const [hours, setHours] = useState("");
  const [date, setDate] = useState(today);
  const [tried, setTried] = useState(false);
  const name = checkText(tidyText(course), DUTY_TEXT.course);
  const count = /^\d{1,3}$/.test(hours) ? Number(hours) : 0;
  const counted = count >= 1 && count <= MAX_COURSE_HOURS;
  const dated = dayNumber(date) !== undefined && date <= today;
  const record = async () => {
    setTried(true);
    if (!name.ok || !counted || !dated) return;
    const body = encodeTraining({ operator: operatorBytes(view), course: name.value, hours: count, date });
    if (!(await open.say({ kind: KIND.trainingRecorded, body }))) return;
    setTried(false);
    onClose();
  };
  return (
    <Sheet
      open={shown}
      title={text("training.record")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide large busy={open.busy} onClick={() => void record()}>
          {text("training.save")}
        </Button>
      }
    >
      <TextField
        label={text("training.course")}
        value={course}
        error={tried && !name.ok ? text("error.course") : undefined}
        onChange={setCourse}
      />
      <TextField
        label={text("training.hours.label")}
        inputMode="numeric"
        value={hours}
        error={tried && !counted ? text("error.hours", { most: MAX_COURSE_HOURS }) : undefined}
        onChange={setHours}
      />
      <TextField
        label={text("training.date")}
        type="date"
        max={today}
        value={date}
        error={tried && !dated ? text("error.day") : undefined}
        onChange={setDate}
      />
    </Sheet>
  );
}
