import { useState } from "react";
import { chinaDay, dayNumber } from "../../../core/date.ts";
import { DOCUMENT_LENGTH, encodeFact } from "../../../core/operator/creditStatements.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { operatorBytes, type SheetProps } from "./sheetProps.ts";

/** Puts a fact on record: what, when, and the number of the document that shows it. */
export function FactSheet({ view, deps, open, shown, onClose }: SheetProps) {
  const text = useText(fileText);
  const entered = deps.rules.rules.filter((rule) => rule.entered);
  const today = chinaDay(deps.now());
  const [code, setCode] = useState(entered[0]?.code ?? "");
  const [date, setDate] = useState(today);
  const [document, setDocument] = useState("");
  const [tried, setTried] = useState(false);
  const rule = entered.find((one) => one.code === code);
  const number = checkText(tidyText(document), DOCUMENT_LENGTH);
  const dated = dayNumber(date) !== undefined && date <= today;
  const enter = async () => {
    setTried(true);
    if (!number.ok || !dated) return;
    const body = encodeFact({ operator: operatorBytes(view), fact: code, date, document: number.value });
    if (!(await open.say({ kind: KIND.factEntered, body }))) return;
    setDocument("");
    setTried(false);
    onClose();
  };
  return (
    <Sheet
      open={shown}
      title={text("fact.enter")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide large busy={open.busy} onClick={() => void enter()}>
          {text("fact.save")}
        </Button>
      }
    >
      <SelectField
        label={text("fact.what")}
        hint={rule === undefined ? undefined : text("fact.weighs", { points: rule.points, why: rule.why })}
        value={code}
        options={entered.map((one) => ({ value: one.code, label: one.name }))}
        onChange={setCode}
      />
      <TextField
        label={text("fact.date")}
        type="date"
        max={today}
        value={date}
        error={tried && !dated ? text("error.day") : undefined}
        onChange={setDate}
      />
      <TextField
        label={text("fact.document")}
        hint={text("fact.document.hint")}
        value={document}
        error={tried && !number.ok ? text("error.document") : undefined}
        onChange={setDocument}
      />
    </Sheet>
  );
}
