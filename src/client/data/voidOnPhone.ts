import { encodeWithdrawn } from "../../core/certificate/withdrawal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { checkText, type TextError, tidyText } from "../../core/text.ts";
import { idBytes } from "./certificates.ts";
import { queue, type Writing } from "./database.ts";
import type { Hex } from "./hex.ts";
import { identityFor } from "./identities.ts";
import { giveBack, lotRange, withDrawn } from "./ownRecords.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { CertificateRecord, WithdrawalRecord } from "./schema.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Code points of the reason for a withdrawal. */
export const REASON_LENGTH = { min: 1, max: 200 } as const;

/** Why a certificate was not voided; nothing changed. */
export type VoidFailure = TurnError | TextError | "certificateUnknown" | "alreadyWithdrawn";

/**
 * Voids one of this operator's certificates with a reason. Signed by any key of the operator on this phone; allowed
 * also to a suspended operator and an expired grant, since taking back never harms.
 */
export async function voidOnPhone(phone: Phone, id: Hex, reason: string): Promise<Result<undefined, VoidFailure>> {
  const checked = checkText(tidyText(reason), REASON_LENGTH);
  if (!checked.ok) return checked;
  const record = await phone.db.get("certificates", id);
  if (record === undefined) return err("certificateUnknown");
  const identity = await identityFor(phone.db, record.operator, phone.clock());
  if (identity === undefined) return err("notJoined");
  const voided = await signInTurn<CertificateRecord | undefined, undefined, VoidFailure>(phone, {
    kid: identity.kid,
    read: () => phone.db.get("certificates", id),
    compose: (turn, current) => composeVoid(turn, current, checked.value),
  });
  if (voided.ok) phone.changes.tell("certificates");
  return voided;
}

function composeVoid(
  turn: Turn,
  record: CertificateRecord | undefined,
  reason: string,
): Result<Composed<undefined>, VoidFailure> {
  if (record?.state !== "active") return err("alreadyWithdrawn");
  const { name: by, operator } = turn.identity;
  const withdrawal: WithdrawalRecord = { certificate: record.id, state: "voided", reason, at: turn.iat, by, operator };
  const body = encodeWithdrawn({ certificate: idBytes(record.id), state: "voided", reason });
  return ok({
    parts: [statementInTurn(turn, { kind: KIND.certificateWithdrawn, body })],
    value: () => undefined,
    stores: ["certificates", "lots", "withdrawals"],
    alongside: (transaction) => withdrawIn(transaction, record, withdrawal),
  });
}

/** Marks a standing certificate as withdrawn and gives its quantity back to its lot; false when it stands no longer. */
export async function withdrawIn(
  transaction: Writing,
  record: CertificateRecord,
  withdrawal: WithdrawalRecord,
): Promise<boolean> {
  const certificates = transaction.objectStore("certificates");
  const lots = transaction.objectStore("lots");
  const [current, drawnOn] = await Promise.all([certificates.get(record.id), lots.getAll(lotRange(record.lot))]);
  if (current?.state !== "active") return false;
  queue(transaction, certificates.put({ ...current, state: withdrawal.state }));
  queue(transaction, transaction.objectStore("withdrawals").put(withdrawal));
  for (const lot of drawnOn) queue(transaction, lots.put(withDrawn(lot, giveBack(lot.drawn, current.quantity))));
  return true;
}
