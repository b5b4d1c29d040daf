import { useEffect, useState } from "react";

/** `held` while the screen stays on; `unavailable` where the browser cannot or will not (old ones, low battery). */
export type WakeLockState = "asking" | "held" | "unavailable";

/** Keeps the screen on while `active`. The browser drops the lock when the page is hidden; it is taken again on return. */
export function useWakeLock(active: boolean): WakeLockState {
  const [state, setState] = useState<WakeLockState>("asking");
  useEffect(() => {
    if (!active) return undefined;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const taken = await requestLock();
      if (over) await taken?.release();
      else setState(taken === undefined ? "unavailable" : "held");
      lock = taken;
    };
    const askAgain = () => void ask();
    askAgain();
    document.addEventListener("visibilitychange", askAgain);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", askAgain);
      void lock?.release();
    };
  }, [active]);
  return state;
}

async function requestLock(): Promise<WakeLockSentinel | undefined> {
  try {
    return await (navigator as { readonly wakeLock?: WakeLock }).wakeLock?.request("screen");
  } catch {
    // NotAllowedError: the battery is low or the page is hidden. Nothing depends on the lock.
    return undefined;
  }
}
