import { toHex } from "../../core/bytes.ts";
import { composeIssue, type IssueError, type IssueOrder, type LotChoice } from "../../core/certificate/issue.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { issuingAct, type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { agencyOf, BEHALF_STORES, type Behalf } from "./behalf.ts";
import { type FoundCertificate, foundCertificate } from "./foundCertificate.ts";
import type { Hex } from "./hex.ts";
import { type IdentityRefusal, refusalFor, termsInForce } from "./identities.ts";
import { ISSUE_STORES, issueRecords, type Referred, writeIssue } from "./issueRecords.ts";
import { giveBack, lotRange } from "./ownRecords.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, IdentityRecord, StatementRecord } from "./schema.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Why nothing was issued; the draft is still there and nothing changed. */
export type IssueFailure = IssueError | TurnError | IdentityRefusal | RightsError | "lotUnknown" | "alreadyWithdrawn";

/** What issuing gives: from now on it is on this phone for ever. */
export type Issued = { readonly id: Hex; readonly number: string };

/** Told of a certificate while it is on its way to the disk, so that its code can be drawn beforehand, unseen. */
export type Signed = (found: FoundCertificate) => void;

/**
 * Issues a certificate on this phone, with or without a network: rights, remainder, every signature, then one strict
 * transaction with certificate, lot, outbox, seq and all that goes with them. Returns only after it is on the disk.
 * @param behalf the farmer for whom a station issues, and the farmer's consent
 */
export async function issueOnPhone(
  phone: Phone,
  order: IssueOrder,
  signed?: Signed,
  behalf?: Behalf,
): Promise<Result<Issued, IssueFailure>> {
  const issued = await signInTurn<Referred, Known, IssueFailure>(phone, {
    read: () => readReferred(phone, order),
    compose: (turn, referred) => {
      const own = ofOperator(referred, turn.identity, behalf);
      return compose(behalf === undefined ? order : { ...order, agency: agencyOf(behalf, turn.identity) }, turn, {
        ...own,
        behalf,
      });
    },
    signed: ({ found }) => found !== undefined && signed?.(found),
  });
  if (!issued.ok) return issued;
  const { id, number, found } = issued.value;
  phone.changes.tell("certificates", "drafts");
  phone.kept.issued = found;
  return ok({ id, number });
}

/** What is known of a certificate as soon as it is signed. */
type Known = Issued & { readonly found: FoundCertificate | undefined };

function compose(
  order: IssueOrder,
  turn: Turn,
  referred: Referred & { readonly behalf: Behalf | undefined },
): Result<Composed<Known>, IssueFailure> {
  const { identity, seq, iat } = turn;
  const { behalf } = referred;
  const refusal = refusalFor(identity, iat) ?? rightsRefusal(identity, order, iat, behalf);
  if (refusal !== undefined) return err(refusal);
  const lot = lotOnPhone(order.lot, referred);
  if (lot === undefined) return err("lotUnknown");
  if (order.corrects !== undefined && referred.corrected?.state !== "active") return err("alreadyWithdrawn");
  const issue = composeIssue({ ...order, lot }, { key: identity.key, alg: identity.alg, seq, iat });
  if (!issue.ok) return issue;
  const records = issueRecords(order, issue.value, identity, referred);
  return ok({
    parts: issue.value.parts,
    value: (signed) => known(records.certificate, signed, turn, behalf),
    stores: behalf === undefined ? ISSUE_STORES : [...ISSUE_STORES, ...BEHALF_STORES],
    alongside: (transaction) => writeIssue(transaction, records, referred),
  });
}

function known(
  record: CertificateRecord,
  signed: readonly StatementRecord[],
  { identity, origin }: Pick<Turn, "identity" | "origin">,
  behalf: Behalf | undefined,
): Known {
  const { id, number } = record;
  const statement = signed.find((candidate) => candidate.id === id);
  const found =
    statement === undefined
      ? undefined
      : foundCertificate({ record, statement, identity, farmer: behalf?.farmer, grants: identity.grants, origin });
  return { id, number, found };
}

function rightsRefusal(
  identity: IdentityRecord,
  { style, draft, agency }: IssueOrder,
  iat: number,
  behalf: Behalf | undefined,
): RightsError | undefined {
  const forWhom = agency === undefined ? {} : { onBehalfOf: agency.farmer };
  const act = issuingAct({ origin: draft.origin, style, ...forWhom }, behalf?.farmer.region);
  return refusalForKey(act, termsInForce(identity, iat));
}

async function readReferred({ db, kept }: Phone, order: IssueOrder): Promise<Referred> {
  const { product } = order.draft;
  const drawsOn = "draw" in order.lot ? toHex(order.lot.draw) : undefined;
  if (drawsOn === undefined && order.corrects === undefined && kept.used !== undefined)
    return { lot: undefined, corrected: undefined, correctedLot: undefined, used: kept.used.get(product) };
  const transaction = db.transaction(["lots", "certificates", "usedProducts"]);
  const lots = transaction.objectStore("lots");
  const [used, lot, corrected] = await Promise.all([
    transaction.objectStore("usedProducts").get(product),
    drawsOn === undefined ? undefined : lots.get(drawsOn),
    order.corrects === undefined
      ? undefined
      : transaction.objectStore("certificates").get(toHex(order.corrects.certificate)),
  ]);
  const correctedLot = corrected === undefined ? undefined : await lots.get(lotRange(corrected.lot));
  return { lot, corrected, correctedLot, used };
}

/** What was read, as far as it is the operator's own, or the farmer's for whom it issues. */
function ofOperator(
  { lot, corrected, correctedLot, used }: Referred,
  identity: IdentityRecord,
  behalf: Behalf | undefined,
): Referred {
  const operator = behalf?.farmer.id ?? identity.operator;
  const own = <T extends { readonly operator: Hex }>(record: T | undefined) =>
    record?.operator === operator ? record : undefined;
  return { lot: own(lot), corrected: own(corrected), correctedLot: own(correctedLot), used };
}

/** The choice with quantities as this phone knows them; what the corrected certificate had drawn comes back first. */
function lotOnPhone(choice: LotChoice, { lot, corrected }: Referred): LotChoice | undefined {
  if (!("draw" in choice)) return choice;
  if (lot === undefined) return undefined;
  const returned = corrected !== undefined && lot.id.startsWith(corrected.lot) ? corrected.quantity : undefined;
  const drawn = returned === undefined ? lot.drawn : giveBack(lot.drawn, returned);
  return { draw: choice.draw, quantity: lot.quantity, drawn };
}
