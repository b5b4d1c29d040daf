import type { RecordType } from "../../../core/record/fieldRecord.ts";
import { unitWord } from "../../ui/quantityWords.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type FieldProps, wrongIn } from "./fieldProps.ts";
import { InputFields, MoreFields } from "./InputFields.tsx";
import { NoteField } from "./NoteField.tsx";
import { PhotoFields } from "./PhotoFields.tsx";
import { PlotsField } from "./PlotsField.tsx";
import { ProductField } from "./ProductField.tsx";
import { RECORD_SHAPES } from "./recordShapes.ts";
import { UseNotice } from "./UseNotice.tsx";

/** The fields of an act, the ones that people fill in every time first. */
export function RecordFields(props: FieldProps) {
  const { form, words, onChange } = props;
  const { text } = words;
  const shape = RECORD_SHAPES[form.type];
  return (
    <>
      {shape.plots !== undefined && <PlotsField {...props} />}
      {shape.product !== undefined && <ProductField {...props} />}
      {shape.inputs !== undefined && <InputFields {...props} />}
      <UseLines {...props} />
      {shape.size !== undefined && <SizeFields {...props} />}
      {shape.quantity !== undefined && <QuantityFields {...props} />}
      <DayFields {...props} />
      <UseNotice {...props} />
      <NoteField {...props} label={noteLabel(form.type, words.text)} optional={shape.note === "may"} />
      <PhotoFields {...props} />
      <TextField
        label={text("field.person")}
        optional
        value={form.person}
        error={wrongIn(props, "line")}
        onChange={(person) => onChange({ person })}
      />
      {shape.inputs !== undefined && <MoreFields {...props} />}
    </>
  );
}

/** Against what, how much and how, one line each. */
function UseLines(props: FieldProps) {
  const { form, words, onChange } = props;
  const { text } = words;
  const shape = RECORD_SHAPES[form.type];
  const watering = form.type === "irrigated";
  return (
    <>
      {shape.against !== undefined && (
        <TextField
          label={text(form.type === "pestSeen" ? "field.against.seen" : "field.against")}
          optional={shape.against === "may"}
          value={form.against}
          error={wrongIn(props, "against")}
          onChange={(against) => onChange({ against })}
        />
      )}
      {shape.dose !== undefined && (
        <TextField
          label={text("field.dose")}
          hint={text("field.dose.hint")}
          optional={shape.dose === "may"}
          value={form.dose}
          error={wrongIn(props, "dose")}
          onChange={(dose) => onChange({ dose })}
        />
      )}
      {shape.method !== undefined && (
        <TextField
          label={text(watering ? "field.method.irrigated" : "field.method")}
          hint={watering ? undefined : text("field.method.hint")}
          optional
          value={form.method}
          onChange={(method) => onChange({ method })}
        />
      )}
    </>
  );
}

const NOTED = [
  "sown",
  "stocked",
  "tended",
  "nonChemicalControl",
  "disposed",
  "containersReturned",
  "observed",
] as const;

function noteLabel(type: RecordType, text: FieldProps["words"]["text"]): string {
  const named = NOTED.find((one) => one === type);
  return text(named === undefined ? "field.note" : `field.note.${named}`);
}

function SizeFields(props: FieldProps) {
  const { form, words, onChange } = props;
  const { text } = words;
  const wrong = wrongIn(props, "area") ?? wrongIn(props, "size");
  const must = RECORD_SHAPES[form.type].size === "must";
  return (
    <div className="diary-pair">
      <TextField
        label={text("field.area")}
        optional={!must}
        inputMode="decimal"
        autoComplete="off"
        value={form.area}
        error={wrong}
        onChange={(area) => onChange({ area })}
      />
      <TextField
        label={text("field.heads")}
        optional={!must}
        inputMode="numeric"
        autoComplete="off"
        value={form.heads}
        onChange={(heads) => onChange({ heads })}
      />
    </div>
  );
}

function QuantityFields(props: FieldProps) {
  const { form, deps, words, onChange } = props;
  const { text, language } = words;
  return (
    <div className="diary-pair">
      <TextField
        label={text("field.quantity")}
        optional={RECORD_SHAPES[form.type].quantity === "may"}
        inputMode="decimal"
        autoComplete="off"
        value={form.quantity}
        error={wrongIn(props, "quantity")}
        onChange={(quantity) => onChange({ quantity })}
      />
      <SelectField
        label={text("field.unit")}
        value={`${form.unit}`}
        options={deps.units.map(({ code }) => ({ value: `${code}`, label: unitWord(code, deps.units, language) }))}
        onChange={(unit) => onChange({ unit: Number(unit) })}
      />
    </div>
  );
}

function DayFields(props: FieldProps) {
  const { form, known, deps, words, onChange } = props;
  const { text } = words;
  const lasting = RECORD_SHAPES[form.type].label !== undefined;
  return (
    <>
      <div className="diary-pair">
        <TextField
          label={text(lasting ? "field.from.use" : "field.from")}
          hint={form.from === known.today.day ? undefined : text("late.hint", { days: deps.rules.late })}
          type="date"
          max={known.today.day}
          value={form.from}
          error={wrongIn(props, "from")}
          onChange={(from) => onChange({ from, time: from === known.today.day ? form.time : "" })}
        />
        <TextField
          label={text("field.time")}
          optional
          type="time"
          value={form.time}
          onChange={(time) => onChange({ time })}
        />
      </div>
      {lasting && (
        <TextField
          label={text("field.to")}
          hint={text("field.to.hint")}
          optional
          type="date"
          max={known.today.day}
          value={form.to}
          error={wrongIn(props, "to")}
          onChange={(to) => onChange({ to })}
        />
      )}
    </>
  );
}
