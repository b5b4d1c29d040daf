import { MAX_PLOTS, PLOT_KINDS } from "../../../core/operator/holdings.ts";
import { entryText } from "../../text/entry.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type EditForm, PLOT_NAME, type PlotRow } from "./editForm.ts";
import type { EditStore } from "./editStore.ts";
import type { EntryDeps } from "./entryDeps.ts";
import { PlaceField } from "./PlaceField.tsx";
import { useEditError } from "./useEditError.ts";

type PlotFieldsProps = {
  readonly store: EditStore;
  readonly form: EditForm;
  readonly deps: Pick<EntryDeps, "searchPlaces" | "placeName">;
};

/** The plots and pens of an operator: what each is, how large, and in which village. */
export function PlotFields({ store, form, deps }: PlotFieldsProps) {
  const text = useText(entryText);
  return (
    <Section title={text("plots")}>
      {form.plots.map((plot, row) => (
        <OnePlot key={plot.id} row={row} plot={plot} store={store} deps={deps} />
      ))}
      {form.plots.length < MAX_PLOTS && (
        <Button icon="plus" onClick={store.plotAdded}>
          {text("plot.add")}
        </Button>
      )}
    </Section>
  );
}

type OnePlotProps = Pick<PlotFieldsProps, "store" | "deps"> & { readonly row: number; readonly plot: PlotRow };

function OnePlot({ row, plot, store, deps }: OnePlotProps) {
  const text = useText(entryText);
  const error = useEditError(store.errors);
  const change = (fields: Partial<PlotRow>) => store.plotChanged(row, fields);
  const kept = plot.kind === "pen" || plot.kind === "pond" || plot.heads !== "";
  return (
    <div className="card stack">
      <TextField
        label={text("plot.name")}
        autoComplete="off"
        maxLength={PLOT_NAME.max}
        value={plot.name}
        error={error("plotName", row)}
        onChange={(name) => change({ name })}
      />
      <SelectField
        label={text("plot.kind")}
        value={plot.kind}
        options={PLOT_KINDS.map((value) => ({ value, label: text(`plot.kind.${value}`) }))}
        onChange={(kind) => change({ kind })}
      />
      <TextField
        label={text("plot.area")}
        optional
        inputMode="decimal"
        autoComplete="off"
        value={plot.area}
        error={error("area", row)}
        onChange={(area) => change({ area })}
      />
      {kept && (
        <TextField
          label={text("plot.heads")}
          optional
          inputMode="numeric"
          autoComplete="off"
          value={plot.heads}
          error={error("heads", row)}
          onChange={(heads) => change({ heads })}
        />
      )}
      <PlaceField deps={deps} region={plot.region} error={undefined} onChange={(region) => change({ region })} />
      <div className="row">
        <Button onClick={() => store.plotRemoved(row)}>{text("plot.remove")}</Button>
      </div>
    </div>
  );
}
