import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Icon } from "./Icon.tsx";
import "./screen.css";
import "./sheet.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

type SheetProps = {
  readonly open: boolean;
  readonly title: string;
  /** Called for 关闭, the Escape key, the phone's back gesture and a tap outside. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the most likely one first. */
  readonly actions?: ReactNode;
};

/** A native modal dialog that rises from the bottom edge. Its content exists only while it is open. */
export function Sheet({ open, title, onClose, children, actions }: SheetProps) {
  const text = useText(uiText);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
  }, [open]);
  const closeFromOutside = (event: MouseEvent<HTMLDialogElement>) => {
    if (event.target === dialog.current && isOutside(event, dialog.current)) onClose();
  };
  return (
    // Escape, the keyboard's way to close, arrives as the cancel event.
    <dialog ref={dialog} className="sheet" aria-labelledby={titleId} onCancel={(event) => (event.preventDefault(), onClose())} onClick={closeFromOutside}>
      {open && (
        <>
          <div className="sheet-bar">
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="screen-back" onClick={onClose}>
              <Icon name="close" />
              <VisuallyHidden>{text("close")}</VisuallyHidden>
            </button>
          </div>
          <div className="stack">{children}</div>
          {actions !== undefined && <div className="sheet-actions">{actions}</div>}
        </>
      )}
    </dialog>
  );
}

/** The backdrop belongs to the dialog element, so only the place tells a tap outside from one on the padding. */
function isOutside(event: MouseEvent, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right;
}
