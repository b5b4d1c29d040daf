import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import "./screen.css";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

/** The shape of a screen while its code is being read. Nothing moves. */
export function Skeleton() {
  const text = useText(uiText);
  return (
    <div className="screen" role="status">
      <VisuallyHidden>{text("loading")}</VisuallyHidden>
      <div className="screen-bar" />
      <div className="screen-main">
        <div className="skeleton" />
        <div className="skeleton" />
      </div>
    </div>
  );
}
