import { useState } from "react";
import type { LabelSheet } from "../../../core/label/labelSize.ts";
import { paperText } from "../../text/paper.ts";
import { useText } from "../../text/useText.ts";
import { TextField } from "../../ui/TextField.tsx";

type FirstLabelProps = {
  readonly sheet: LabelSheet;
  /** Labels of the first sheet that are used up; undefined while what is typed is no number of the sheet. */
  readonly onChange: (skip: number | undefined) => void;
};

/** Which label of a partly used sheet is the first that is free, counted row by row from the top left. */
export function FirstLabel({ sheet, onChange }: FirstLabelProps) {
  const text = useText(paperText);
  const [typed, setTyped] = useState("1");
  const count = sheet.columns * sheet.rows;
  const change = (value: string) => {
    setTyped(value);
    const first = readCount(value, count);
    onChange(first === undefined ? undefined : first - 1);
  };
  return (
    <TextField
      label={text("first.label")}
      hint={text("first.hint", { count })}
      inputMode="numeric"
      value={typed}
      error={readCount(typed, count) === undefined ? text("first.wrong", { count }) : undefined}
      onChange={change}
    />
  );
}

/** A whole number from 1 to `most` as a person types it; undefined for anything else. */
export function readCount(typed: string, most: number): number | undefined {
  const tidy = typed.normalize("NFKC").trim();
  const count = /^\d{1,4}$/.test(tidy) ? Number(tidy) : 0;
  return count >= 1 && count <= most ? count : undefined;
}
