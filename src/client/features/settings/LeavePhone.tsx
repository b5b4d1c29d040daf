import { useEffect, useState } from "react";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import type { DevicePort } from "./settingsDeps.ts";

type LeavePhoneProps = { readonly open: boolean; readonly onClose: () => void; readonly device: DevicePort };

/** Says what leaving deletes, above all what was never uploaded, before it does so. */
export function LeavePhone({ open, onClose, device }: LeavePhoneProps) {
  const text = useText(settingsText);
  const [unsent, setUnsent] = useState<number>();
  const [state, setState] = useState<"asking" | "working" | "failed">("asking");
  useEffect(() => {
    if (open) void device.unsent().then(setUnsent);
  }, [open, device]);
  const leave = async () => {
    setState("working");
    const left = await device.leave();
    if (!left.ok) setState("failed");
  };
  const actions = (
    <>
      <Button wide onClick={onClose}>
        {text("cancel")}
      </Button>
      <Button tone="danger" wide busy={state === "working" || unsent === undefined} onClick={() => void leave()}>
        {text("leave.confirm")}
      </Button>
    </>
  );
  return (
    <Sheet open={open} title={text("leave.title")} onClose={onClose} actions={actions}>
      <p>{text("leave.text")}</p>
      {unsent !== undefined && unsent > 0 && <Banner tone="bad" title={text("leave.waiting", { count: unsent })} />}
      {state === "failed" && <Banner tone="bad" role="alert" title={text("leave.failed")} />}
    </Sheet>
  );
}
