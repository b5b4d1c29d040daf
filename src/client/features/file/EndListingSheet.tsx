import { useState } from "react";
import { standingListings } from "../../../core/operator/file.ts";
import { encodeListingEnded, LISTING_TEXT } from "../../../core/operator/listing.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { operatorBytes, type SheetProps } from "./sheetProps.ts";

/** Takes an operator off a list before its time, with the reason and the document. */
export function EndListingSheet({ view, open, shown, onClose }: SheetProps) {
  const text = useText(fileText);
  const listings = standingListings(view.file);
  const [chosen, setChosen] = useState("0");
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const [tried, setTried] = useState(false);
  const why = checkText(tidyText(reason), { min: 1, max: LISTING_TEXT.max });
  const number = checkText(tidyText(document), { min: 1, max: LISTING_TEXT.document });
  const end = async () => {
    setTried(true);
    const listing = listings[Number(chosen)] ?? listings[0];
    if (!why.ok || !number.ok || listing === undefined) return;
    const ended = { operator: operatorBytes(view), listing: listing.id, reason: why.value, document: number.value };
    if (!(await open.say({ kind: KIND.listingEnded, body: encodeListingEnded(ended) }))) return;
    setReason("");
    setDocument("");
    setTried(false);
    onClose();
  };
  return (
    <Sheet
      open={shown}
      title={text("listing.end")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide large busy={open.busy} onClick={() => void end()}>
          {text("listing.end.confirm")}
        </Button>
      }
    >
      <SelectField
        label={text("listings")}
        value={chosen}
        options={listings.map(({ list, basis }, index) => ({
          value: String(index),
          label: `${text(`listed.${list}`)} · ${basis}`,
        }))}
        onChange={setChosen}
      />
      <TextField
        label={text("listing.end.reason")}
        value={reason}
        error={tried && !why.ok ? text("error.reason") : undefined}
        onChange={setReason}
      />
      <TextField
        label={text("fact.document")}
        hint={text("fact.document.hint")}
        value={document}
        error={tried && !number.ok ? text("error.document") : undefined}
        onChange={setDocument}
      />
    </Sheet>
  );
}
