import { useState } from "react";
import { PIN_LENGTH, type PinAnswer } from "../../core/operator/pin.ts";
import { pinText } from "../text/pin.ts";
import { useText } from "../text/useText.ts";
import { Banner } from "./Banner.tsx";
import { Button } from "./Button.tsx";
import { PinKeypad } from "./PinKeypad.tsx";
import { Sheet } from "./Sheet.tsx";
import { usePinWords } from "./usePinWords.ts";

type PinSheetProps = {
  readonly open: boolean;
  /** Whose key it is, on a phone that several share. */
  readonly person?: string | undefined;
  readonly onClose: () => void;
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly onUnlocked: () => void;
};

/** Asks for the PIN that wraps the signing key. */
export function PinSheet({ open, person, onClose, unlock, onUnlocked }: PinSheetProps) {
  const text = useText(pinText);
  const words = usePinWords();
  const [pin, setPin] = useState("");
  const [answer, setAnswer] = useState<PinAnswer>();
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    const came = await unlock(pin);
    setBusy(false);
    setAnswer(came.result === "opened" ? undefined : came);
    setPin("");
    if (came.result === "opened") onUnlocked();
  };
  const erased = answer?.result === "erased";
  const confirm = (
    <Button
      tone="primary"
      wide
      large
      busy={busy}
      disabled={erased || pin.length < PIN_LENGTH.min}
      onClick={() => void enter()}
    >
      {text("enter")}
    </Button>
  );
  return (
    <Sheet
      open={open}
      title={person === undefined ? text("title") : text("title.of", { person })}
      onClose={onClose}
      actions={confirm}
    >
      {erased ? (
        <Banner tone="bad" role="alert" title={text("erased")}>
          <p>{text("erased.advice")}</p>
        </Banner>
      ) : (
        <PinKeypad label={text("label")} error={words(answer)} value={pin} onChange={setPin} />
      )}
    </Sheet>
  );
}
