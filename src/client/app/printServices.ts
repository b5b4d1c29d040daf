import { addLabelPicture, labelPictures, removeLabelPicture } from "../data/labelPictures.ts";
import type { Phone } from "../data/phone.ts";
import { pngOf } from "../features/print/labelRaster.ts";
import type { PrintDeps } from "../features/print/printDeps.ts";
import { printFonts } from "./glyphServices.ts";
import { findPrintable, LABEL_SIZES } from "./labelContents.ts";
import type { Packs } from "./packs.ts";
import { openLocalStorage } from "./preferencesStore.ts";
import { keepPrintChoice, readPrintChoice } from "./printChoice.ts";
import { printerWay } from "./printingServices.ts";
import { saveFile } from "./saveFile.ts";
import { systemPrint } from "./systemPrint.ts";

/** Joins the print screen to this phone. */
export function printServices(phone: Phone, packs: Packs): PrintDeps {
  const storage = openLocalStorage();
  return {
    find: (id) => findPrintable(id, { phone, packs }),
    sizes: LABEL_SIZES,
    readChoice: () => readPrintChoice(storage, LABEL_SIZES),
    keepChoice: (choice) => keepPrintChoice(storage, choice),
    ways: {
      printer: printerWay(phone, packs),
      system: systemPrint,
      async savePicture({ labels, number, raster }) {
        const [first] = labels;
        if (first !== undefined) saveFile({ name: `合格证-${number}.png`, content: await pngOf(raster(first.label)) });
      },
    },
    pdf: { glyphs: (texts) => printFonts(phone, texts), saveFile },
    pictures: () => labelPictures(phone.db),
    addPicture: (picture) => addLabelPicture(phone.db, picture),
    removePicture: (id) => removeLabelPicture(phone.db, id),
  };
}
