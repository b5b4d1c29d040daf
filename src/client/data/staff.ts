import { ownerTerms } from "../../core/operator/rights.ts";
import type { Role } from "../../core/operator/role.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { parseAnswer } from "../../wire/fields.ts";
import {
  type Invitation,
  type InvitationRequest,
  invitationListSchema,
  type NewInvitation,
  newInvitationSchema,
} from "../../wire/invitations.ts";
import { type Operator, operatorSchema } from "../../wire/operators.ts";
import { confirmationPath, operatorPath, PATH } from "../../wire/paths.ts";
import { ownerIdentity } from "./actOnPhone.ts";
import { termsInForce } from "./identities.ts";
import type { DeskError } from "./officerDesk.ts";
import type { Phone } from "./phone.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs } from "./sessions.ts";
import type { Call } from "./traceClient.ts";

/** An operator's people and phones: its keys, and the invitations that say whose they are. */
export type Staff = { readonly operator: Operator; readonly invitations: readonly Invitation[] };

/** Roles that an owner may give: none wider than its own. */
export function rolesToGive(owner: IdentityRecord, time: number): readonly Role[] {
  return [...new Set(ownerTerms(termsInForce(owner, time)).flatMap(({ roles }) => roles))];
}

async function callAsOwner(phone: Phone, call: Omit<Call, "token">): Promise<Result<unknown, DeskError>> {
  const owner = await ownerIdentity(phone);
  return owner === undefined ? err({ code: "roleMissing" }) : callAs(phone, owner, call);
}

/** Reads who and what may sign for the owner's operator. */
export async function readStaff(phone: Phone): Promise<Result<Staff, DeskError>> {
  const owner = await ownerIdentity(phone);
  if (owner === undefined) return err({ code: "roleMissing" });
  const entry = await callAs(phone, owner, { path: operatorPath(owner.operator) });
  if (!entry.ok) return entry;
  const listed = await callAs(phone, owner, { path: PATH.invitations });
  if (!listed.ok) return listed;
  const operator = parseAnswer(operatorSchema, entry.value);
  const list = parseAnswer(invitationListSchema, listed.value);
  if (!operator.ok || !list.ok) return err({ code: "notOurServer" });
  return ok({ operator: operator.value, invitations: list.value.invitations });
}

/** Asks for a join link for one more of the operator's people. */
export async function inviteStaff(
  phone: Phone,
  { role, person }: { readonly role: Role; readonly person: string },
): Promise<Result<NewInvitation, DeskError>> {
  const owner = await ownerIdentity(phone);
  if (owner === undefined) return err({ code: "roleMissing" });
  const body: InvitationRequest = { role, person, operator: { id: owner.operator } };
  const answered = await callAs(phone, owner, { path: PATH.invitations, body });
  if (!answered.ok) return answered;
  const invitation = parseAnswer(newInvitationSchema, answered.value);
  return invitation.ok ? invitation : err({ code: "notOurServer" });
}

/** Says that both screens show the same six digits: the key is granted. */
export async function confirmStaff(phone: Phone, id: string, code: string): Promise<Result<undefined, DeskError>> {
  const answered = await callAsOwner(phone, { path: confirmationPath(id), body: { code } });
  return answered.ok ? ok(undefined) : answered;
}
