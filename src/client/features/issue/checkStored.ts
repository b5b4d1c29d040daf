import { fromHex } from "../../../core/bytes.ts";
import { STYLE } from "../../../core/certificate/certificate.ts";
import { checkDraft, type Draft, type DraftError, type DraftWarning } from "../../../core/certificate/draft.ts";
import type { IssueOrder, LotChoice } from "../../../core/certificate/issue.ts";
import { parseQuantity } from "../../../core/certificate/quantity.ts";
import { canDraw } from "../../../core/lot/balance.ts";
import type { OpenLot, StoredDraft } from "./issueDeps.ts";

/** A draft whose every field holds, ready to be looked at and signed. */
export type Checked = { readonly draft: Draft; readonly warnings: readonly DraftWarning[]; readonly order: IssueOrder };

/** What a check of the draft found: errors, too much for the lot, or an order. */
export type CheckOutcome = {
  readonly errors: readonly DraftError[];
  readonly overRemainder: boolean;
  readonly checked: Checked | undefined;
};

function drawnLot(
  stored: StoredDraft,
  lots: readonly OpenLot[],
): { readonly lot: OpenLot; readonly choice: LotChoice } | undefined {
  const lot = lots.find((candidate) => candidate.id === stored.lot);
  const id = stored.lot === undefined ? undefined : fromHex(stored.lot);
  return lot === undefined || id === undefined
    ? undefined
    : { lot, choice: { draw: id, quantity: lot.quantity, drawn: lot.drawn } };
}

/** A correction may change what its lot says; the lot then stays as it is and a new one is made. */
function contradicts(lot: OpenLot, draft: Draft): boolean {
  return lot.product !== draft.product || lot.day !== draft.day || lot.origin !== draft.origin;
}

function lotChoice(stored: StoredDraft, draft: Draft, lots: readonly OpenLot[]): LotChoice | undefined {
  const drawn = drawnLot(stored, lots);
  const mayReplace = stored.corrects !== undefined && stored.trade === "producer";
  const replaced = mayReplace && (drawn === undefined || contradicts(drawn.lot, draft) || !fits(drawn.choice, draft));
  if (stored.lot !== undefined && !replaced) return drawn?.choice;
  const whole = parseQuantity(stored.lotQuantity);
  const quantity = whole.ok ? { thousandths: whole.value, unit: draft.quantity.unit } : draft.quantity;
  if (stored.trade === "producer") return { make: "harvested", quantity };
  const sources = stored.sources.map(fromHex).filter((id): id is Uint8Array => id !== undefined);
  return { make: "assembled", quantity, mode: stored.mode, sources };
}

/** True when the draft can be drawn from the lot it names; a new lot must hold at least what is certified. */
function fits(choice: LotChoice, draft: Draft): boolean {
  return canDraw(choice.quantity, "draw" in choice ? choice.drawn : [], draft.quantity);
}

function correctionOf({ corrects }: StoredDraft): Pick<IssueOrder, "corrects"> {
  const certificate = corrects === undefined ? undefined : fromHex(corrects.id);
  return corrects === undefined || certificate === undefined
    ? {}
    : { corrects: { certificate, reason: corrects.reason.trim() } };
}

/** Checks a draft against the rules of the certificate and of its lot. */
export function checkStored(stored: StoredDraft, lots: readonly OpenLot[], today: string): CheckOutcome {
  const result = checkDraft(stored.input, { today, oldAllowed: stored.oldAllowed });
  if (!result.ok) return { errors: result.error, overRemainder: false, checked: undefined };
  const { draft } = result.value;
  const lot = lotChoice(stored, draft, lots);
  if (lot === undefined || !fits(lot, draft)) return { errors: [], overRemainder: true, checked: undefined };
  const style = stored.trade === "producer" ? STYLE.producer2026 : STYLE.purchaser2026;
  return {
    errors: [],
    overRemainder: false,
    checked: { ...result.value, order: { draft, style, lot, ...correctionOf(stored) } },
  };
}
