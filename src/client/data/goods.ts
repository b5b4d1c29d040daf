import type { UsedProduct } from "./enteredRecords.ts";
import type { Phone } from "./phone.ts";
import type { LotRecord, ScanRecord } from "./schema.ts";

/** Rows of a list that nobody scrolls through to the end. */
const SHOWN = 50;

/** Products that were certified here, most used first. There are as many as one operator grows or buys. */
export async function usedProducts(phone: Phone): Promise<readonly UsedProduct[]> {
  const used = await phone.db.getAll("usedProducts");
  phone.kept.used = new Map(used.map((entry) => [entry.product, entry]));
  return used.sort((left, right) => right.count - left.count || right.lastUsed - left.lastUsed);
}

/** A plot or place that was named before. */
export type UsedPlace = {
  readonly origin: string;
  readonly place: string;
  /** Name of the plot; empty for a place named without one. */
  readonly plot: string;
};

/** Plots and places that were named before, those of the newest product first; each once. */
export async function usedPlaces(phone: Phone): Promise<readonly UsedPlace[]> {
  const products = (await phone.db.getAll("usedProducts")).sort((left, right) => right.lastUsed - left.lastUsed);
  const named = products.flatMap(({ origins }) =>
    origins.flatMap(({ origin, place, plots }) =>
      (plots.length === 0 ? [""] : plots).map((plot) => ({ origin, place, plot })),
    ),
  );
  const seen = new Set<string>();
  return named.filter(({ origin, place, plot }) => {
    const name = JSON.stringify([origin, place, plot]);
    return !seen.has(name) && seen.add(name);
  });
}

/** Lots of which something is left, newest first. */
export function openLots(phone: Phone): Promise<readonly LotRecord[]> {
  return phone.db.getAllFromIndex("lots", "byOpenOrder", undefined, SHOWN);
}

/** Scanned certificates whose goods may go into an assembled lot: genuine and in force when scanned, newest first. */
export async function sourceScans(phone: Phone): Promise<readonly ScanRecord[]> {
  const scans = await phone.db.getAllFromIndex("scans", "bySourceOrder", undefined, SHOWN);
  return scans.filter((scan, index) => scans.findIndex((other) => other.heldId === scan.heldId) === index);
}
