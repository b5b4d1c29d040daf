import { useEffect } from "react";

/** Calls `ask` at once, then every `seconds` while the page is in sight and `again` holds, and when it comes into sight. */
export function useRepeated(ask: () => Promise<void>, seconds: number, again: boolean): void {
  useEffect(() => void ask(), [ask]);
  useEffect(() => {
    const seen = () => {
      if (document.visibilityState === "visible") void ask();
    };
    document.addEventListener("visibilitychange", seen);
    const timer = again ? setInterval(seen, seconds * 1000) : undefined;
    return () => {
      document.removeEventListener("visibilitychange", seen);
      clearInterval(timer);
    };
  }, [ask, seconds, again]);
}
