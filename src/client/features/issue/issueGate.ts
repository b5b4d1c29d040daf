import { BASIS } from "../../../core/certificate/certificate.ts";
import type { IssueOrder } from "../../../core/certificate/issue.ts";
import type { Checked } from "./checkStored.ts";
import type { AskedGate, GateShown, OpenLot, StoredDraft } from "./issueDeps.ts";

/** What of the issuing screens the gate's word depends on. */
type Asking = {
  readonly draft: StoredDraft;
  readonly lots: readonly OpenLot[];
  readonly productClass: number | undefined;
};

/** The question to the gate as the screens stand. */
export function questionOf({ draft, lots, productClass }: Asking): AskedGate {
  const lot = lots.find(({ id }) => id === draft.lot);
  return {
    draft,
    ...(lot === undefined ? {} : { lot }),
    ...(productClass === undefined ? {} : { productClass }),
  };
}

/** True while an answer still is about what the screens show: how much is certified is typed digit by digit. */
export function isSameQuestion(left: Asking, right: Asking): boolean {
  const about = ({ draft: { input, lot, trade, step }, productClass }: Asking) =>
    JSON.stringify([
      input.product,
      input.productCode,
      input.day,
      input.plots,
      input.tests,
      lot,
      trade,
      step,
      productClass,
    ]);
  return about(left) === about(right);
}

/** The draft without bases that the gate does not leave open; as it is while something refuses anyway. */
export function withOpenBases(draft: StoredDraft, { bases, tested, refusals }: GateShown): StoredDraft {
  const { input } = draft;
  const qualityControl = input.qualityControl && (bases & BASIS.qualityControl) !== 0;
  const recordedBases = (input.recordedBases ?? 0) & tested;
  if (refusals.length > 0) return draft;
  if (qualityControl === input.qualityControl && recordedBases === (input.recordedBases ?? 0)) return draft;
  return { ...draft, input: { ...input, qualityControl, recordedBases } };
}

/** What keeps a checked certificate from being signed. */
export type GateBlock = "notJudged" | "refused" | "basisNotOpen" | "notAcknowledged";

/** Why the signature waits; undefined when nothing is in its way. */
export function gateBlock(
  { order }: Checked,
  gate: GateShown | undefined,
  acknowledged: boolean,
): GateBlock | undefined {
  if (gate === undefined) return "notJudged";
  if (gate.refusals.length > 0) return "refused";
  if ((order.draft.basis & ~gate.bases) !== 0) return "basisNotOpen";
  return gate.warnings.length > 0 && !acknowledged ? "notAcknowledged" : undefined;
}

/** The order with what was warned of and acknowledged, and the class that a product outside the catalogue was given. */
export function acknowledgedOrder(order: IssueOrder, gate: GateShown, productClass: number | undefined): IssueOrder {
  const given = order.draft.productCode === undefined ? productClass : undefined;
  if (gate.warnings.length === 0 && given === undefined) return order;
  const warnings = [...new Set(gate.warnings.map(({ code }) => code))];
  const acknowledged = { warnings, knownAt: gate.knownAt, ...(given === undefined ? {} : { productClass: given }) };
  return { ...order, acknowledged };
}
