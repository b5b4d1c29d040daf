import { BASIS, STYLE } from "../../core/certificate/certificate.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import { findCertificate } from "../data/certificates.ts";
import { lotRange } from "../data/ownRecords.ts";
import type { Phone } from "../data/phone.ts";
import type { StoredDraft } from "../features/issue/issueDeps.ts";

/**
 * The draft that corrects a certificate: everything it said, drawn on the same lot, with the tests to be stated
 * again. Undefined when it is not here or was withdrawn before.
 */
export async function correctionOf(phone: Phone, id: string): Promise<StoredDraft | undefined> {
  const found = await findCertificate(phone, id);
  if (found === undefined || found.state !== "active") return undefined;
  const { certificate, day, number } = found;
  const [lot] = await phone.db.getAll("lots", lotRange(found.lot), 1);
  return {
    step: "details",
    trade: certificate.style === STYLE.purchaser2026 ? "purchaser" : "producer",
    oldAllowed: true,
    lotQuantity: "",
    sources: [],
    mode: "mixed",
    ...(lot === undefined ? {} : { lot: lot.id }),
    corrects: { id, number, reason: "" },
    input: {
      product: certificate.product,
      ...(certificate.productCode === undefined ? {} : { productCode: certificate.productCode }),
      quantity: formatThousandths(certificate.quantity.thousandths),
      unit: certificate.quantity.unit,
      origin: certificate.origin,
      place: certificate.place ?? "",
      plots: [],
      day: lot?.day ?? day,
      qualityControl: (certificate.basis & BASIS.qualityControl) !== 0,
      tests: [],
    },
  };
}
