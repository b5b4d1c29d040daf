import * as v from "valibot";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { ROLES } from "../core/operator/role.ts";
import { checkText, tidyText } from "../core/text.ts";
import { hexField, regionField, secondsField } from "./fields.ts";

/** Code points of the name under which an inviter knows somebody. */
const PERSON_NAME = { min: 1, max: 20 } as const;

const roleField = v.picklist(ROLES);

/** A new operator, as the officer writes it down. */
export const newOperatorSchema = v.object({
  kind: v.picklist(OPERATOR_KINDS),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  /** County or deeper: 6, 9 or 12 digits. */
  region: v.pipe(v.string(), v.regex(/^[1-9][0-9]{5}([0-9]{3}){0,2}$/)),
  address: v.optional(v.pipe(v.string(), v.maxLength(240))),
  /** Unified social credit code as on the paper. */
  uscc: v.optional(v.pipe(v.string(), v.maxLength(40))),
  /** Kept sealed and apart; statements hold only its salted hash. */
  phone: v.pipe(v.string(), v.minLength(5), v.maxLength(40)),
});
/** A new operator. */
export type NewOperator = v.InferOutput<typeof newOperatorSchema>;

const registeredOperator = v.object({ id: hexField(8) });

/** Asks for a join link for one key of a registered operator: whoever registers it signs that with an own key. */
export const invitationRequestSchema = v.object({
  role: roleField,
  operator: registeredOperator,
  /** Scope of the grant where it differs from the operator's own region, as for officers and stations. */
  scope: v.optional(regionField),
  /** Who is to use the link, in the inviter's words. */
  person: v.optional(
    v.pipe(
      v.string(),
      v.check((name) => checkText(tidyText(name), PERSON_NAME).ok),
    ),
  ),
});
/** Asks for a join link for a registered operator. */
export type InvitationRequest = v.InferOutput<typeof invitationRequestSchema>;

/** The same at the console, where the authority itself may register the operator first. */
export const consoleInvitationSchema = v.object({
  ...invitationRequestSchema.entries,
  operator: v.union([newOperatorSchema, registeredOperator]),
});
/** Invites an operator that may have to be registered first. */
export type ConsoleInvitation = v.InferOutput<typeof consoleInvitationSchema>;

/** The join link, shown once: only the hash of its secret is stored. */
export const newInvitationSchema = v.object({
  id: hexField(8),
  link: v.string(),
  operator: hexField(8),
  expires: secondsField,
  waits: v.boolean(),
});
/** The join link, shown once. */
export type NewInvitation = v.InferOutput<typeof newInvitationSchema>;

/** An invitation as its officer sees it. */
export const invitationSchema = v.object({
  id: hexField(8),
  operator: hexField(8),
  name: v.string(),
  role: roleField,
  /** `waiting`: a key proved possession and its six digits are to be compared; `alarm`: the link was used twice. */
  state: v.picklist(["open", "waiting", "granted", "expired", "alarm"]),
  created: secondsField,
  expires: secondsField,
  /** Invited by a key of the operator itself. */
  staff: v.boolean(),
  /** Who is to use the link, in the inviter's words; absent when it was not said or has been erased. */
  person: v.optional(v.string()),
  /** The key that used the link, base64url; the six digits follow from it. */
  key: v.optional(v.string()),
});
/** An invitation as its officer sees it. */
export type Invitation = v.InferOutput<typeof invitationSchema>;

/** Invitations within the officer's scope, newest first. */
export const invitationListSchema = v.object({ invitations: v.array(invitationSchema) });

/** The six digits that both screens show. */
export const confirmationRequestSchema = v.object({ code: v.pipe(v.string(), v.regex(/^[0-9]{6}$/)) });
