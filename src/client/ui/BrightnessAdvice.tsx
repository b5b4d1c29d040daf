import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import type { WakeLockState } from "./useWakeLock.ts";

/** What a page cannot do itself under a code: turn the brightness up and, without a wake lock, keep the screen on. */
export function BrightnessAdvice({ wakeLock }: { readonly wakeLock: WakeLockState }) {
  const text = useText(uiText);
  return <p className="small soft">{wakeLock === "unavailable" ? text("show.dims") : text("show.brightness")}</p>;
}
