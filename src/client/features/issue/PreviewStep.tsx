import { useEffect, useState } from "react";
import { fieldToShorten } from "../../../core/certificate/issue.ts";
import { chinaDayWords } from "../../text/format.ts";
import { issueText } from "../../text/issue.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { OfficialForm } from "../../ui/OfficialForm.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { GateCheck } from "./GateCheck.tsx";
import type { IssueDeps, PrintOutlook } from "./issueDeps.ts";
import { gateBlock } from "./issueGate.ts";
import type { StepProps } from "./stepProps.ts";

/** The certificate word for word, before it is signed. */
export function PreviewStep({ store, deps }: StepProps) {
  const text = useText(issueText);
  const language = useLanguage();
  const { checked, operator, failure } = store;
  const origin = usePlaceName(checked?.draft.origin ?? "", deps.placeName);
  const style = deps.styles.find((candidate) => candidate.code === checked?.order.style);
  if (checked === undefined || style === undefined || operator === undefined) return null;
  const { draft, warnings } = checked;
  return (
    <>
      {failure !== undefined && (
        <Banner
          tone="bad"
          role="alert"
          title={
            failure === "certificateTooLarge"
              ? text(`tooLarge.${fieldToShorten(checked.draft)}`)
              : text(`failure.${failure}`)
          }
        />
      )}
      <p className="soft">{text("preview.check")}</p>
      <PrintWarning
        texts={[draft.product, origin, draft.place, operator.name, operator.contact ?? ""].join("")}
        printOutlook={deps.printOutlook}
      />
      <GateCheck store={store} />
      {warnings.map((warning) => (
        <Banner key={warning} tone="caution" title={text(`warning.${warning}`)} />
      ))}
      <OfficialForm
        style={style}
        content={{
          product: draft.product,
          quantity: quantityWords(draft.quantity, deps.units, "zh-CN"),
          origin: `${origin}${draft.place}`,
          issuer: operator.name,
          contact: operator.contact ?? text("preview.noContact"),
          issuedAt: chinaDayWords(deps.today(), language),
          basis: draft.basis,
        }}
      />
    </>
  );
}

type PrintWarningProps = { readonly texts: string; readonly printOutlook: IssueDeps["printOutlook"] };

/** Says before the signature what print cannot show as text: a name is not changed any more afterwards. */
function PrintWarning({ texts, printOutlook }: PrintWarningProps) {
  const text = useText(issueText);
  const [outlook, setOutlook] = useState<PrintOutlook>();
  useEffect(() => {
    let current = true;
    void printOutlook([texts]).then((found) => current && setOutlook(found));
    return () => {
      current = false;
    };
  }, [texts, printOutlook]);
  if (outlook === undefined) return null;
  const { pictured, undrawable } = outlook;
  return (
    <>
      {pictured.length > 0 && (
        <Banner tone="note" role="status" title={text("print.pictured", { characters: pictured.join(" ") })} />
      )}
      {undrawable.length > 0 && (
        <Banner tone="caution" role="alert" title={text("print.undrawable", { characters: undrawable.join(" ") })} />
      )}
    </>
  );
}

/** The signature, and the PIN where the key is wrapped by one. */
export function PreviewBar({ store, deps }: StepProps) {
  const text = useText(issueText);
  const { checked, gate, acknowledged } = store;
  const block = checked === undefined ? "notJudged" : gateBlock(checked, gate, acknowledged);
  if (block === "refused" || block === "basisNotOpen") {
    return (
      <BottomBar>
        <Button large wide onClick={store.wentBack}>
          {text("gate.back")}
        </Button>
      </BottomBar>
    );
  }
  return (
    <BottomBar>
      <PinSheet
        open={store.failure === "keyLocked"}
        onClose={store.wentBack}
        unlock={deps.unlock}
        onUnlocked={() => void store.confirmed()}
      />
      {deps.consent === undefined || store.checked === undefined || block !== undefined ? (
        <Button
          tone="primary"
          large
          wide
          busy={store.issuing}
          disabled={block !== undefined}
          onClick={() => void store.confirmed()}
        >
          {text(store.issuing ? "confirm.busy" : "confirm")}
        </Button>
      ) : (
        deps.consent(store.checked.draft, store.confirmed)
      )}
    </BottomBar>
  );
}
