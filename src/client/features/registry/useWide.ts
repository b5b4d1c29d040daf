import { useSyncExternalStore } from "react";

/** From this width on a list and what it opens stand side by side. */
const WIDE = "(min-width: 900px)";

function subscribe(changed: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
}

/** True while the window is wide enough for two columns. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
}
