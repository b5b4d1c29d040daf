import { formatNumber } from "../../../core/certificate/number.ts";
import { issueText } from "../../text/issue.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { NumberKeypad } from "../../ui/NumberKeypad.tsx";
import { quantityWords, unitWord } from "../../ui/quantityWords.ts";
import { TextField } from "../../ui/TextField.tsx";
import { BasisFields } from "./BasisFields.tsx";
import type { IssueStore } from "./issueStore.ts";
import { PlaceFields } from "./PlaceFields.tsx";
import type { StepProps } from "./stepProps.ts";
import { useFieldError } from "./useFieldError.ts";

/** The one number, and everything else prefilled below it. */
export function DetailsStep({ store, deps }: StepProps) {
  const text = useText(issueText);
  const error = useFieldError(store);
  const { draft } = store;
  const overRemainder = store.overRemainder ? text("error.over") : undefined;
  return (
    <>
      <h2>{draft.input.product}</h2>
      {draft.corrects !== undefined && <Correction store={store} />}
      <NumberKeypad
        label={text("quantity")}
        value={draft.input.quantity}
        onChange={(quantity) => store.inputChanged({ quantity })}
        hint={useRemaining({ store, deps })}
        error={error("quantity") ?? overRemainder}
        unit={<UnitPicker store={store} deps={deps} />}
      />
      <BasisFields store={store} deps={deps} />
      <TextField
        label={text(draft.trade === "producer" ? "day.producer" : "day.purchaser")}
        type="date"
        max={deps.today()}
        value={draft.input.day}
        onChange={(day) => store.inputChanged({ day })}
        error={error("day")}
        disabled={draft.lot !== undefined && draft.corrects === undefined}
      />
      <PlaceFields store={store} deps={deps} />
      {draft.lot === undefined && draft.trade === "producer" && (
        <TextField
          label={text("quantity.lot")}
          hint={text("quantity.lot.hint")}
          optional
          inputMode="decimal"
          autoComplete="off"
          value={draft.lotQuantity}
          onChange={store.lotQuantityChanged}
          error={overRemainder}
        />
      )}
    </>
  );
}

function useRemaining({ store, deps }: StepProps): string | undefined {
  const text = useText(issueText);
  const language = useLanguage();
  const lot = store.lots.find((candidate) => candidate.id === store.draft.lot);
  return lot === undefined
    ? undefined
    : text("quantity.remaining", { remaining: quantityWords(lot.remaining, deps.units, language) });
}

function UnitPicker({ store, deps }: StepProps) {
  const text = useText(issueText);
  const language = useLanguage();
  return (
    <select
      className="input"
      aria-label={text("unit")}
      value={store.draft.input.unit}
      onChange={(event) => store.inputChanged({ unit: Number(event.target.value) })}
    >
      {deps.units.map(({ code }) => (
        <option key={code} value={code}>
          {unitWord(code, deps.units, language)}
        </option>
      ))}
    </select>
  );
}

function Correction({ store }: { readonly store: IssueStore }) {
  const text = useText(issueText);
  const { corrects } = store.draft;
  if (corrects === undefined) return null;
  return (
    <>
      <Banner tone="note" title={text("correct.note", { number: formatNumber(corrects.number) })} />
      <TextField
        label={text("correct.reason")}
        hint={text("correct.reason.hint")}
        maxLength={200}
        value={corrects.reason}
        onChange={store.reasonChanged}
      />
    </>
  );
}

/** Checks everything and shows the certificate, or the first thing to mend. */
export function DetailsBar({ store }: StepProps) {
  const text = useText(issueText);
  const incomplete = store.draft.corrects !== undefined && store.draft.corrects.reason.trim() === "";
  const ask = () => {
    store.previewAsked();
    // After React has drawn the errors, the first field with one takes the focus.
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  return (
    <BottomBar>
      <Button tone="primary" large wide disabled={incomplete} onClick={ask}>
        {text("preview")}
      </Button>
    </BottomBar>
  );
}
