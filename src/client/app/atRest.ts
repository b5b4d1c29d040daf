/** Milliseconds that the screen on which the app was opened has for itself, on a cheap phone, once its files are there. */
const FIRST_SCREEN = 1000;
/** Milliseconds after which work begins even on a phone that finds no rest. */
const NO_REST = 1500;

/** Waits until the first screen has what it needs and the processor nothing to do, or until the person goes on to another. */
export function atRest(): Promise<void> {
  return new Promise((resolve) => {
    const goneOn = () => resolve();
    for (const moved of ["pushState", "popstate"]) window.addEventListener(moved, goneOn, { once: true });
    void whenLoaded().then(() => setTimeout(() => whenIdle(resolve), FIRST_SCREEN));
  });
}

function whenIdle(then: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(then, { timeout: NO_REST });
  else setTimeout(then, NO_REST / 3);
}

function whenLoaded(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => window.addEventListener("load", () => resolve(), { once: true }));
}
