import { toHex } from "../../core/bytes.ts";
import { BASIS, type Quantity, STYLE } from "../../core/certificate/certificate.ts";
import {
  composeIssue,
  type Issue,
  type IssueError,
  type IssueOrder,
  type LotChoice,
} from "../../core/certificate/issue.ts";
import { formatThousandths } from "../../core/certificate/quantity.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { refusalForKey, type RightsError } from "../../core/statement/whoMaySign.ts";
import type { StoreName, Writing } from "./database.ts";
import { actingIdentity, type IdentityRefusal, refusalFor, termsInForce } from "./identities.ts";
import { certificateRecord, drawMore, giveBack, lotRecord, type OwnStatement, withDrawn } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, Hex, IdentityRecord, LotRecord, UsedProduct } from "./schema.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Why nothing was issued; the draft is still there and nothing changed. */
export type IssueFailure = IssueError | TurnError | IdentityRefusal | RightsError | "lotUnknown" | "alreadyWithdrawn";

/** What issuing gives: from now on it is on this phone for ever. */
export type Issued = { readonly id: Hex; readonly number: string };

const STORES: readonly StoreName[] = ["certificates", "lots", "withdrawals", "drafts", "usedProducts", "usedPlaces"];

/** What an order refers to that is stored here, as it was when the order was composed. */
type Referred = {
  readonly lot: LotRecord | undefined;
  readonly corrected: CertificateRecord | undefined;
  readonly correctedLot: LotRecord | undefined;
  readonly used: UsedProduct | undefined;
};

/**
 * Issues a certificate on this phone, with or without a network: rights, remainder, every signature, then one strict
 * transaction with certificate, lot, outbox, seq and all that goes with them. Returns only after it is on the disk.
 */
export async function issueOnPhone(phone: Phone, order: IssueOrder): Promise<Result<Issued, IssueFailure>> {
  const acting = await actingIdentity(phone.db);
  if (acting === undefined) return err("notJoined");
  const issued = await signInTurn<Issued, IssueFailure>(phone, acting.kid, (turn) =>
    composeOnPhone(phone, order, turn),
  );
  if (issued.ok) phone.changes.tell("certificates", "drafts");
  return issued;
}

async function composeOnPhone(
  phone: Phone,
  order: IssueOrder,
  turn: Turn,
): Promise<Result<Composed<Issued>, IssueFailure>> {
  const { identity, seq, iat } = turn;
  const refusal = refusalFor(identity, iat) ?? rightsRefusal(identity, order, iat);
  if (refusal !== undefined) return err(refusal);
  const referred = await readReferred(phone, order);
  const choice = lotOnPhone(order.lot, referred);
  if (choice === undefined) return err("lotUnknown");
  if (order.corrects !== undefined && referred.corrected?.state !== "active") return err("alreadyWithdrawn");
  const issue = composeIssue({ ...order, lot: choice }, { key: identity.key, alg: identity.alg, seq, iat });
  if (!issue.ok) return issue;
  const written = recordsOf(order, issue.value, { identity, referred });
  return ok({
    parts: issue.value.parts,
    value: { id: written.certificate.id, number: issue.value.number },
    stores: STORES,
    alongside: (transaction) => writeIssue(transaction, written, referred),
  });
}

function rightsRefusal(identity: IdentityRecord, { style, draft }: IssueOrder, iat: number): RightsError | undefined {
  const act = { kind: KIND.certificateIssued, style, own: true, behalf: false, region: draft.origin };
  return refusalForKey(act, termsInForce(identity, iat));
}

async function readReferred({ db }: Phone, order: IssueOrder): Promise<Referred> {
  const transaction = db.transaction(["lots", "certificates", "usedProducts"]);
  const lots = transaction.objectStore("lots");
  const [lot, corrected, used] = await Promise.all([
    "draw" in order.lot ? lots.get(toHex(order.lot.draw)) : undefined,
    order.corrects === undefined
      ? undefined
      : transaction.objectStore("certificates").get(toHex(order.corrects.certificate)),
    transaction.objectStore("usedProducts").get(order.draft.product),
  ]);
  const correctedLot = corrected === undefined ? undefined : await db.get("lots", lotRange(corrected.lot));
  return { lot, corrected, correctedLot, used };
}

/** Keys of the lots that a certificate's 8-byte reference can mean. */
export function lotRange(reference: Hex): IDBKeyRange {
  return IDBKeyRange.bound(reference, `${reference}g`);
}

/** The choice with quantities as this phone knows them; what the corrected certificate had drawn comes back first. */
function lotOnPhone(choice: LotChoice, { lot, corrected }: Referred): LotChoice | undefined {
  if (!("draw" in choice)) return choice;
  if (lot === undefined) return undefined;
  const returned = corrected !== undefined && lot.id.startsWith(corrected.lot) ? corrected.quantity : undefined;
  return {
    draw: choice.draw,
    quantity: lot.quantity,
    drawn: returned === undefined ? lot.drawn : giveBack(lot.drawn, returned),
  };
}

/** Everything that one issuing writes besides the statements. */
type Written = {
  readonly certificate: CertificateRecord;
  readonly lots: readonly LotRecord[];
  readonly corrected:
    | { readonly record: CertificateRecord; readonly reason: string; readonly by: string; readonly at: number }
    | undefined;
  readonly used: UsedProduct;
};

type Behind = { readonly identity: IdentityRecord; readonly referred: Referred };

function recordsOf(order: IssueOrder, issue: Issue, { identity, referred }: Behind): Written {
  const { iat } = issue.certificate.content;
  const certificate = certificateRecord(ownStatement(identity, issue.certificate), issue.body, "active");
  const { corrected } = referred;
  return {
    certificate,
    lots: lotsAfter(order, issue, { identity, referred }),
    corrected:
      corrected === undefined || order.corrects === undefined
        ? undefined
        : { record: { ...corrected, state: "superseded" }, reason: order.corrects.reason, by: identity.name, at: iat },
    used: usedProduct(order, referred.used, iat),
  };
}

function ownStatement({ operator, kid }: IdentityRecord, part: Issue["certificate"]): OwnStatement {
  return { id: part.prepared.id, content: part.content, operator, kid };
}

/** The lots that change: the new or drawn one, and the one that the corrected certificate gives its quantity back to. */
function lotsAfter({ draft }: IssueOrder, issue: Issue, { identity, referred }: Behind): readonly LotRecord[] {
  const { lot, corrected, correctedLot } = referred;
  const lots = new Map<Hex, LotRecord>();
  if (corrected !== undefined && correctedLot !== undefined) {
    lots.set(correctedLot.id, withDrawn(correctedLot, giveBack(correctedLot.drawn, corrected.quantity)));
  }
  const draw = (record: LotRecord, quantity: Quantity) =>
    lots.set(record.id, withDrawn(record, drawMore(record.drawn, quantity)));
  if (lot !== undefined) draw(lots.get(lot.id) ?? lot, draft.quantity);
  const [first] = issue.parts;
  const made = lot === undefined && first !== undefined ? lotRecord(ownStatement(identity, first), []) : undefined;
  if (made !== undefined) draw(made, draft.quantity);
  return [...lots.values()];
}

function usedProduct({ draft, style }: IssueOrder, before: UsedProduct | undefined, iat: number): UsedProduct {
  return {
    product: draft.product,
    ...(draft.productCode === undefined ? {} : { productCode: draft.productCode }),
    unit: draft.quantity.unit,
    origin: draft.origin,
    place: draft.place,
    plots: draft.plots,
    qualityControl: (draft.basis & BASIS.qualityControl) !== 0,
    trade: style === STYLE.producer2026 ? "producer" : "purchaser",
    lastQuantity: formatThousandths(draft.quantity.thousandths),
    count: (before?.count ?? 0) + 1,
    lastUsed: iat,
  };
}

async function writeIssue(transaction: Writing, written: Written, referred: Referred): Promise<boolean> {
  const { certificate, lots, corrected, used } = written;
  const current = await Promise.all([
    referred.lot === undefined ? undefined : transaction.objectStore("lots").get(referred.lot.id),
    referred.correctedLot === undefined ? undefined : transaction.objectStore("lots").get(referred.correctedLot.id),
    referred.corrected === undefined ? undefined : transaction.objectStore("certificates").get(referred.corrected.id),
  ]);
  if (!sameDrawn(current[0], referred.lot) || !sameDrawn(current[1], referred.correctedLot)) return false;
  if (current[2]?.state !== referred.corrected?.state) return false;
  const plots = used.plots.length === 0 ? [""] : used.plots;
  await Promise.all([
    transaction.objectStore("certificates").put(certificate),
    ...lots.map((lot) => transaction.objectStore("lots").put(lot)),
    transaction.objectStore("usedProducts").put(used),
    ...plots.map((plot) =>
      transaction
        .objectStore("usedPlaces")
        .put({ origin: used.origin, place: used.place, plot, lastUsed: used.lastUsed }),
    ),
    transaction.objectStore("drafts").delete("issue"),
    ...(corrected === undefined ? [] : writeCorrected(transaction, corrected)),
  ]);
  return true;
}

function writeCorrected(
  transaction: Writing,
  { record, reason, by, at }: NonNullable<Written["corrected"]>,
): readonly Promise<unknown>[] {
  return [
    transaction.objectStore("certificates").put(record),
    transaction.objectStore("withdrawals").put({ certificate: record.id, state: "superseded", reason, by, at }),
  ];
}

function sameDrawn(current: LotRecord | undefined, composedFrom: LotRecord | undefined): boolean {
  return JSON.stringify(current?.drawn) === JSON.stringify(composedFrom?.drawn);
}
