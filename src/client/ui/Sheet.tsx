import { type ReactNode, useEffect, useId, useRef } from "react";
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
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return undefined;
    const cancelled = (event: Event) => {
      // Whether it closes is for `open` to say.
      event.preventDefault();
      onClose();
    };
    const clicked = (event: MouseEvent) => {
      if (event.target === element && isOutside(event, element)) onClose();
    };
    element.addEventListener("cancel", cancelled);
    element.addEventListener("click", clicked);
    return () => {
      element.removeEventListener("cancel", cancelled);
      element.removeEventListener("click", clicked);
    };
  }, [onClose]);
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby={titleId}>
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
function isOutside(event: MouseEvent, dialog: Element): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientY < box.top || event.clientY > box.bottom || event.clientX < box.left || event.clientX > box.right;
}
