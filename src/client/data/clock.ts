import type { Phone } from "./phone.ts";
import { readSetting } from "./settings.ts";

/** The time now as the endpoint's clock would have it, Unix seconds; the device's own before the first contact. */
export async function timeNow(phone: Phone): Promise<number> {
  return Math.floor(phone.clock()) + ((await readSetting(phone.db, "clockOffset")) ?? 0);
}
