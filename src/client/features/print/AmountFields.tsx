import { useState } from "react";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { Switch } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { Amount } from "./printDeps.ts";
import { MOST_LABELS } from "./printJob.ts";

/** Reads a number of labels; undefined for anything but 1 to {@link MOST_LABELS}. */
function readCount(typed: string): number | undefined {
  const tidy = typed.normalize("NFKC").trim();
  const count = /^\d{1,3}$/.test(tidy) ? Number(tidy) : 0;
  return count >= 1 && count <= MOST_LABELS ? count : undefined;
}

/** How many labels: copies of one, or one for each box with its number; undefined is told while it is no number. */
export function AmountFields({ onChange }: { readonly onChange: (amount: Amount | undefined) => void }) {
  const text = useText(printText);
  const [numbered, setNumbered] = useState(false);
  const [typed, setTyped] = useState("1");
  const change = (each: boolean, count: string) => {
    setNumbered(each);
    setTyped(count);
    const read = readCount(count);
    if (read === undefined) onChange(undefined);
    else onChange(each ? { copies: 1, boxes: read } : { copies: read });
  };
  return (
    <>
      <TextField
        label={text(numbered ? "boxes.count" : "copies")}
        inputMode="numeric"
        value={typed}
        error={readCount(typed) === undefined ? text("copies.wrong") : undefined}
        onChange={(count) => change(numbered, count)}
      />
      <Switch
        label={text("boxes")}
        hint={text("boxes.hint")}
        checked={numbered}
        onChange={(each) => change(each, typed)}
      />
    </>
  );
}
