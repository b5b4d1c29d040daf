import { chinaDay } from "../../core/date.ts";
import type { LabelContent } from "../../core/label/labelContent.ts";
import { type LabelSizePack, readLabelSizes } from "../../core/label/labelSize.ts";
import pack from "../../data/labelSizes.json";
import { findCertificate } from "../data/certificates.ts";
import type { FoundCertificate } from "../data/foundCertificate.ts";
import type { Phone } from "../data/phone.ts";
import type { Printable } from "../features/print/printDeps.ts";
import { agencyWords, chinaDayWords } from "../text/format.ts";
import { quantityWords } from "../ui/quantityWords.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";

function readOwn(): LabelSizePack {
  const sizes = readLabelSizes(pack);
  if (!sizes.ok) throw new Error("the label sizes of this version cannot be read");
  return sizes.value;
}

/** The label sizes that came with the app. */
export const LABEL_SIZES = readOwn();

/** A certificate of this phone as it is printed; undefined when it is not here or its style is not known here. */
export async function findPrintable(
  id: string,
  { phone, packs }: { readonly phone: Phone; readonly packs: Packs },
): Promise<Printable | undefined> {
  const found = await findCertificate(phone, id);
  const content = found === undefined ? undefined : await labelContentOf(found, packs);
  if (found === undefined || content === undefined) return undefined;
  return { content, withdrawn: found.state !== "active" };
}

/** A certificate in the words of its label; undefined when its style is not known here. */
async function labelContentOf(found: FoundCertificate, packs: Packs): Promise<LabelContent | undefined> {
  const { certificate, labelText, chainText } = found;
  const style = OFFICIAL_STYLES.find(({ code }) => code === certificate.style);
  if (style === undefined) return undefined;
  return {
    style,
    basis: certificate.basis,
    number: found.number,
    ...(found.station === undefined ? {} : { issuerByStation: agencyWords(found.issuer, found.station, "zh-CN") }),
    values: {
      product: certificate.product,
      quantity: quantityWords(certificate.quantity, packs.units, "zh-CN"),
      origin: `${await packs.placeName(certificate.origin)}${certificate.place ?? ""}`,
      issuer: found.issuer,
      contact: found.contact ?? "—",
      issuedAt: chinaDayWords(chinaDay(found.iat), "zh-CN"),
    },
    codes: {
      label: labelText,
      short: labelText.slice(0, labelText.indexOf("#")),
      ...(chainText === labelText ? {} : { chain: chainText }),
    },
  };
}
