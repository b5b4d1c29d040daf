import { useState } from "react";
import { isPin, type PinAnswer } from "../../../core/operator/pin.ts";
import { peopleText } from "../../text/people.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { PinKeypad } from "../../ui/PinKeypad.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { usePinWords } from "../../ui/usePinWords.ts";

type Step = "old" | "new" | "again";
const NEXT: Readonly<Record<Step, Step>> = { old: "new", new: "again", again: "again" };

type ChangePinProps = {
  readonly onClose: () => void;
  readonly change: (pins: { readonly old: string; readonly new: string }) => Promise<PinAnswer>;
};

/** The old PIN, the new one, and the new one again: one keypad after another. */
export function ChangePinSheet({ onClose, change }: ChangePinProps) {
  const text = useText(peopleText);
  const words = usePinWords();
  const [step, setStep] = useState<Step>("old");
  const [pins, setPins] = useState({ old: "", new: "", again: "" });
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const restart = (from: Step, why: string | undefined) => {
    setStep(from);
    setPins(from === "old" ? { old: "", new: "", again: "" } : { ...pins, new: "", again: "" });
    setError(why);
  };
  const next = async () => {
    if (step !== "again") return setStep(NEXT[step]);
    if (pins.new !== pins.again) return restart("new", text("pin.differs"));
    setBusy(true);
    const answer = await change({ old: pins.old, new: pins.new });
    setBusy(false);
    if (answer.result === "opened") onClose();
    else restart("old", words(answer));
  };
  return (
    <Sheet
      open
      title={text("pin.change")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide large busy={busy} disabled={!isPin(pins[step])} onClick={() => void next()}>
          {text(step === "again" ? "pin.save" : "pin.next")}
        </Button>
      }
    >
      <PinKeypad
        label={text(`pin.${step}`)}
        error={error}
        value={pins[step]}
        onChange={(typed) => {
          setPins({ ...pins, [step]: typed });
          setError(undefined);
        }}
      />
    </Sheet>
  );
}
