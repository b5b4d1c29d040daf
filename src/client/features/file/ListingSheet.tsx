import { useState } from "react";
import { chinaDay, dayNumber } from "../../../core/date.ts";
import { encodeListing, LISTING_TEXT, type Listing, type ListName } from "../../../core/operator/listing.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { operatorBytes, type SheetProps } from "./sheetProps.ts";

type ListingForm = {
  readonly list: ListName;
  readonly basis: string;
  readonly start: string;
  readonly end: string;
  readonly appeal: string;
  readonly repair: string;
};
type ListingError = "basis" | "start" | "end" | "appeal" | "repair";

function checkListing(form: ListingForm, operator: Uint8Array): Result<Listing, readonly ListingError[]> {
  const words = (typed: string) => checkText(tidyText(typed), { min: 1, max: LISTING_TEXT.max });
  const [basis, appeal, repair] = [words(form.basis), words(form.appeal), words(form.repair)];
  const right: readonly (readonly [ListingError, boolean])[] = [
    ["basis", basis.ok],
    ["start", dayNumber(form.start) !== undefined],
    ["end", form.end === "" || (dayNumber(form.end) !== undefined && form.end >= form.start)],
    ["appeal", appeal.ok],
    ["repair", repair.ok],
  ];
  const errors = right.flatMap(([field, holds]) => (holds ? [] : [field]));
  if (!basis.ok || !appeal.ok || !repair.ok || errors.length > 0) return err(errors);
  return ok({
    operator,
    list: form.list,
    basis: basis.value,
    start: form.start,
    appeal: appeal.value,
    repair: repair.value,
    ...(form.end === "" ? {} : { end: form.end }),
  });
}

/** Puts an operator on the red or black list, with everything that the public has to be told. */
export function ListingSheet({ view, deps, open, shown, onClose }: SheetProps) {
  const text = useText(fileText);
  const start = chinaDay(deps.now());
  const [form, setForm] = useState<ListingForm>({ list: "black", basis: "", start, end: "", appeal: "", repair: "" });
  const [errors, setErrors] = useState<readonly ListingError[]>([]);
  const changed = (change: Partial<ListingForm>) => {
    setForm((before) => ({ ...before, ...change }));
    setErrors([]);
  };
  const publish = async () => {
    const checked = checkListing(form, operatorBytes(view));
    if (!checked.ok) return setErrors(checked.error);
    if (await open.say({ kind: KIND.listingPublished, body: encodeListing(checked.value) })) onClose();
  };
  const lists = [
    { value: "black", label: text("listed.black") },
    { value: "red", label: text("listed.red") },
  ] as const;
  const field = (name: ListingError) => ({
    label: text(`listing.${name}.label`),
    hint: text(`listing.${name}.hint`),
    value: form[name],
    error: errors.includes(name) ? text(`error.listing.${name}`) : undefined,
    onChange: (value: string) => changed({ [name]: value }),
  });
  return (
    <Sheet
      open={shown}
      title={text("listing.publish")}
      onClose={onClose}
      actions={
        <Button
          tone={form.list === "black" ? "danger" : "primary"}
          wide
          large
          busy={open.busy}
          onClick={() => void publish()}
        >
          {text("listing.confirm")}
        </Button>
      }
    >
      <Choice
        inline
        legend={text("listing.which")}
        options={lists}
        value={form.list}
        onChange={(list) => changed({ list })}
      />
      <TextField {...field("basis")} />
      <TextField {...field("start")} type="date" />
      <TextField {...field("end")} type="date" optional />
      <TextField {...field("appeal")} />
      <TextField {...field("repair")} />
      <Banner tone="caution" title={text("listing.public", { name: view.name })} />
    </Sheet>
  );
}
