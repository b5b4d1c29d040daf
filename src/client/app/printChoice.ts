import type { LabelSizePack } from "../../core/label/labelSize.ts";
import type { PrintChoice } from "../features/print/printDeps.ts";

const STORAGE_KEY = "printing";

/** What most farmers' roll printers take. */
const FIRST: PrintChoice = { size: "60x40", customWidth: "", customHeight: "", dpi: 203 };

/** The choice of the last time; whatever is missing, or no longer in the pack, is what a first printing starts with. */
export function readPrintChoice(storage: Pick<Storage, "getItem"> | undefined, pack: LabelSizePack): PrintChoice {
  const kept = parse(storage?.getItem(STORAGE_KEY) ?? null);
  const known = [...pack.sizes, ...pack.sheets].some(({ id }) => id === kept.size) || kept.size === "custom";
  return {
    size: known && kept.size !== undefined ? kept.size : FIRST.size,
    customWidth: kept.customWidth ?? FIRST.customWidth,
    customHeight: kept.customHeight ?? FIRST.customHeight,
    dpi: pack.resolutions.find(({ dpi }) => String(dpi) === kept.dpi)?.dpi ?? FIRST.dpi,
  };
}

function parse(stored: string | null): Partial<Record<keyof PrintChoice, string>> {
  return Object.fromEntries(new URLSearchParams(stored ?? ""));
}

/** Keeps a choice for the next time, where the browser lets it. */
export function keepPrintChoice(storage: Pick<Storage, "setItem"> | undefined, choice: PrintChoice): void {
  try {
    storage?.setItem(STORAGE_KEY, new URLSearchParams({ ...choice, dpi: String(choice.dpi) }).toString());
  } catch {
    // The disk is full: the choice holds as long as this screen is open.
  }
}
