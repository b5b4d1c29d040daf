import { BASIS, type Quantity, STYLE } from "../../core/certificate/certificate.ts";
import type { Issue, IssueOrder } from "../../core/certificate/issue.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import { type Behalf, writeBehalf } from "./behalf.ts";
import { queue, type StoreName, type Writing } from "./database.ts";
import { draftSlot, KEPT_ORIGINS, type UsedOrigin, type UsedProduct } from "./enteredRecords.ts";
import type { Hex } from "./hex.ts";
import { certificateRecord, drawMore, giveBack, lotRecord, type OwnStatement, withDrawn } from "./ownRecords.ts";
import type { CertificateRecord, IdentityRecord, LotRecord, WithdrawalRecord } from "./schema.ts";

/** Stores that an issuing writes besides the statements. */
export const ISSUE_STORES: readonly StoreName[] = ["certificates", "lots", "withdrawals", "drafts", "usedProducts"];

/** What an order refers to that is stored here, as it was when the order was composed. */
export type Referred = {
  readonly lot: LotRecord | undefined;
  readonly corrected: CertificateRecord | undefined;
  /** The lot that the corrected certificate drew on. */
  readonly correctedLot: LotRecord | undefined;
  /** The product as it was used before. */
  readonly used: UsedProduct | undefined;
};

/** Everything that one issuing writes besides the statements. */
export type IssueRecords = {
  readonly certificate: CertificateRecord;
  readonly lots: readonly LotRecord[];
  readonly corrected: { readonly record: CertificateRecord; readonly withdrawal: WithdrawalRecord } | undefined;
  /** The product as it was used now; what was entered for a farmer is nobody's habit. */
  readonly used: UsedProduct | undefined;
  readonly behalf: Behalf | undefined;
};

/** The records that follow from an issuing. */
export function issueRecords(
  order: IssueOrder,
  issue: Issue,
  identity: IdentityRecord,
  { behalf, ...referred }: Referred & { readonly behalf?: Behalf | undefined },
): IssueRecords {
  const { iat } = issue.certificate.content;
  return {
    certificate: certificateRecord(ownStatement(identity, issue.certificate), issue.body, "active"),
    lots: lotsAfter(order, issue, identity, referred),
    corrected: correctedAfter(order, referred.corrected, identity, iat),
    used: behalf === undefined ? usedProduct(order, referred.used, iat) : undefined,
    behalf,
  };
}

function ownStatement({ operator, kid }: IdentityRecord, part: Issue["certificate"]): OwnStatement {
  return { id: part.prepared.id, content: part.content, operator, kid };
}

/** The lots that change: the new or drawn one, and the one that the corrected certificate gives its quantity back to. */
function lotsAfter(
  { draft }: IssueOrder,
  issue: Issue,
  identity: IdentityRecord,
  referred: Referred,
): readonly LotRecord[] {
  const { lot, corrected, correctedLot } = referred;
  const lots = new Map<Hex, LotRecord>();
  const draw = (record: LotRecord, quantity: Quantity) =>
    lots.set(record.id, withDrawn(record, drawMore(record.drawn, quantity)));
  if (corrected !== undefined && correctedLot !== undefined) {
    lots.set(correctedLot.id, withDrawn(correctedLot, giveBack(correctedLot.drawn, corrected.quantity)));
  }
  if (lot !== undefined) draw(lots.get(lot.id) ?? lot, draft.quantity);
  const [first] = issue.parts;
  const made = lot === undefined && first !== undefined ? lotRecord(ownStatement(identity, first), []) : undefined;
  if (made !== undefined) draw(made, draft.quantity);
  return [...lots.values()];
}

function correctedAfter(
  { corrects }: IssueOrder,
  corrected: CertificateRecord | undefined,
  { name: by, operator }: IdentityRecord,
  at: number,
): IssueRecords["corrected"] {
  if (corrects === undefined || corrected === undefined) return undefined;
  const state = "superseded";
  return {
    record: { ...corrected, state },
    withdrawal: { certificate: corrected.id, state, reason: corrects.reason, at, by, operator },
  };
}

function usedProduct({ draft, style }: IssueOrder, before: UsedProduct | undefined, iat: number): UsedProduct {
  const { product, productCode, origin, place, plots } = draft;
  const here: UsedOrigin = { origin, place, plots };
  const elsewhere = (before?.origins ?? []).filter((used) => JSON.stringify(used) !== JSON.stringify(here));
  return {
    product,
    ...(productCode === undefined ? {} : { productCode }),
    unit: draft.quantity.unit,
    ...here,
    origins: [here, ...elsewhere].slice(0, KEPT_ORIGINS),
    qualityControl: (draft.basis & BASIS.qualityControl) !== 0,
    trade: style === STYLE.producer2026 ? "producer" : "purchaser",
    lastQuantity: formatThousandths(draft.quantity.thousandths),
    count: (before?.count ?? 0) + 1,
    lastUsed: iat,
  };
}

/** Writes the records of an issuing; false, and nothing written, when what the order refers to has changed since. */
export async function writeIssue(transaction: Writing, records: IssueRecords, referred: Referred): Promise<boolean> {
  if (!(await isUnchanged(transaction, referred))) return false;
  const { certificate, lots, corrected, used, behalf } = records;
  const certificates = transaction.objectStore("certificates");
  queue(transaction, certificates.put(certificate));
  for (const lot of lots) queue(transaction, transaction.objectStore("lots").put(lot));
  if (used !== undefined) queue(transaction, transaction.objectStore("usedProducts").put(used));
  if (behalf !== undefined) await writeBehalf(transaction, behalf);
  queue(transaction, transaction.objectStore("drafts").delete(draftSlot(corrected?.record, behalf?.farmer.id)));
  if (corrected !== undefined) {
    queue(transaction, certificates.put(corrected.record));
    queue(transaction, transaction.objectStore("withdrawals").put(corrected.withdrawal));
  }
  return true;
}

async function isUnchanged(transaction: Writing, { lot, corrected, correctedLot }: Referred): Promise<boolean> {
  if (lot === undefined && corrected === undefined) return true;
  const lots = transaction.objectStore("lots");
  const [drawnNow, givenBackTo, correctedNow] = await Promise.all([
    lot === undefined ? undefined : lots.get(lot.id),
    correctedLot === undefined ? undefined : lots.get(correctedLot.id),
    corrected === undefined ? undefined : transaction.objectStore("certificates").get(corrected.id),
  ]);
  return (
    isSameDrawn(drawnNow, lot) && isSameDrawn(givenBackTo, correctedLot) && correctedNow?.state === corrected?.state
  );
}

function isSameDrawn(current: LotRecord | undefined, composedFrom: LotRecord | undefined): boolean {
  return JSON.stringify(current?.drawn) === JSON.stringify(composedFrom?.drawn);
}
