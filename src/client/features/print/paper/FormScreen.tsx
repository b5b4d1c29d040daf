import { useState } from "react";
import { type BlankForm, layoutBlankForm } from "../../../../core/label/blankForm.ts";
import type { OfficialStyle } from "../../../../core/reference/styles.ts";
import { paperText } from "../../../text/paper.ts";
import { useText } from "../../../text/useText.ts";
import { BottomBar } from "../../../ui/BottomBar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Choice, Switch } from "../../../ui/Choice.tsx";
import { Screen } from "../../../ui/Screen.tsx";
import { rasterOf } from "../labelRaster.ts";
import { PdfOutcome } from "../pdf/PdfOutcome.tsx";
import { usePdf } from "../pdf/usePdf.ts";
import { ForOperator } from "./ForOperator.tsx";
import type { PaperDeps, PaperOperator } from "./paperDeps.ts";

/** 手写合格证: the official style with empty boxes, for when there is no phone. */
export function FormScreen({ deps }: { readonly deps: PaperDeps }) {
  const text = useText(paperText);
  return (
    <ForOperator title={text("form.title")} deps={deps}>
      {(operator) => <OwnForm operator={operator} deps={deps} />}
    </ForOperator>
  );
}

function OwnForm({ operator, deps }: { readonly operator: PaperOperator; readonly deps: PaperDeps }) {
  const text = useText(paperText);
  const [code, setCode] = useState(String(deps.styles[0]?.code ?? ""));
  const [isFilled, setIsFilled] = useState(true);
  const [busy, setBusy] = useState(false);
  const pdf = usePdf(deps.pdf);
  const style = deps.styles.find((candidate) => String(candidate.code) === code);
  const [resolution] = deps.sizes.resolutions;
  if (style === undefined || resolution === undefined) return null;
  const form = formOf(style, isFilled ? operator : undefined);
  const print = () => {
    setBusy(true);
    const page = layoutBlankForm(form, resolution);
    const job = { labels: [{ label: page, copies: 1 }], size: page, raster: () => rasterOf(page, []) };
    void deps.print(job).finally(() => setBusy(false));
  };
  const choose = (change: () => void) => {
    pdf.reset();
    change();
  };
  return (
    <Screen
      title={text("form.title")}
      parent="/paper"
      bottom={
        <BottomBar>
          {pdf.state.step !== "made" && (
            <Button
              busy={pdf.state.step === "making"}
              onClick={() => pdf.make({ kind: "form", form, resolution }, text("form.file", { style: style.subject }))}
            >
              {text("make")}
            </Button>
          )}
          <Button tone="primary" icon="print" busy={busy} onClick={print}>
            {text("print")}
          </Button>
        </BottomBar>
      }
    >
      <p>{text("form.text")}</p>
      <PdfOutcome pdf={pdf} saveFile={deps.pdf.saveFile} />
      {deps.styles.length > 1 && (
        <Choice
          legend={text("form.style")}
          value={code}
          options={deps.styles.map(({ code: value, subject }) => ({ value: String(value), label: subject }))}
          onChange={(value) => choose(() => setCode(value))}
        />
      )}
      <Switch
        label={text("form.filled")}
        hint={text("form.filled.hint", { issuer: operator.name })}
        checked={isFilled}
        onChange={(on) => choose(() => setIsFilled(on))}
      />
      <p className="soft">{text("print.hint", { paper: "A4" })}</p>
    </Screen>
  );
}

/** Forms are Chinese, whatever language the screen speaks. */
function formOf(style: OfficialStyle, operator: PaperOperator | undefined): BlankForm {
  const { zh } = paperText;
  return {
    style,
    filled:
      operator === undefined
        ? {}
        : { issuer: operator.name, ...(operator.contact === undefined ? {} : { contact: operator.contact }) },
    copies: [zh["form.copy.buyer"], zh["form.copy.own"]],
    signature: zh["form.signature"],
  };
}
