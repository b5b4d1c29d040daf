import { timeNow } from "../data/clock.ts";
import type { Phone } from "../data/phone.ts";

/** A clock for screens, Unix seconds: this phone's, put right by what the endpoint said when the screen was opened. */
export function correctedClock(phone: Phone): () => number {
  let offset = 0;
  void timeNow(phone).then((now) => {
    offset = now - Math.floor(phone.clock());
  });
  return () => Math.floor(phone.clock()) + offset;
}
