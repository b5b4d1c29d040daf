import { toHex } from "../../core/bytes.ts";
import type { IssuePart } from "../../core/certificate/issue.ts";
import { RECORD_SALT_BYTES, saltRecord } from "../../core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf, PERSON_KINDS } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { type RightsError, refusalForKey } from "../../core/statement/whoMaySign.ts";
import { randomBytes } from "../../crypto/randomBytes.ts";
import type { NewOperator } from "../../wire/invitations.ts";
import type { Operator } from "../../wire/operators.ts";
import { timeNow } from "./clock.ts";
import type { Hex } from "./hex.ts";
import { identityWithRole, termsInForce } from "./identities.ts";
import type { PrivateRecordToSend } from "./officerRecords.ts";
import { madeOrder } from "./ownRecords.ts";
import { statementInTurn } from "./ownStatement.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { type Composed, signInTurn, type Turn, type TurnError } from "./signInTurn.ts";

/** Why an operator was not registered; nothing was written then. */
export type RegisterFailure = TurnError | RightsError;

/**
 * Registers an operator by the key of the officer or station that stands on this phone, with or without a network: the
 * register entry goes out with the other statements, the private record that it names after it. An operator with the
 * same name, kind and place that waits to go out is that operator: whoever tries again must not register it twice.
 * @returns its id
 */
export async function registerOnPhone(phone: Phone, operator: NewOperator): Promise<Result<Hex, RegisterFailure>> {
  const registrar = await registrarIdentity(phone);
  if (registrar === undefined) return err("wrongRole");
  const waiting = (await phone.db.getAll("privateRecords")).find(
    ({ written }) => written !== undefined && isSame(written, operator),
  );
  if (waiting !== undefined) return ok(waiting.operator);
  const salted = saltRecord({ phone: operator.phone }, randomBytes(RECORD_SALT_BYTES));
  const registered = await signInTurn<undefined, Hex, RegisterFailure>(phone, {
    kid: registrar.kid,
    read: () => Promise.resolve(undefined),
    compose: (turn) => compose(operator, turn, salted),
  });
  if (registered.ok) phone.changes.tell("certificates");
  return registered;
}

/** Who registers on this phone: an officer, else a station; undefined when neither is here. */
export async function registrarIdentity(phone: Phone): Promise<IdentityRecord | undefined> {
  const now = await timeNow(phone);
  return (await identityWithRole(phone.db, "officer", now)) ?? identityWithRole(phone.db, "station", now);
}

function isSame(written: NewOperator, operator: NewOperator): boolean {
  return (["name", "kind", "region", "address", "uscc", "phone"] as const).every(
    (field) => written[field] === operator[field],
  );
}

function compose(
  written: NewOperator,
  turn: Turn,
  { hash, bytes }: { readonly hash: Uint8Array; readonly bytes: Uint8Array },
): Result<Composed<Hex>, RegisterFailure> {
  const { kind, name, region, address, uscc } = written;
  const { iat: at, identity } = turn;
  const act = { kind: KIND.operatorProfile, own: false, behalf: false, region, registers: kind };
  const refusal = refusalForKey(act, termsInForce(identity, at));
  if (refusal !== undefined) return err(refusal);
  const person = PERSON_KINDS.includes(kind);
  const body = encodeProfile({
    kind,
    name,
    region,
    person,
    contact: hash,
    ...(address === undefined ? {} : { address }),
    ...(uscc === undefined ? {} : { uscc }),
  });
  const part = statementInTurn(turn, { kind: KIND.operatorProfile, body });
  const operator = toHex(operatorIdOf(part.prepared.id));
  return ok({
    parts: [part],
    value: () => operator,
    stores: ["acts", "knownOperators", "privateRecords"],
    alongside: async (transaction) => {
      const record: PrivateRecordToSend = { hash: toHex(hash), bytes, operator, written };
      await transaction.objectStore("privateRecords").put(record);
      await transaction
        .objectStore("knownOperators")
        .put({ id: operator, operator: shownAs(operator, written, identity), seenAt: at });
      await transaction.objectStore("acts").put(actRecord(part, at, { operator, name }));
      return true;
    },
  });
}

function actRecord(
  { content, prepared }: IssuePart,
  at: number,
  who: { readonly operator: Hex; readonly name: string },
) {
  return { id: toHex(prepared.id), order: -madeOrder(content), at, act: { act: "registered", ...who } } as const;
}

/**
 * The operator as the register will show it, until it is read from there. A station keeps the phone number of a farmer
 * whom it registered: it is printed on the farmer's labels.
 */
function shownAs(id: Hex, { kind, name, region, address, phone }: NewOperator, { grants }: IdentityRecord): Operator {
  const byStation = grants.every(({ grant }) => !grant.roles.includes("officer"));
  return {
    id,
    kind,
    name,
    region,
    standing: { state: "normal" },
    keys: [],
    ...(address === undefined ? {} : { address }),
    ...(byStation ? { phone } : {}),
  };
}
