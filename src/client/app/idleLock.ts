import type { Phone } from "../data/phone.ts";
import { lockKeys } from "../data/pins.ts";

/** Milliseconds without a touch after which opened keys are locked again. */
const IDLE = 5 * 60_000;
/** Milliseconds between looks; timers of a page out of sight may stand still, so it looks when it comes back too. */
const LOOK = 15_000;

/** Locks what a PIN has opened once nobody has touched the phone for a while. */
export function lockWhenIdle(phone: Phone): void {
  let touched = performance.now();
  const look = () => {
    if (performance.now() - touched >= IDLE) lockKeys(phone);
  };
  const touch = () => {
    look();
    touched = performance.now();
  };
  for (const event of ["pointerdown", "keydown"])
    window.addEventListener(event, touch, { capture: true, passive: true });
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK);
}
