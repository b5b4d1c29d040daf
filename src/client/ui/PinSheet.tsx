import { useState } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Button } from "./Button.tsx";
import { Sheet } from "./Sheet.tsx";
import { TextField } from "./TextField.tsx";

type PinSheetProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** False for a wrong PIN. */
  readonly unlock: (pin: string) => Promise<boolean>;
  readonly onUnlocked: () => void;
};

/** Asks for the PIN that wraps the signing key on browsers that cannot keep one themselves. */
export function PinSheet({ open, onClose, unlock, onUnlocked }: PinSheetProps) {
  const text = useText(uiText);
  const [pin, setPin] = useState("");
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const enter = async () => {
    setBusy(true);
    const opened = await unlock(pin);
    setBusy(false);
    setWrong(!opened);
    setPin("");
    if (opened) onUnlocked();
  };
  return (
    <Sheet
      open={open}
      title={text("pin.title")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide busy={busy} disabled={pin.length < 6} onClick={() => void enter()}>
          {text("pin.enter")}
        </Button>
      }
    >
      <TextField
        label={text("pin.label")}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={64}
        value={pin}
        onChange={setPin}
        error={wrong ? text("pin.wrong") : undefined}
      />
    </Sheet>
  );
}
