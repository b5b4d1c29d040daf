import { useState } from "react";
import { tidyText } from "../../../core/text.ts";
import { Button } from "../../ui/Button.tsx";
import { MultiChoice } from "../../ui/Choice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type FieldProps, wrongIn } from "./fieldProps.ts";

/** Plots that are named already show as one tap each; an entry may be about many of them. */
export function PlotsField(props: FieldProps) {
  const { form, known, words, onChange } = props;
  const { text } = words;
  const [typed, setTyped] = useState("");
  const names = [...new Set([...known.plots, ...form.plots])];
  const add = () => {
    const plot = tidyText(typed);
    if (plot !== "" && !form.plots.includes(plot)) onChange({ plots: [...form.plots, plot] });
    setTyped("");
  };
  const wrong = wrongIn(props, "plots");
  return (
    <div className="stack">
      {names.length > 0 && (
        <MultiChoice
          inline
          legend={text("plots")}
          options={names.map((plot) => ({ value: plot, label: plot }))}
          values={form.plots}
          onChange={(plots) => onChange({ plots })}
        />
      )}
      {names.length > 2 && form.plots.length < names.length && (
        <Button onClick={() => onChange({ plots: names })}>{text("plots.all")}</Button>
      )}
      <TextField
        label={text("plots.add")}
        hint={text(names.length === 0 ? "plots.add.hint" : "plots.also")}
        optional={names.length > 0}
        maxLength={30}
        value={typed}
        error={wrong}
        onChange={setTyped}
        onBlur={add}
      />
    </div>
  );
}
