import { useState } from "react";
import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { PeopleDeps, PeopleFailure } from "./peopleDeps.ts";

const CODE_DIGITS = 6;

type CompareProps = {
  readonly invitation: { readonly id: string; readonly person?: string };
  readonly confirm: PeopleDeps["confirm"];
  readonly onClose: () => void;
};

/** The six digits that the new phone shows: only its own let it in. */
export function CompareSheet({ invitation, confirm, onClose }: CompareProps) {
  const text = useText(peopleText);
  const [digits, setDigits] = useState("");
  const [failure, setFailure] = useState<PeopleFailure>();
  const [busy, setBusy] = useState(false);
  const compare = async () => {
    setBusy(true);
    const answer = await confirm(invitation.id, digits);
    setBusy(false);
    if (answer.ok) return onClose();
    setFailure(answer.error);
    setDigits("");
  };
  return (
    <Sheet
      open
      title={text("compare.title")}
      onClose={onClose}
      actions={
        <Button
          tone="primary"
          wide
          large
          busy={busy}
          disabled={digits.length < CODE_DIGITS}
          onClick={() => void compare()}
        >
          {text("compare.confirm")}
        </Button>
      }
    >
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <p>{text("compare.how")}</p>
      <TextField
        label={text("compare.digits")}
        inputMode="numeric"
        autoComplete="off"
        value={digits}
        onChange={(typed) => setDigits(typed.normalize("NFKC").replace(/\D/g, "").slice(0, CODE_DIGITS))}
      />
    </Sheet>
  );
}
