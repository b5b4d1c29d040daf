import { chinaDay } from "../../core/date.ts";
import { listCertificates } from "../data/certificates.ts";
import { timeNow } from "../data/clock.ts";
import type { ListedCertificate } from "../data/foundCertificate.ts";
import { actingIdentity } from "../data/identities.ts";
import type { Phone } from "../data/phone.ts";
import { LEDGER_MOST, type LedgerCertificate, type LedgerDeps } from "../features/print/ledgerDeps.ts";
import { printFonts } from "./glyphServices.ts";
import { findPrintable, LABEL_SIZES } from "./labelContents.ts";
import type { Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";

function stateOf({ state, upload }: ListedCertificate): LedgerCertificate["state"] {
  if (state !== "active") return state;
  if (upload.state === "uploaded") return "registered";
  return upload.state === "refused" ? "refused" : "notYet";
}

/** Joins the ledger to this phone. */
export function ledgerServices(phone: Phone, packs: Packs): LedgerDeps {
  return {
    operator: async () => (await actingIdentity(phone.db))?.name,
    async certificates(from, to) {
      const identity = await actingIdentity(phone.db);
      const listed = await listCertificates(phone, { from, to }, LEDGER_MOST + 1);
      return listed
        .filter(({ operator }) => operator === identity?.operator)
        .map((record): LedgerCertificate => {
          const { id, number, product, quantity, iat } = record;
          return { id, number, product, quantity, iat, state: stateOf(record) };
        })
        .reverse();
    },
    today: async () => chinaDay(await timeNow(phone)),
    async labelContents(ids) {
      const contents = await Promise.all(ids.map(async (id) => (await findPrintable(id, { phone, packs }))?.content));
      return contents.filter((content) => content !== undefined);
    },
    sizes: LABEL_SIZES,
    units: packs.units,
    pdf: { glyphs: (texts) => printFonts(phone, texts), saveFile },
  };
}
