import { parseJoinLink } from "../../core/operator/joinLink.ts";
import { parseAgencyText } from "../../core/qr/agencyText.ts";
import { pesticideDigits } from "../../core/record/pesticideCode.ts";
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
    wayOf(text) {
      const link = parseJoinLink(text);
      if (link.ok && link.value.origin === phone.origin)
        return { to: "join", path: text.trim().slice(phone.origin.length) };
      if (parseAgencyText(text)?.origin === phone.origin)
        return { to: "agency", path: text.trim().slice(phone.origin.length) };
      const digits = pesticideDigits(text);
      return digits === undefined ? undefined : { to: "pesticide", path: `/diary/code/${digits}` };
    },
    mayRecall: async () => (await officerIdentity(phone)) !== undefined,
    placeName: packs.placeName,
    units: packs.units,
    now: correctedClock(phone),
  };
}
