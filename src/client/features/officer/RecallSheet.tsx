import type { UnitName } from "../../../core/reference/units.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Sheet } from "../../ui/Sheet.tsx";
import { FailureBanner } from "./OfficerFrame.tsx";
import { ReasonField } from "./ReasonField.tsx";
import type { RecallStore } from "./recallStore.ts";

const USUAL = ["recall.reason.residue", "recall.reason.drug", "recall.reason.banned", "recall.reason.false"] as const;

/** Says what a recall does, asks why, and signs on confirmation. */
export function RecallSheet({ store, units }: { readonly store: RecallStore; readonly units: readonly UnitName[] }) {
  const text = useText(officerText);
  const language = useLanguage();
  const { confirming, found } = store;
  return (
    <Sheet
      open={confirming !== undefined}
      title={text("recall.sheet")}
      onClose={store.recallDropped}
      actions={
        <Button tone="danger" wide large busy={confirming?.busy ?? false} onClick={() => void store.confirmed()}>
          {text("recall.confirm")}
        </Button>
      }
    >
      {confirming !== undefined && found !== undefined && (
        <>
          <FailureBanner failure={confirming.failure} />
          <ReasonField
            hint={text("recall.reason.hint")}
            usual={USUAL.map((key) => text(key))}
            value={confirming.reason}
            error={confirming.reasonError}
            onChange={store.reasonTyped}
          />
          <Banner
            tone="caution"
            title={text("recall.does", {
              issuer: found.issuer.name,
              product: found.product,
              quantity: quantityWords(found.quantity, units, language),
            })}
          >
            <p>{text("recall.goods")}</p>
          </Banner>
        </>
      )}
    </Sheet>
  );
}
