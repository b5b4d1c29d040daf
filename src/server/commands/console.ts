import * as v from "valibot";
import { toHex } from "../../core/bytes.ts";
import { comparisonCode } from "../../core/key/publicKey.ts";
import { hexField, regionField, signedField } from "../../wire/fields.ts";
import { type ConsoleInvitation, consoleInvitationSchema } from "../../wire/invitations.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { Activations } from "../joining/activation.ts";
import { consoleInviter, type InviteDeps, type InviteError, invite } from "../joining/invitations.ts";
import type { Store } from "../store/port.ts";
import { forgetFromConsole, recognisedSchema, recogniseFromConsole, showRecognised } from "./recognising.ts";

/** Newest invitations among which a waiting key is looked for. */
const LOOKED_THROUGH = 500;

/** What the console may ask for: an invitation, the confirmation of compared digits, or whom this authority recognises. */
export const consoleRequestSchema = v.variant("do", [
  v.object({ do: v.literal("invite"), request: consoleInvitationSchema, forAgency: v.boolean() }),
  v.object({ do: v.literal("confirm"), code: v.string() }),
  v.object({ do: v.literal("authorities") }),
  v.object({
    do: v.literal("recognise"),
    list: signedField,
    fingerprint: hexField(32),
    regions: v.optional(v.array(regionField)),
  }),
  v.object({ do: v.literal("forget"), id: hexField(8) }),
]);
/** What the console may ask for. */
export type ConsoleRequest = v.InferOutput<typeof consoleRequestSchema>;

/** What the console is told. */
export const consoleReplySchema = v.variant("outcome", [
  v.object({
    outcome: v.literal("invited"),
    link: v.string(),
    name: v.string(),
    expires: v.number(),
    waits: v.boolean(),
  }),
  v.object({ outcome: v.literal("confirmed"), name: v.string() }),
  v.object({ outcome: v.literal("authorities"), recognised: v.array(recognisedSchema) }),
  v.object({ outcome: v.literal("refused"), sentence: v.string() }),
]);
/** What the console is told. */
export type ConsoleReply = v.InferOutput<typeof consoleReplySchema>;

/** What the console acts on. */
export type ConsoleDeps = {
  readonly store: Store;
  readonly home: HomeAuthority;
  readonly inviting: InviteDeps;
  readonly activations: Activations;
};

const REFUSALS: { readonly [Code in InviteError["code"]]: string } = {
  operatorRefused: "was refused",
  regionUnknown: "is no division of the table",
  outOfScope: "is outside this authority's region",
  notFound: "is not registered",
  roleMissing: "does not fit the operator: officers and inspectors act for the authority itself, nobody else does",
};

async function inviteFromConsole(
  request: ConsoleInvitation,
  forAgency: boolean,
  deps: ConsoleDeps,
): Promise<ConsoleReply> {
  const full = forAgency ? { ...request, operator: { id: toHex(deps.home.agency) } } : request;
  const invited = await invite(full, consoleInviter(deps.home.authority.regions), deps.inviting);
  if (!invited.ok)
    return { outcome: "refused", sentence: `The ${invited.error.field} ${REFUSALS[invited.error.code]}.` };
  const { link, invitation } = invited.value;
  const operator = await deps.store.operator(invitation.operator);
  return {
    outcome: "invited",
    link,
    name: operator?.row.name ?? "",
    expires: invitation.expires,
    waits: invitation.waits,
  };
}

async function confirmFromConsole(code: string, { store, activations }: ConsoleDeps): Promise<ConsoleReply> {
  const invitations = await store.invitations(LOOKED_THROUGH);
  const waiting = invitations.find(
    ({ key, granted, alarm }) => key !== undefined && !granted && alarm === undefined && comparisonCode(key) === code,
  );
  if (waiting === undefined) return { outcome: "refused", sentence: `No key waits with the digits ${code}.` };
  const confirmed = await activations.confirm(waiting.id, code, consoleInviter([]));
  if (!confirmed.ok) return { outcome: "refused", sentence: `The key was not granted (${confirmed.error}).` };
  const operator = await store.operator(waiting.operator);
  return { outcome: "confirmed", name: operator?.row.name ?? "" };
}

/** Does what the console asks; the console is whoever may open the data folder. */
export async function answerConsole(request: unknown, deps: ConsoleDeps): Promise<ConsoleReply> {
  const parsed = v.safeParse(consoleRequestSchema, request);
  if (!parsed.success) return { outcome: "refused", sentence: "The request was not understood." };
  const asked = parsed.output;
  switch (asked.do) {
    case "invite":
      return inviteFromConsole(asked.request, asked.forAgency, deps);
    case "confirm":
      return confirmFromConsole(asked.code, deps);
    case "authorities":
      return showRecognised(deps.home);
    case "recognise":
      return recogniseFromConsole(asked, deps.home);
    case "forget":
      return forgetFromConsole(asked.id, deps.home);
  }
}
