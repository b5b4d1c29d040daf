import { useState } from "react";
import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";

type NumberSheetProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onEntered: (number: string) => void;
};

/** Typing a number off a label. */
export function NumberSheet({ open, onClose, onEntered }: NumberSheetProps) {
  const text = useText(scanText);
  const [typed, setTyped] = useState("");
  const enter = () => onEntered(typed);
  return (
    <Sheet
      open={open}
      title={text("number")}
      onClose={onClose}
      actions={
        <Button tone="primary" wide disabled={typed.trim() === ""} onClick={enter}>
          {text("number.go")}
        </Button>
      }
    >
      <TextField
        label={text("number.label")}
        hint={text("number.hint")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="search"
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => event.key === "Enter" && typed.trim() !== "" && enter()}
      />
    </Sheet>
  );
}
