import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as v from "valibot";
import { fromHex, toBase64Url, toHex } from "../../core/bytes.ts";
import { anyRegionContains } from "../../core/operator/region.ts";
import { hexBytes, hexField } from "../../wire/fields.ts";
import {
  confirmationRequestSchema,
  type Invitation,
  invitationListSchema,
  invitationRequestSchema,
  invitationSchema,
  type NewInvitation,
  newInvitationSchema,
} from "../../wire/invitations.ts";
import { type Operator, operatorListSchema, operatorSchema } from "../../wire/operators.ts";
import { PATH } from "../../wire/paths.ts";
import { SEARCH_ROWS } from "../../wire/registry.ts";
import { type Asker, askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import { invite, mayConfirm } from "../joining/invitations.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { InvitationRecord } from "../store/port.ts";
import { operatorFor, operatorShown } from "./operatorShown.ts";

/** Operators in one page. */
const PAGE = 100;
/** Places of one name whose operators a search looks at. */
const PLACES = 200;
/** Newest invitations that are looked through. */
const INVITATIONS = 500;

const tags = ["officers"];
const idParams = v.object({ id: hexField(8) });
const operatorsQuery = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(60))),
  after: v.optional(hexField(8)),
});

function stateOf(invitation: InvitationRecord, now: number): Invitation["state"] {
  if (invitation.alarm !== undefined) return "alarm";
  if (invitation.granted) return "granted";
  if (invitation.key !== undefined) return "waiting";
  return invitation.expires < now ? "expired" : "open";
}

async function shown(invitation: InvitationRecord, { store, now }: RouteDeps): Promise<Invitation> {
  const operator = await store.operator(invitation.operator);
  return {
    id: toHex(invitation.id),
    operator: toHex(invitation.operator),
    name: operator?.row.name ?? "",
    role: invitation.role,
    state: stateOf(invitation, now()),
    created: invitation.created,
    expires: invitation.expires,
    staff: invitation.staff,
    ...(invitation.person === undefined ? {} : { person: invitation.person }),
    ...(invitation.key === undefined ? {} : { key: toBase64Url(invitation.key) }),
  };
}

/** A page of the officer's operators, or the first that fit what was typed. */
async function foundOperators(
  { name, after }: v.InferOutput<typeof operatorsQuery>,
  region: string,
  deps: RouteDeps,
): Promise<readonly OperatorRecord[]> {
  const from = after === undefined ? undefined : fromHex(after);
  if (name === undefined)
    return deps.store.operators({ region, limit: PAGE, ...(from === undefined ? {} : { after: from }) });
  const places = deps.places.named(name, [region], PLACES);
  const rows = await deps.store.searchRegister({ scopes: [region], typed: name, places, limit: SEARCH_ROWS });
  const found = await Promise.all(rows.map(({ id }) => deps.store.operator(id)));
  return found.filter((operator) => operator !== undefined);
}

async function listOperators(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const query = readRequest(operatorsQuery, request.query, reply);
  const officer = query === undefined ? undefined : await askerOf(request, reply, deps);
  const [region] = officer?.regions ?? [];
  if (query === undefined || region === undefined) return reply;
  const found = await foundOperators(query, region, deps);
  const operators = await Promise.all(found.map((record) => operatorShown(record, deps)));
  const last = found.length === PAGE ? found[found.length - 1] : undefined;
  return reply.send(last === undefined ? { operators } : { operators, next: toHex(last.id) });
}

/** An operator with the entries merged into it and, for its region's officers, the statement that an edit starts from. */
async function entryShown(operator: OperatorRecord, asker: Asker, deps: RouteDeps): Promise<Operator> {
  const inScope = anyRegionContains(asker.regions, operator.row.region);
  const entry = inScope ? await deps.store.registerEntry(operator.id) : undefined;
  const merged = await Promise.all(operator.duplicates.map((id) => deps.store.operator(id)));
  const duplicates = merged.flatMap((one) => (one === undefined ? [] : [{ id: toHex(one.id), name: one.row.name }]));
  return {
    ...(await operatorShown(operator, deps)),
    ...(duplicates.length === 0 ? {} : { duplicates }),
    ...(entry === undefined ? {} : { entry: toBase64Url(entry) }),
  };
}

async function inviteOne(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const officer = await askerOf(request, reply, deps);
  const body = officer === undefined ? undefined : readRequest(invitationRequestSchema, request.body, reply);
  if (officer === undefined || body === undefined) return reply;
  const invited = await invite(body, officer, deps.inviting);
  if (!invited.ok) return refuse(reply, invited.error.code, invited.error.field);
  const { link, invitation } = invited.value;
  const answer: NewInvitation = {
    id: toHex(invitation.id),
    link,
    operator: toHex(invitation.operator),
    expires: invitation.expires,
    waits: invitation.waits,
  };
  return reply.send(answer);
}

async function listInvitations(asker: Asker, deps: RouteDeps): Promise<readonly Invitation[]> {
  const operator = asker.regions.length === 0 ? asker.operator : undefined;
  const newest = await deps.store.invitations(INVITATIONS, operator);
  const found = newest.filter((invitation) => mayConfirm(asker, invitation));
  return Promise.all(found.map((invitation) => shown(invitation, deps)));
}

/** What an officer does beside signing statements: inviting, comparing digits, looking operators up. */
export function officerRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const listing = routeSchema(
    { summary: "Operators in the officer's region", tags, asked: "registerList" },
    { query: operatorsQuery, answer: operatorListSchema },
  );
  app.get(PATH.operators, { schema: listing }, (request, reply) => listOperators(request, reply, deps));

  const one = routeSchema(
    { summary: "One's own operator, or one in the officer's region", tags, asked: "registerEntry" },
    { params: idParams, answer: operatorSchema },
  );
  app.get(`${PATH.operators}/:id`, { schema: one }, async (request, reply) => {
    const officer = await askerOf(request, reply, deps);
    const params = officer === undefined ? undefined : readRequest(idParams, request.params, reply);
    if (officer === undefined || params === undefined) return reply;
    const found = await operatorFor(officer, hexBytes(params.id), deps);
    return found.ok ? reply.send(await entryShown(found.value, officer, deps)) : refuse(reply, found.error);
  });

  const inviting = routeSchema(
    { summary: "Make a join link for a registered operator", tags, asked: "invitations" },
    { body: invitationRequestSchema, answer: newInvitationSchema },
  );
  app.post(PATH.invitations, { schema: inviting }, (request, reply) => inviteOne(request, reply, deps));

  const invited = routeSchema(
    {
      summary: "Invitations of one's own operator, or in the officer's region, newest first",
      tags,
      asked: "invitations",
    },
    { answer: invitationListSchema },
  );
  app.get(PATH.invitations, { schema: invited }, async (request, reply) => {
    const officer = await askerOf(request, reply, deps);
    return officer === undefined ? reply : reply.send({ invitations: await listInvitations(officer, deps) });
  });

  const confirming = routeSchema(
    { summary: "Grant a waiting key whose six digits were compared", tags, asked: "invitations" },
    { params: idParams, body: confirmationRequestSchema, answer: invitationSchema },
  );
  app.post(`${PATH.invitations}/:id/confirm`, { schema: confirming }, async (request, reply) => {
    const officer = await askerOf(request, reply, deps);
    const params = officer === undefined ? undefined : readRequest(idParams, request.params, reply);
    const body = params === undefined ? undefined : readRequest(confirmationRequestSchema, request.body, reply);
    if (officer === undefined || params === undefined || body === undefined) return reply;
    const confirmed = await deps.activations.confirm(fromHex(params.id) ?? new Uint8Array(0), body.code, officer);
    return confirmed.ok ? reply.send(await shown(confirmed.value, deps)) : refuse(reply, confirmed.error);
  });
}
