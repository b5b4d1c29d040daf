import type { InputKind } from "../../../core/record/gateFacts.ts";
import { productClass } from "../../../core/reference/products.ts";
import { Switch } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type FieldProps, wrongIn } from "./fieldProps.ts";
import { withInput } from "./recordForm.ts";
import { RECORD_SHAPES } from "./recordShapes.ts";
import { knownInputs } from "./usual.ts";

/** Inputs that were entered before, as many as a thumb scrolls past. */
const OFFERED = 5;
/** Class of aquatic products, whose drugs may count in degree-days. */
const AQUATIC = 6;

/** Which input: one of those entered before with everything that was said of it, or a new one. */
export function InputFields(props: FieldProps) {
  const { form, known, words, onChange } = props;
  const { text } = words;
  const kinds = RECORD_SHAPES[form.type].inputs ?? [];
  const offered = form.name === "" ? knownInputs(known.entries, kinds, form.product).slice(0, OFFERED) : [];
  return (
    <>
      {kinds.length > 1 && (
        <SelectField<InputKind>
          label={text("field.kind")}
          value={form.kind}
          options={kinds.map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))}
          onChange={(kind) => onChange({ kind })}
        />
      )}
      {offered.length > 0 && (
        <List label={text("field.known")}>
          {offered.map(({ input, use }) => (
            <ListRow
              key={input.name}
              icon="history"
              title={input.name}
              detail={[use?.dose, input.maker].filter((part) => part !== undefined).join(" · ")}
              onClick={() => onChange(withInput(form, input, use))}
            />
          ))}
        </List>
      )}
      <TextField
        label={text("field.name")}
        hint={text("field.name.hint")}
        autoComplete="off"
        maxLength={60}
        value={form.name}
        error={wrongIn(props, "name")}
        onChange={(name) => onChange({ name })}
      />
      {RECORD_SHAPES[form.type].label !== undefined && <LabelFields {...props} />}
    </>
  );
}

/** What the label says about waiting; degree-days and water only for fish and the like. */
function LabelFields(props: FieldProps) {
  const { form, words, onChange } = props;
  const { text } = words;
  const inWater =
    form.kind === "veterinary" && form.productCode !== undefined && productClass(form.productCode) === AQUATIC;
  if (form.kind !== "pesticide" && form.kind !== "veterinary") return null;
  return (
    <>
      <TextField
        label={text("field.labelDays")}
        hint={text("field.labelDays.hint")}
        optional
        inputMode="numeric"
        autoComplete="off"
        value={form.labelDays}
        error={wrongIn(props, "labelDays")}
        onChange={(labelDays) => onChange({ labelDays })}
      />
      {inWater && (
        <div className="diary-pair">
          <TextField
            label={text("field.water")}
            hint={text("field.water.hint")}
            optional
            inputMode="decimal"
            autoComplete="off"
            value={form.water}
            error={wrongIn(props, "water")}
            onChange={(water) => onChange({ water })}
          />
          <TextField
            label={text("field.degreeDays")}
            optional
            inputMode="numeric"
            autoComplete="off"
            value={form.degreeDays}
            error={wrongIn(props, "degreeDays")}
            onChange={(degreeDays) => onChange({ degreeDays })}
          />
        </div>
      )}
    </>
  );
}

const MORE = ["registration", "maker", "batch", "dealer", "proof"] as const;

/** Everything else that 农药管理条例 Art. 36 and 农产品质量安全法 Art. 27 want to know of an input; remembered once entered. */
export function MoreFields(props: FieldProps) {
  const { form, words, onChange } = props;
  const { text } = words;
  const bought = form.type === "inputPurchased";
  const used = RECORD_SHAPES[form.type].label !== undefined;
  return (
    <details className="diary-more" open={bought}>
      <summary>{text("more")}</summary>
      <div className="stack">
        {MORE.map((field) => (
          <TextField
            key={field}
            label={text(`field.${field}`)}
            optional
            autoComplete="off"
            maxLength={60}
            value={form[field]}
            onChange={(typed) => onChange({ [field]: typed })}
          />
        ))}
        <TextField
          label={text("field.ingredients")}
          hint={text("field.ingredients.hint")}
          optional
          autoComplete="off"
          value={form.ingredients}
          error={wrongIn(props, "ingredients")}
          onChange={(ingredients) => onChange({ ingredients })}
        />
        <TextField
          label={text("field.form")}
          hint={text("field.form.hint")}
          optional
          autoComplete="off"
          maxLength={60}
          value={form.form}
          onChange={(formulation) => onChange({ form: formulation })}
        />
        {used && form.kind === "pesticide" && (
          <Switch
            label={text("field.afterHarvest")}
            checked={form.afterHarvest}
            onChange={(afterHarvest) => onChange({ afterHarvest })}
          />
        )}
        {used && form.kind === "veterinary" && (
          <Switch
            label={text("field.forGrowth")}
            checked={form.forGrowth}
            onChange={(forGrowth) => onChange({ forGrowth })}
          />
        )}
      </div>
    </details>
  );
}
