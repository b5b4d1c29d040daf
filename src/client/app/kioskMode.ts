import { openLocalStorage } from "./preferencesStore.ts";

/** Where the salted hash of the exit code is kept while the kiosk is on. */
export const KIOSK_KEY = "kiosk";

/** True while this phone is a kiosk: every address but the kiosk's own leads to it. */
export function isKiosk(): boolean {
  return (openLocalStorage()?.getItem(KIOSK_KEY) ?? "") !== "";
}
