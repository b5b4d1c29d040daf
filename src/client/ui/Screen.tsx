import { type ReactNode, useContext, useEffect, useRef } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Icon } from "./Icon.tsx";
import { GoBackContext } from "./navigation.ts";
import "./screen.css";
import { useDocumentTitle } from "./useDocumentTitle.ts";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

type ScreenProps = {
  /** The screen's name: its heading and the document's title. */
  readonly title: string;
  /** Where 返回 leads when there is nothing to go back to; without it there is no 返回. */
  readonly parent?: string;
  /** Instead of going back, for a screen with steps of its own. */
  readonly onBack?: () => void;
  /** At the end of the bar. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** A {@link BottomBar} within reach of the thumb. */
  readonly bottom?: ReactNode;
};

/** The frame of every screen. When a screen opens and nothing holds the focus, its heading takes it and is read out. */
export function Screen({ title, parent, onBack, actions, children, bottom }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(title);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="screen">
      <header className="screen-bar">
        {(parent !== undefined || onBack !== undefined) && <BackButton parent={parent ?? "/"} onBack={onBack} />}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions}
      </header>
      <main className="screen-body">
        <div className="screen-main">{children}</div>
        {bottom}
      </main>
    </div>
  );
}

function BackButton({ parent, onBack }: { readonly parent: string; readonly onBack: (() => void) | undefined }) {
  const text = useText(uiText);
  const goBack = useContext(GoBackContext);
  return (
    <button type="button" className="screen-back" onClick={onBack ?? (() => goBack(parent))}>
      <Icon name="back" />
      <VisuallyHidden>{text("back")}</VisuallyHidden>
    </button>
  );
}
