import type { LabelSizePack } from "../../../core/label/labelSize.ts";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { Choice } from "../../ui/Choice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { PrintChoice } from "./printDeps.ts";

type FieldsProps = {
  readonly pack: LabelSizePack;
  readonly choice: PrintChoice;
  readonly onChange: (part: Partial<PrintChoice>) => void;
};

/** Which paper: a roll, a page, a sheet of labels, or a size of one's own. */
export function SizeFields({ pack, choice, onChange }: FieldsProps) {
  const text = useText(printText);
  const options = [
    ...pack.sizes.map(({ id, width, height }) => ({
      value: id,
      label: id.startsWith("A") ? text("size.page", { name: id, width, height }) : text("size.roll", { width, height }),
    })),
    ...pack.sheets.map(({ id, columns, rows, label: { width, height } }) => ({
      value: id,
      label: text("size.sheet", { count: columns * rows, width, height }),
    })),
    { value: "custom", label: text("size.custom") },
  ];
  return (
    <>
      <SelectField
        label={text("size")}
        hint={text("size.hint")}
        value={choice.size}
        options={options}
        onChange={(size) => onChange({ size })}
      />
      {choice.size === "custom" && (
        <div className="print-pair">
          <TextField
            label={text("size.width")}
            inputMode="decimal"
            value={choice.customWidth}
            onChange={(customWidth) => onChange({ customWidth })}
          />
          <TextField
            label={text("size.height")}
            inputMode="decimal"
            value={choice.customHeight}
            onChange={(customHeight) => onChange({ customHeight })}
          />
        </div>
      )}
    </>
  );
}

/** How fine the printer prints. */
export function ResolutionChoice({ pack, choice, onChange }: FieldsProps) {
  const text = useText(printText);
  const options = pack.resolutions.map(({ dpi }) =>
    dpi === 203
      ? { value: "203", label: text("dpi.203"), hint: text("dpi.203.hint") }
      : { value: String(dpi), label: text("dpi.300"), hint: text("dpi.300.hint") },
  );
  return (
    <Choice
      legend={text("dpi")}
      options={options}
      value={String(choice.dpi)}
      onChange={(dpi) => onChange({ dpi: Number(dpi) })}
    />
  );
}
