import { PATH } from "../../wire/paths.ts";
import { findCertificate, listCertificates, productNames } from "../data/certificates.ts";
import type { FoundCertificate } from "../data/foundCertificate.ts";
import { actingIdentity } from "../data/identities.ts";
import type { Phone } from "../data/phone.ts";
import { openWithPin } from "../data/pins.ts";
import type { CertificateRecord } from "../data/schema.ts";
import { voidOnPhone } from "../data/voidOnPhone.ts";
import type {
  CertificateSummary,
  CertificatesDeps,
  OwnCertificate,
  Upload,
} from "../features/certificates/certificatesDeps.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";
import { saveFile } from "./saveFile.ts";

function summaryOf(
  { id, number, product, quantity, iat, state }: CertificateRecord,
  upload: Upload,
): CertificateSummary {
  return { id, number, product, quantity, iat, upload, ...(state === "active" ? {} : { withdrawn: state }) };
}

/** One of the operator's own certificates as its screens want it. */
export function ownCertificate(found: FoundCertificate): OwnCertificate {
  const { upload, certificate, issuer, station, contact, withdrawal, chainText, loggedAt } = found;
  return {
    ...summaryOf(found, upload),
    certificate,
    issuer,
    chainText,
    ...(station === undefined ? {} : { station }),
    ...(contact === undefined ? {} : { contact }),
    ...(withdrawal === undefined ? {} : { withdrawal }),
    ...(loggedAt === undefined ? {} : { loggedAt }),
  };
}

/** Joins the screens of one's own certificates to this phone. */
export function certificateServices(phone: Phone, packs: Packs, uploadNow: () => void): CertificatesDeps {
  return {
    async list(filter, limit) {
      return (await listCertificates(phone, filter, limit)).map((record) => summaryOf(record, record.upload));
    },
    products: () => productNames(phone),
    async find(id) {
      const found = await findCertificate(phone, id);
      return found === undefined ? undefined : ownCertificate(found);
    },
    held(id) {
      const { issued } = phone.kept;
      return issued?.id === id ? ownCertificate(issued) : undefined;
    },
    voidCertificate: (id, reason) => voidOnPhone(phone, id, reason),
    async unlock(pin) {
      const identity = await actingIdentity(phone.db);
      return identity === undefined ? { result: "erased" } : openWithPin(phone, identity, pin);
    },
    placeName: packs.placeName,
    styles: OFFICIAL_STYLES,
    units: packs.units,
    clock: phone.clock,
    saveFile,
    embedLine: (number) => `<script src="${phone.origin}${PATH.badgeScript}" data-number="${number}" async></script>`,
    watchUploads: (changed) =>
      phone.changes.listen((change) => (change === "outbox" || change === "certificates") && changed()),
    uploadNow,
  };
}
