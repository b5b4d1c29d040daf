import { type PrinterPack, readPrinters } from "../../core/reference/printers.ts";
import shipped from "../../data/printers.json";
import { PATH } from "../../wire/paths.ts";

function readShipped(): PrinterPack {
  const pack = readPrinters(shipped);
  if (!pack.ok) throw new Error("the printers of this version cannot be read");
  return pack.value;
}

/** The region's printers from the endpoint, or as the service worker kept them; undefined where neither has them. */
async function regionPrinters(fetchPack: typeof fetch): Promise<PrinterPack | undefined> {
  try {
    const response = await fetchPack(PATH.printers);
    const pack = response.ok ? readPrinters(await response.json()) : undefined;
    return pack?.ok === true ? pack.value : undefined;
  } catch {
    // Offline and not kept: those that came with the app have to do.
    return undefined;
  }
}

/**
 * The printers that this phone knows at any moment: those that came with the app, and the region's own once they are
 * there. Nobody waits for them, since a browser lets a printer be chosen only within a tap.
 */
export function openPrinters(fetchPack: typeof fetch): () => PrinterPack {
  let known = readShipped();
  void regionPrinters(fetchPack).then((own) => {
    if (own !== undefined) known = own;
  });
  return () => known;
}
