import { err, ok, type Result } from "../../core/result.ts";
import { parseAnswer } from "../../wire/fields.ts";
import {
  type Invitation,
  type InvitationRequest,
  invitationListSchema,
  type NewInvitation,
  newInvitationSchema,
} from "../../wire/invitations.ts";
import {
  type Operator,
  type OperatorList,
  operatorListSchema,
  operatorSchema,
  operatorsQuery,
} from "../../wire/operators.ts";
import { confirmationPath, operatorPath, PATH } from "../../wire/paths.ts";
import { officerIdentity } from "./actOnPhone.ts";
import { queue, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import type { KnownOperator } from "./officerRecords.ts";
import type { Phone } from "./phone.ts";
import { callAs, type SessionError } from "./sessions.ts";
import type { Call } from "./traceClient.ts";

/** Why the endpoint did nothing for an officer. `roleMissing`: no officer's grant is in force on this phone. */
export type DeskError = SessionError | { readonly code: "roleMissing" };

/** Calls the endpoint as the officer of this phone. */
export async function callAsOfficer(phone: Phone, call: Omit<Call, "token">): Promise<Result<unknown, DeskError>> {
  const officer = await officerIdentity(phone);
  return officer === undefined ? err({ code: "roleMissing" }) : callAs(phone, officer, call);
}

/** Operators in the officer's scope whose name contains `name`, by registration; what is read is remembered. */
export async function listOperators(
  phone: Phone,
  query: { readonly name?: string; readonly after?: string },
): Promise<Result<OperatorList, DeskError>> {
  const answered = await callAsOfficer(phone, { path: `${PATH.operators}${operatorsQuery(query)}` });
  if (!answered.ok) return answered;
  const list = parseAnswer(operatorListSchema, answered.value);
  if (!list.ok) return err({ code: "notOurServer" });
  await remember(phone, list.value.operators);
  return list;
}

/** One operator in the officer's scope; what is read is remembered. */
export async function fetchOperator(phone: Phone, id: Hex): Promise<Result<Operator, DeskError>> {
  const answered = await callAsOfficer(phone, { path: operatorPath(id) });
  if (!answered.ok) return answered;
  const operator = parseAnswer(operatorSchema, answered.value);
  if (!operator.ok) return err({ code: "notOurServer" });
  await remember(phone, [operator.value]);
  return operator;
}

/** Operators that this phone remembers and whose name contains `name`. */
export async function rememberedOperators(phone: Phone, name: string | undefined): Promise<readonly Operator[]> {
  const known = await phone.db.getAll("knownOperators");
  return known.map(({ operator }) => operator).filter((operator) => name === undefined || operator.name.includes(name));
}

/** Whether the register entry behind two answers is the same as far as both show it: lists leave its statement out. */
function isUnchanged(held: Operator, read: Operator): boolean {
  return (["name", "kind", "region", "address", "uscc", "phone"] as const).every(
    (field) => held[field] === read[field],
  );
}

async function remember(phone: Phone, operators: readonly Operator[]): Promise<void> {
  const seenAt = Math.floor(phone.clock());
  await writeAll(phone.db, ["knownOperators"], async (transaction) => {
    const store = transaction.objectStore("knownOperators");
    for (const operator of operators) {
      const held = operator.entry === undefined ? (await store.get(operator.id))?.operator : undefined;
      const kept =
        held?.entry === undefined || !isUnchanged(held, operator) ? operator : { ...operator, entry: held.entry };
      queue(transaction, store.put({ id: operator.id, operator: kept, seenAt }));
    }
  });
}

/** An operator as this phone last read it; undefined when it never did. */
export function knownOperator(phone: Phone, id: Hex): Promise<KnownOperator | undefined> {
  return phone.db.get("knownOperators", id);
}

/** Registers an operator, or names one, and asks for a join link for one key of it. */
export async function invite(phone: Phone, request: InvitationRequest): Promise<Result<NewInvitation, DeskError>> {
  const answered = await callAsOfficer(phone, { path: PATH.invitations, body: request });
  if (!answered.ok) return answered;
  const invitation = parseAnswer(newInvitationSchema, answered.value);
  return invitation.ok ? invitation : err({ code: "notOurServer" });
}

/** Invitations in the officer's scope, newest first. */
export async function listInvitations(phone: Phone): Promise<Result<readonly Invitation[], DeskError>> {
  const answered = await callAsOfficer(phone, { path: PATH.invitations });
  if (!answered.ok) return answered;
  const list = parseAnswer(invitationListSchema, answered.value);
  return list.ok ? ok(list.value.invitations) : err({ code: "notOurServer" });
}

/** Says that both screens show the same six digits: the key is granted. */
export async function confirmInvitation(phone: Phone, id: Hex, code: string): Promise<Result<undefined, DeskError>> {
  const answered = await callAsOfficer(phone, { path: confirmationPath(id), body: { code } });
  return answered.ok ? ok(undefined) : answered;
}
