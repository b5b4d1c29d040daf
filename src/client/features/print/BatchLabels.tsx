import { useState } from "react";
import { pdfText } from "../../text/pdf.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { FirstLabel } from "./FirstLabel.tsx";
import { BATCH_MOST, type LedgerCertificate, type LedgerDeps } from "./ledgerDeps.ts";
import type { LabelWork } from "./pdf/drawWork.ts";
import { PdfOutcome } from "./pdf/PdfOutcome.tsx";
import { usePdf } from "./pdf/usePdf.ts";

type BatchLabelsProps = { readonly certificates: readonly LedgerCertificate[]; readonly deps: LedgerDeps };

/** Labels of all valid certificates of a period in one PDF: pages of a label's size, or sheets of labels. */
export function BatchLabels({ certificates, deps }: BatchLabelsProps) {
  const text = useText(pdfText);
  const { sizes } = deps;
  const [id, setId] = useState(sizes.sheets[0]?.id ?? "");
  const pdf = usePdf(deps.pdf);
  const valid = certificates.filter(({ state }) => state === "registered" || state === "notYet");
  const [skip, setSkip] = useState<number | undefined>(0);
  const sheet = sizes.sheets.find((candidate) => candidate.id === id);
  const on = placesFor(id, sizes, skip);
  const [resolution] = sizes.resolutions;
  const make = async () => {
    if (on === undefined || resolution === undefined) return;
    const labels = await deps.labelContents(valid.map((certificate) => certificate.id));
    const name = text("batch.file", { count: labels.length, size: sizeName(id) });
    pdf.make({ kind: "labels", labels, on, resolution, pictures: [] }, name);
  };
  if (valid.length === 0) return null;
  return (
    <Section title={text("batch.title")}>
      <SelectField
        label={text("batch.size")}
        value={id}
        options={[...sizes.sheets, ...sizes.sizes].map((size) => ({ value: size.id, label: sizeName(size.id) }))}
        onChange={(chosen) => {
          pdf.reset();
          setId(chosen);
          setSkip(0);
        }}
      />
      {sheet !== undefined && (
        <FirstLabel
          key={id}
          sheet={sheet}
          onChange={(used) => {
            pdf.reset();
            setSkip(used);
          }}
        />
      )}
      {valid.length > BATCH_MOST ? (
        <Banner tone="caution" title={text("batch.limited", { count: BATCH_MOST })} />
      ) : (
        pdf.state.step !== "made" && (
          <Button wide busy={pdf.state.step === "making"} onClick={() => void make()}>
            {text("batch.make", { count: valid.length })}
          </Button>
        )
      )}
      <PdfOutcome pdf={pdf} saveFile={deps.pdf.saveFile} />
    </Section>
  );
}

function placesFor(
  id: string,
  { sizes, sheets }: LedgerDeps["sizes"],
  skip: number | undefined,
): LabelWork["on"] | undefined {
  const sheet = sheets.find((candidate) => candidate.id === id);
  if (sheet !== undefined) return skip === undefined ? undefined : { sheet, skip };
  const size = sizes.find((candidate) => candidate.id === id);
  return size === undefined ? undefined : { size };
}

/** Ids are what is printed on a roll's wrapper: 70x50, A5, and sheets by their columns and rows. */
function sizeName(id: string): string {
  return id.replace("x", "×").replace("-", " ");
}
