import { parseJoinLink } from "../../core/operator/joinLink.ts";
import { officerIdentity } from "../data/actOnPhone.ts";
import type { Phone } from "../data/phone.ts";
import { clearScans, recordScan, scanHistory, verifyOnline, verifyOnPhone } from "../data/verifyOnPhone.ts";
import type { ScanDeps } from "../features/scan/scanDeps.ts";
import { correctedClock } from "./correctedClock.ts";
import type { Packs } from "./packs.ts";

/** Joins the scanning screens to this phone. */
export function scanServices(phone: Phone, packs: Packs): ScanDeps {
  return {
    verify: (text) => verifyOnPhone(phone, text),
    async verifyOnline(text) {
      const verification = await verifyOnline(phone, text);
      return verification.ok ? verification.value : undefined;
    },
    remember: async (text, verification) => (await recordScan(phone, text, verification)).ok,
    history: async (limit, before) =>
      (await scanHistory(phone, limit, before)).map(({ scan = 0, at, text, verification }) => ({
        scan,
        at,
        text,
        verification,
      })),
    async clearHistory() {
      await clearScans(phone);
    },
    joinPath(text) {
      const link = parseJoinLink(text);
      return link.ok && link.value.origin === phone.origin ? text.trim().slice(phone.origin.length) : undefined;
    },
    mayRecall: async () => (await officerIdentity(phone)) !== undefined,
    placeName: packs.placeName,
    units: packs.units,
    now: correctedClock(phone),
  };
}
