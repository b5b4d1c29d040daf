import type { DraftInput } from "../../core/certificate/draft.ts";
import type { Hex } from "./hex.ts";

/** Whether the goods are the operator's own harvest or bought with certificates. */
export type Trade = "producer" | "purchaser";

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
  /** The farmer for whom a station issues (代开). */
  readonly farmer?: Hex;
};

/** Where a draft is kept: one for the next certificate, and one for each certificate that is corrected and each farmer. */
export type DraftSlot = "issue" | `correct ${Hex}` | `farmer ${Hex}`;

/** The slot that a draft of this content belongs in. */
export function draftSlot(corrects: { readonly id: Hex } | undefined, farmer?: Hex): DraftSlot {
  if (corrects !== undefined) return `correct ${corrects.id}`;
  return farmer === undefined ? "issue" : `farmer ${farmer}`;
}

/** A certificate begun and not signed. */
export type DraftRecord = { readonly slot: DraftSlot; readonly savedAt: number; readonly draft: KeptDraft };

/** Where goods came from: division, place below it and the names of plots. */
export type UsedOrigin = Pick<DraftInput, "origin" | "place" | "plots">;

/** A product that has been certified here, with what was entered the last time and where it came from before. */
export type UsedProduct = Pick<DraftInput, "product" | "unit" | "qualityControl"> &
  UsedOrigin & {
    readonly productCode?: number;
    readonly trade: Trade;
    /** As typed. */
    readonly lastQuantity: string;
    /** Newest first, each once, {@link KEPT_ORIGINS} at most. */
    readonly origins: readonly UsedOrigin[];
    readonly count: number;
    /** Unix seconds. */
    readonly lastUsed: number;
  };

/** Origins remembered of a product. */
export const KEPT_ORIGINS = 8;
