import { useState } from "react";
import type { PinAnswer } from "../../../core/operator/pin.ts";
import type { Result } from "../../../core/result.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { certificatesText } from "../../text/certificates.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import type { WithdrawFailure } from "./certificatesDeps.ts";

type VoidSheetProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onVoided: () => void;
  readonly unlock: (pin: string) => Promise<PinAnswer>;
  readonly voidIt: (reason: string) => Promise<Result<undefined, WithdrawFailure>>;
};

const REASONS = ["void.reason.quantity", "void.reason.product", "void.reason.unsold"] as const;

/** Asks for the reason and voids; nothing is void until it is signed and stored. */
export function VoidSheet({ open, onClose, onVoided, unlock, voidIt }: VoidSheetProps) {
  const text = useText(certificatesText);
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<WithdrawFailure>();
  const [busy, setBusy] = useState(false);
  const tidy = tidyText(reason);
  const confirm = async () => {
    setBusy(true);
    const result = await voidIt(tidy);
    setBusy(false);
    setFailure(result.ok ? undefined : result.error);
    if (result.ok) onVoided();
  };
  if (failure === "keyLocked")
    return <PinSheet open={open} onClose={onClose} unlock={unlock} onUnlocked={() => void confirm()} />;
  const usable = checkText(tidy, { min: 1, max: 200 }).ok;
  return (
    <Sheet
      open={open}
      title={text("void.title")}
      onClose={onClose}
      actions={
        <Button tone="danger" wide disabled={!usable} busy={busy} onClick={() => void confirm()}>
          {text("void.confirm")}
        </Button>
      }
    >
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <p>{text("void.warning")}</p>
      <div className="row" role="group" aria-label={text("void.reasons")}>
        {REASONS.map((key) => (
          <Button key={key} onClick={() => setReason(text(key))}>
            {text(key)}
          </Button>
        ))}
      </div>
      <TextField
        label={text("void.reason")}
        hint={text("void.reason.hint")}
        maxLength={200}
        value={reason}
        onChange={setReason}
      />
    </Sheet>
  );
}
