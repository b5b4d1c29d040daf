import { useLocation } from "wouter";
import { useStore } from "zustand";
import { appText } from "../text/app.ts";
import { useText } from "../text/useText.ts";
import { Button } from "../ui/Button.tsx";
import "./updateBar.css";
import type { Updates } from "./updates.ts";

/** Screens on which nothing can be interrupted: everywhere else somebody may be issuing, scanning or showing a code. */
const CALM_SCREENS = new Set(["/", "/certificates", "/scan/history", "/settings"]);

/** Offers a new version, and only where a reload takes nothing out of a person's hands. */
export function UpdateBar({ updates }: { readonly updates: Updates }) {
  const text = useText(appText);
  const state = useStore(updates.state, (update) => update.state);
  const [path] = useLocation();
  if (state === "none" || !CALM_SCREENS.has(path)) return null;
  return (
    <div className="update-bar" role="status">
      <Button tone="primary" wide onClick={updates.apply}>
        {text(state === "waiting" ? "update.ready" : "update.reopen")}
      </Button>
    </div>
  );
}
