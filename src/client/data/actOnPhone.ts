import { fromBase64Url, toHex } from "../../core/bytes.ts";
import type { CborMap } from "../../core/cbor.ts";
import { encodeWithdrawn } from "../../core/certificate/withdrawal.ts";
import { KEY_BYTES } from "../../core/key/publicKey.ts";
import { encodeOperatorClosed, encodeOperatorMerged } from "../../core/operator/closing.ts";
import { parseProfile } from "../../core/operator/profile.ts";
import { type EndReason, encodeGrantEnded, encodeStandingSet } from "../../core/operator/standing.ts";
import { askReach } from "../../core/operator/whoMayAsk.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type Act, type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { checkText, type TextError, tidyText } from "../../core/text.ts";
import { idBytes, uploadOf } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import type { Upload } from "./foundCertificate.ts";
import type { Hex } from "./hex.ts";
import { actingIdentity, allIdentities, termsInForce } from "./identities.ts";
import type { ActRecord, OfficerAct } from "./officerRecords.ts";
import { madeOrder } from "./ownRecords.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord, WithdrawalRecord } from "./schema.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";
import { REASON_LENGTH } from "./voidOnPhone.ts";

/** The operator that an act is about. */
export type Concerned = { readonly id: Hex; readonly name: string; readonly region: string };

/** What an officer orders. `from` in Unix seconds; a key is 33 bytes, base64url. */
export type OfficerOrder =
  | {
      readonly do: "suspend" | "lift" | "close";
      readonly operator: Concerned;
      readonly from: number;
      readonly reason: string;
    }
  | {
      readonly do: "endKey";
      readonly operator: Concerned;
      readonly key: string;
      readonly from: number;
      readonly reason: EndReason;
    }
  /** Changes an operator's register entry; `body` is the whole new one. */
  | { readonly do: "edit"; readonly operator: Concerned; readonly body: CborMap }
  /** Says that two register entries are one operator. */
  | { readonly do: "merge"; readonly kept: Concerned; readonly duplicate: Concerned }
  | {
      readonly do: "recall";
      readonly certificate: {
        readonly id: Hex;
        readonly number: string;
        readonly product: string;
        readonly issuer: Concerned;
      };
      readonly reason: string;
    };

/** Why nothing was signed. */
export type ActFailure = TurnError | RightsError | TextError | "badKey" | "badEntry" | "alreadyRecalled";

/** What is signed for an order, the rights that it needs, and how it is remembered. */
type Written = {
  readonly kind: number;
  readonly body: CborMap;
  readonly rights: readonly Act[];
  readonly act: OfficerAct;
};

/** The identity of this phone that is an officer now; undefined when none is. */
export async function officerIdentity(phone: Phone): Promise<IdentityRecord | undefined> {
  const now = await timeNow(phone);
  return (await allIdentities(phone.db)).find((identity) => officerScopes(identity, now).length > 0);
}

/** The identity that the screens act as, if it speaks for its whole operator; undefined otherwise. */
export async function ownerIdentity(phone: Phone): Promise<IdentityRecord | undefined> {
  const [identity, now] = await Promise.all([actingIdentity(phone.db), timeNow(phone)]);
  if (identity === undefined) return undefined;
  return askReach("invitations", termsInForce(identity, now))?.own === true ? identity : undefined;
}

/** Regions in which an identity acts as an officer at `time`. */
export function officerScopes(identity: IdentityRecord, time: number): readonly string[] {
  return askReach("desk", termsInForce(identity, time))?.regions ?? [];
}

/**
 * Signs and stores an officer's act on this phone, with or without a network. Refused when the officer's grant does
 * not cover the operator's region; whether it has effect is decided by the register.
 */
export async function actOnPhone(phone: Phone, order: OfficerOrder): Promise<Result<undefined, ActFailure>> {
  const signatory = await signatoryOf(phone, order);
  if (signatory === undefined) return err("wrongRole");
  const written = writeOrder(order);
  if (!written.ok) return written;
  const { act } = written.value;
  const signed = await signInTurn<WithdrawalRecord | undefined, undefined, ActFailure>(phone, {
    kid: signatory.kid,
    read: async () => (act.act === "recalled" ? phone.db.get("withdrawals", act.certificate) : undefined),
    compose: (turn, known) => compose(written.value, turn, known),
  });
  if (signed.ok) phone.changes.tell("certificates");
  return signed;
}

/** Who signs it: an officer, or for the end of an own operator's phone whoever leads that. */
async function signatoryOf(phone: Phone, order: OfficerOrder): Promise<IdentityRecord | undefined> {
  if (order.do !== "endKey") return officerIdentity(phone);
  const owner = await ownerIdentity(phone);
  return owner?.operator === order.operator.id ? owner : officerIdentity(phone);
}

function writeOrder(order: OfficerOrder): Result<Written, ActFailure> {
  if (order.do === "endKey") return writeKeyEnd(order);
  if (order.do === "edit") return writeEdit(order);
  if (order.do === "merge") return ok(writeMerge(order));
  const reason = checkText(tidyText(order.reason), REASON_LENGTH);
  if (!reason.ok) return reason;
  if (order.do === "recall") return ok(writeRecall(order, reason.value));
  if (order.do === "close") return ok(writeClosing(order, reason.value));
  const { operator, from } = order;
  const standing = order.do === "suspend" ? "suspended" : "normal";
  return ok({
    kind: KIND.standingSet,
    body: encodeStandingSet({ operator: idBytes(operator.id), standing, from, reason: reason.value }),
    rights: [rightOver(KIND.standingSet, operator)],
    act: {
      act: order.do === "suspend" ? "suspended" : "lifted",
      operator: operator.id,
      name: operator.name,
      from,
      reason: reason.value,
    },
  });
}

function writeClosing(
  { operator, from }: OfficerOrder & { do: "close" | "suspend" | "lift" },
  reason: string,
): Written {
  return {
    kind: KIND.operatorClosed,
    body: encodeOperatorClosed({ operator: idBytes(operator.id), from, reason }),
    rights: [rightOver(KIND.operatorClosed, operator)],
    act: { act: "closed", operator: operator.id, name: operator.name, from, reason },
  };
}

/** Who moves an operator answers for the place where it was and for the one where it goes. */
function writeEdit({ operator, body }: OfficerOrder & { do: "edit" }): Result<Written, ActFailure> {
  const profile = parseProfile(body);
  if (profile?.operator === undefined || toHex(profile.operator) !== operator.id) return err("badEntry");
  const { name, region } = profile;
  return ok({
    kind: KIND.operatorProfile,
    body,
    rights: [rightOver(KIND.operatorProfile, operator), rightOver(KIND.operatorProfile, { ...operator, region })],
    act: { act: "edited", operator: operator.id, name, body },
  });
}

function writeMerge({ kept, duplicate }: OfficerOrder & { do: "merge" }): Written {
  return {
    kind: KIND.operatorMerged,
    body: encodeOperatorMerged({ kept: idBytes(kept.id), duplicate: idBytes(duplicate.id) }),
    rights: [rightOver(KIND.operatorMerged, kept), rightOver(KIND.operatorMerged, duplicate)],
    act: {
      act: "merged",
      operator: kept.id,
      name: kept.name,
      duplicate: duplicate.id,
      duplicateName: duplicate.name,
    },
  };
}

function writeKeyEnd({ operator, key, from, reason }: OfficerOrder & { do: "endKey" }): Result<Written, ActFailure> {
  const bytes = fromBase64Url(key);
  if (bytes?.length !== KEY_BYTES) return err("badKey");
  return ok({
    kind: KIND.grantEnded,
    body: encodeGrantEnded({ key: bytes, from, reason }),
    rights: [rightOver(KIND.grantEnded, operator)],
    act: { act: "keyEnded", operator: operator.id, name: operator.name, key, from, reason },
  });
}

function writeRecall({ certificate }: OfficerOrder & { do: "recall" }, reason: string): Written {
  const { id, number, product, issuer } = certificate;
  return {
    kind: KIND.certificateWithdrawn,
    body: encodeWithdrawn({ certificate: idBytes(id), state: "recalled", reason }),
    rights: [{ ...rightOver(KIND.certificateWithdrawn, issuer), state: "recalled" }],
    act: { act: "recalled", certificate: id, number, product, reason },
  };
}

function rightOver(kind: number, { region }: Concerned): Act {
  return { kind, own: false, behalf: false, region };
}

function compose(
  { kind, body, rights, act }: Written,
  turn: Turn,
  known: WithdrawalRecord | undefined,
): Result<Composed<undefined>, ActFailure> {
  const { iat: at, identity } = turn;
  const own = act.act === "keyEnded" && act.operator === identity.operator;
  const terms = termsInForce(identity, at);
  for (const right of rights) {
    const refusal = refusalForKey({ ...right, own }, terms);
    if (refusal !== undefined) return err(refusal);
  }
  if (known?.state === "recalled") return err("alreadyRecalled");
  const part = statementInTurn(turn, { kind, body });
  const record: ActRecord = { id: toHex(part.prepared.id), order: -madeOrder(part.content), at, act };
  return ok({
    parts: [part],
    value: () => undefined,
    stores: ["acts", "withdrawals"],
    alongside: async (transaction) => {
      await transaction.objectStore("acts").put(record);
      if (act.act !== "recalled") return true;
      const { certificate, reason } = act;
      const withdrawal = {
        certificate,
        state: "recalled",
        reason,
        at,
        by: identity.name,
        operator: identity.operator,
      } as const;
      await transaction.objectStore("withdrawals").put(withdrawal);
      return true;
    },
  });
}

/** An act with how far it has come. */
export type ListedAct = ActRecord & { readonly upload: Upload };

/** What this phone has signed as an officer, newest first. */
export async function officerActs(phone: Phone, limit = 100): Promise<readonly ListedAct[]> {
  const transaction = phone.db.transaction(["acts", "statements"]);
  const records = await transaction.objectStore("acts").index("byOrder").getAll(undefined, limit);
  return Promise.all(records.map(async (record) => ({ ...record, upload: await uploadOf(transaction, record.id) })));
}
