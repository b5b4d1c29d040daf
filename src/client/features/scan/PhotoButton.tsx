import { useRef, useState } from "react";
import { scanText } from "../../text/scan.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";

type PhotoButtonProps = {
  readonly readPicture: (file: Blob) => Promise<readonly string[]>;
  readonly onRead: (texts: readonly string[]) => void;
};

/** Reads codes from a photo or screenshot: the way round wherever a live camera is not to be had. */
export function PhotoButton({ readPicture, onRead }: PhotoButtonProps) {
  const text = useText(scanText);
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const chosen = async (files: FileList | null) => {
    const [file] = files ?? [];
    if (file === undefined) return;
    setBusy(true);
    onRead(await readPicture(file));
    setBusy(false);
  };
  return (
    <>
      <Button icon="picture" busy={busy} onClick={() => input.current?.click()}>
        {text("photo")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          void chosen(event.target.files);
          // The same picture may be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
