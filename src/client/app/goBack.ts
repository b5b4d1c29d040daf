import { navigate } from "wouter/use-browser-location";

let depth = 0;

/** Counts how many screens of this app lie behind the present one; wouter announces its own pushes as events. */
export function countScreens(): void {
  window.addEventListener("pushState", () => (depth += 1));
  window.addEventListener("popstate", () => (depth = Math.max(0, depth - 1)));
}

/** Goes back the way the person came; when the app was opened on this screen, to `parent` in its place. */
export function goBack(parent: string): void {
  if (depth > 0) window.history.back();
  else navigate(parent, { replace: true });
}
