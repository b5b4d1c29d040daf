import { useState } from "react";
import { Link, useLocation } from "wouter";
import { pdfText } from "../../text/pdf.ts";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Section } from "../../ui/Section.tsx";
import { jpegOf } from "./greyPicture.ts";
import { PdfOutcome } from "./pdf/PdfOutcome.tsx";
import { usePdf } from "./pdf/usePdf.ts";
import type { PrintDeps, PrinterOrder } from "./printDeps.ts";
import { type JobParts, pdfContents } from "./printJob.ts";

type FurtherWaysProps = { readonly id: string; readonly parts: JobParts; readonly deps: PrintDeps };

/** Ways to paper beside the system's own: a printer that this phone reaches itself, and a PDF. */
export function FurtherWays({ id, parts, deps }: FurtherWaysProps) {
  const { printer } = deps.ways;
  const { size, sheet, amount } = parts;
  return (
    <>
      {printer !== undefined && sheet === undefined && (
        <ToPrinter order={{ certificate: id, size, amount }} send={printer} />
      )}
      <AsPdf parts={parts} outlet={deps.pdf} />
    </>
  );
}

type ToPrinterProps = {
  readonly order: PrinterOrder;
  readonly send: (order: PrinterOrder) => Promise<boolean>;
};

function ToPrinter({ order, send }: ToPrinterProps) {
  const text = useText(printText);
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [full, setFull] = useState(false);
  const queue = async () => {
    setBusy(true);
    const added = await send(order);
    setBusy(false);
    setFull(!added);
    if (added) navigate("/printing");
  };
  return (
    <Section title={text("printer")}>
      <p>{text("printer.hint")}</p>
      {full && <Banner tone="bad" role="alert" title={text("printer.full")} />}
      <Button icon="print" wide busy={busy} onClick={() => void queue()}>
        {text("printer")}
      </Button>
      <List>
        <Link href="/printing" asChild>
          <ListRow title={text("printer.queue")} />
        </Link>
      </List>
    </Section>
  );
}

function AsPdf({ parts, outlet }: { readonly parts: JobParts; readonly outlet: PrintDeps["pdf"] }) {
  const text = useText(printText);
  const pdfWords = useText(pdfText);
  const pdf = usePdf(outlet);
  const make = async () => {
    const { size, sheet, skip = 0, resolution, content } = parts;
    const pictures = await Promise.all(parts.pictures.map(jpegOf));
    const on = sheet === undefined ? { size } : { sheet, skip };
    const name = text("pdf.file", { number: content.number, size: `${size.width}×${size.height}` });
    pdf.make({ kind: "labels", labels: pdfContents(parts), on, resolution, pictures }, name);
  };
  return (
    <Section title={text("pdf")}>
      <p>{text("pdf.hint")}</p>
      {pdf.state.step !== "made" && (
        <Button wide busy={pdf.state.step === "making"} onClick={() => void make()}>
          {pdfWords("make")}
        </Button>
      )}
      <PdfOutcome pdf={pdf} saveFile={outlet.saveFile} />
    </Section>
  );
}
