import { useEffect } from "react";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";

/** Names the document after the screen, with the app's name behind it; a screen of the app's name stands alone. */
export function useDocumentTitle(screen: string): void {
  const text = useText(uiText);
  const title = screen === text("app.name") ? screen : text("screen.titled", { screen });
  useEffect(() => {
    document.title = title;
  }, [title]);
}
