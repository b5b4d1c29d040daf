import { pdfText } from "../../text/pdf.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import type { Ledger } from "./pdf/ledger.ts";
import { PdfOutcome } from "./pdf/PdfOutcome.tsx";
import { type PdfOutlet, usePdf } from "./pdf/usePdf.ts";

type LedgerPdfProps = {
  readonly ledger: Ledger;
  /** The file's name, without its ending. */
  readonly name: string;
  readonly outlet: PdfOutlet;
};

/** A table of any kind that is already in words, made into a PDF on a tap. */
export function LedgerPdf({ ledger, name, outlet }: LedgerPdfProps) {
  const text = useText(pdfText);
  const pdf = usePdf(outlet);
  return (
    <>
      {pdf.state.step !== "made" && (
        <Button
          icon="print"
          large
          wide
          busy={pdf.state.step === "making"}
          onClick={() => pdf.make({ kind: "ledger", ledger }, name)}
        >
          {text("make")}
        </Button>
      )}
      <PdfOutcome pdf={pdf} saveFile={outlet.saveFile} />
    </>
  );
}
