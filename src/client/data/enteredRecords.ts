import type { DraftInput } from "../../core/certificate/draft.ts";
import type { Hex, Trade } from "./schema.ts";

/** What a person has entered of an unfinished certificate, and where they were. */
export type KeptDraft = {
  readonly step: "product" | "sources" | "details" | "preview";
  readonly trade: Trade;
  readonly input: DraftInput;
  readonly oldAllowed: boolean;
  /** Lot drawn on; absent when a new one is made. */
  readonly lot?: Hex;
  /** Quantity of the whole harvest as typed, when it is more than this certificate covers. */
  readonly lotQuantity: string;
  readonly sources: readonly Hex[];
  readonly mode: "mixed" | "repacked";
  /** The certificate that this one corrects, and why. */
  readonly corrects?: { readonly id: Hex; readonly number: string; readonly reason: string };
};

/** The one certificate begun and not signed. */
export type DraftRecord = { readonly slot: "issue"; readonly savedAt: number; readonly draft: KeptDraft };

/** A product that has been certified here, with what was entered the last time. */
export type UsedProduct = Pick<DraftInput, "product" | "unit" | "origin" | "place" | "plots" | "qualityControl"> & {
  readonly productCode?: number;
  readonly trade: Trade;
  /** As typed. */
  readonly lastQuantity: string;
  readonly count: number;
  /** Unix seconds. */
  readonly lastUsed: number;
};

/** A plot or place that was named before. */
export type UsedPlace = {
  readonly origin: string;
  readonly place: string;
  /** Name of the plot; empty for a place named without one. */
  readonly plot: string;
  readonly lastUsed: number;
};
