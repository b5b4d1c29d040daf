import { pdfText } from "../../../text/pdf.ts";
import { useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { PdfError } from "./makePdf.ts";
import type { PdfMaker, PdfOutlet } from "./usePdf.ts";

type PdfOutcomeProps = { readonly pdf: PdfMaker; readonly saveFile: PdfOutlet["saveFile"] };

/** What has come of a PDF so far: its progress and how to stop it, the file, or why there is none. */
export function PdfOutcome({ pdf, saveFile }: PdfOutcomeProps) {
  const text = useText(pdfText);
  const { state } = pdf;
  if (state.step === "none") return null;
  if (state.step === "failed") return <PdfFailure error={state.error} />;
  if (state.step === "making") {
    const words = text("making", { drawn: state.drawn, total: state.total });
    return (
      <div className="stack" role="status">
        <label>
          {words}
          <progress value={state.drawn} max={state.total} />
        </label>
        <Button onClick={pdf.stop}>{text("stop")}</Button>
      </div>
    );
  }
  const { name, made } = state;
  return (
    <>
      <Banner tone="good" role="status" title={text("made")}>
        {made.pictured.length > 0 && <p>{text("pictured", { characters: made.pictured.join(" ") })}</p>}
      </Banner>
      {/* On a tap of its own, which some phones demand of a file. */}
      <Button tone="primary" wide onClick={() => saveFile({ name, content: made.pdf })}>
        {text("save", { name })}
      </Button>
    </>
  );
}

function PdfFailure({ error }: { readonly error: PdfError }) {
  const text = useText(pdfText);
  switch (error.code) {
    case "textTooLong": {
      const fields = error.fields.map((field) => text(`field.${field}`)).join("、");
      return <Banner tone="bad" role="alert" title={text("failed.textTooLong", { fields })} />;
    }
    case "undrawable":
      return (
        <Banner tone="bad" role="alert" title={text("failed.undrawable", { characters: error.characters.join(" ") })} />
      );
    case "cancelled":
      return <Banner role="status" title={text("failed.cancelled")} />;
    case "labelTooSmall":
    case "noGlyphs":
    case "failed":
      return <Banner tone="bad" role="alert" title={text(`failed.${error.code}`)} />;
  }
}
