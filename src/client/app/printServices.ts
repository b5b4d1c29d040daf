import { chinaDay } from "../../core/date.ts";
import type { LabelContent } from "../../core/label/labelContent.ts";
import { type LabelSizePack, readLabelSizes } from "../../core/label/labelSize.ts";
import labelSizes from "../../data/labelSizes.json";
import { findCertificate } from "../data/certificates.ts";
import type { FoundCertificate } from "../data/foundCertificate.ts";
import { addLabelPicture, labelPictures, removeLabelPicture } from "../data/labelPictures.ts";
import type { Phone } from "../data/phone.ts";
import { pngOf } from "../features/print/labelRaster.ts";
import type { PrintDeps } from "../features/print/printDeps.ts";
import { chinaDayWords } from "../text/format.ts";
import { quantityWords } from "../ui/quantityWords.ts";
import { OFFICIAL_STYLES } from "./officialStyles.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";
import { keepPrintChoice, readPrintChoice } from "./printChoice.ts";
import { saveFile } from "./saveFile.ts";
import { systemPrint } from "./systemPrint.ts";

function readOwn(): LabelSizePack {
  const sizes = readLabelSizes(labelSizes);
  if (!sizes.ok) throw new Error("the label sizes of this version cannot be read");
  return sizes.value;
}

/** A certificate in the words of its label; undefined when its style is not known here. */
async function contentOf(found: FoundCertificate, packs: Packs): Promise<PrintableContent | undefined> {
  const { certificate, labelText, chainText } = found;
  const style = OFFICIAL_STYLES.find(({ code }) => code === certificate.style);
  if (style === undefined) return undefined;
  const origin = `${await packs.placeName(certificate.origin)}${certificate.place ?? ""}`;
  return {
    style,
    basis: certificate.basis,
    number: found.number,
    values: {
      product: certificate.product,
      quantity: quantityWords(certificate.quantity, packs.units, "zh-CN"),
      origin,
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

type PrintableContent = Omit<LabelContent, "boxNumber" | "pictures">;

/** Joins the print screen to this phone. */
export function printServices(phone: Phone, packs: Packs): PrintDeps {
  const sizes = readOwn();
  const storage = openLocalStorage();
  return {
    async find(id) {
      const found = await findCertificate(phone, id);
      const content = found === undefined ? undefined : await contentOf(found, packs);
      if (found === undefined || content === undefined) return undefined;
      return { content, withdrawn: found.state !== "active" };
    },
    sizes,
    readChoice: () => readPrintChoice(storage, sizes),
    keepChoice: (choice) => keepPrintChoice(storage, choice),
    ways: {
      system: systemPrint,
      async savePicture({ labels, number, raster }) {
        const [first] = labels;
        if (first !== undefined) saveFile({ name: `合格证-${number}.png`, content: await pngOf(raster(first.label)) });
      },
    },
    pictures: () => labelPictures(phone.db),
    addPicture: (picture) => addLabelPicture(phone.db, picture),
    removePicture: (id) => removeLabelPicture(phone.db, id),
  };
}
