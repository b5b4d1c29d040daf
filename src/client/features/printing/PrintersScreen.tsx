import { useState } from "react";
import { DARKEST } from "../../../core/printer/labelPrint.ts";
import { PRINTER_LANGUAGES } from "../../../core/printer/language.ts";
import { printingText } from "../../text/printing.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { AddPrinter } from "./ChoosePrinter.tsx";
import "./printing.css";
import type { PrintingDeps, ShownPrinter } from "./printingDeps.ts";
import { useWatched } from "./useWatched.ts";

/** Gaps that rolls come with, in millimetres; 0 for paper without labels. */
const GAPS = [0, 2, 3, 4, 5] as const;
/** Densities to choose from. */
const DENSITIES = [
  { value: "4", name: "set.density.light" },
  { value: "8", name: "set.density.usual" },
  { value: "12", name: "set.density.dark" },
  { value: String(DARKEST), name: "set.density.darkest" },
] as const;

/** The printers of this phone: adding one, and what is set for each. */
export function PrintersScreen({ deps }: { readonly deps: PrintingDeps }) {
  const text = useText(printingText);
  const printers = useWatched(deps.printers, deps.watch) ?? [];
  const [added, setAdded] = useState<string>();
  return (
    <Screen title={text("printers")} parent="/printing">
      {printers.map((printer) => (
        <PrinterCard key={printer.id} printer={printer} deps={deps} open={printer.id === added} />
      ))}
      <Section title={text("add")}>
        {deps.ways.length > 0 && <p>{text("add.first")}</p>}
        <AddPrinter deps={deps} onChosen={setAdded} />
      </Section>
    </Screen>
  );
}

type PrinterCardProps = { readonly printer: ShownPrinter; readonly deps: PrintingDeps; readonly open: boolean };

function PrinterCard({ printer, deps, open }: PrinterCardProps) {
  const text = useText(printingText);
  const { id, name, way, language, family, gap, density } = printer;
  return (
    <details className="card" open={open}>
      <summary>
        {name === "" ? text(`way.${way}`) : name} · {text(`language.${language}`)}
      </summary>
      <div className="stack">
        <SelectField
          label={text("set.family")}
          value={family}
          options={deps.families().map((each) => ({ value: each.id, label: `${each.maker} ${each.models}` }))}
          onChange={(profile) => void deps.set(id, { profile })}
        />
        <SelectField
          label={text("set.language")}
          hint={text("set.language.hint")}
          value={language}
          options={PRINTER_LANGUAGES.map((value) => ({ value, label: text(`language.${value}`) }))}
          onChange={(value) => void deps.set(id, { language: value })}
        />
        <SelectField
          label={text("set.gap")}
          value={String(gap)}
          options={GAPS.map((each) => ({
            value: String(each),
            label: each === 0 ? text("set.gap.none") : text("set.gap.millimetres", { gap: each }),
          }))}
          onChange={(value) => void deps.set(id, { gap: Number(value) })}
        />
        <SelectField
          label={text("set.density")}
          value={String(density)}
          options={DENSITIES.map(({ value, name: label }) => ({ value, label: text(label) }))}
          onChange={(value) => void deps.set(id, { density: Number(value) })}
        />
        <Button tone="quiet" icon="trash" onClick={() => void deps.forget(id)}>
          {text("forget")}
        </Button>
      </div>
    </details>
  );
}
