import type { FastifyInstance } from "fastify";
import { toBase64Url, toHex } from "../../core/bytes.ts";
import { STORAGE } from "../../core/operator/grant.ts";
import {
  type Activation,
  activationRequestSchema,
  activationSchema,
  type Preview,
  previewRequestSchema,
  previewSchema,
} from "../../wire/activation.ts";
import { base64UrlBytes, hexBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import type { RouteDeps } from "../http/deps.ts";
import { overLimit } from "../http/limits.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { ActivationOutcome } from "../joining/activation.ts";

/** An operator's telephone number, for the operator itself. */
async function contactOf(id: Uint8Array, { store, home }: RouteDeps): Promise<string | undefined> {
  const profiles = (await store.operator(id))?.profiles ?? [];
  const hash = profiles[profiles.length - 1]?.profile.contact;
  const found = hash === undefined ? undefined : await home.records.find(hash);
  return found?.state === "held" ? found.record.phone : undefined;
}

function previewRoute(app: FastifyInstance, { store, now, limits }: RouteDeps): void {
  const schema = routeSchema(
    { summary: "What a join link is for; consumes nothing", tags: ["joining"], asked: "joining" },
    { body: previewRequestSchema, answer: previewSchema },
  );
  app.post(PATH.activationPreview, { schema }, async (request, reply) => {
    if (overLimit(limits.links, limits.addressOf, request, reply) !== undefined) return reply;
    const body = readRequest(previewRequestSchema, request.body, reply);
    if (body === undefined) return reply;
    const link = await store.invitationBySecret(hexBytes(body.secretHash));
    if (link === undefined) return refuse(reply, "linkUnknown");
    if (link.alarm !== undefined) return refuse(reply, "linkStopped");
    if (link.key === undefined && link.expires < now()) return refuse(reply, "linkExpired");
    if (link.granted) return refuse(reply, "linkUsed");
    const operator = await store.operator(link.operator);
    if (operator === undefined) return refuse(reply, "linkUnknown");
    const { name, kind, region } = operator.row;
    const { role, waits, expires, person } = link;
    const address = operator.profiles[operator.profiles.length - 1]?.profile.address;
    const preview: Preview = { operator: toHex(operator.id), name, kind, region, role, waits, expires };
    return reply.send({
      ...preview,
      ...(address === undefined ? {} : { address }),
      ...(person === undefined ? {} : { person }),
    });
  });
}

async function answerOf(outcome: ActivationOutcome, deps: RouteDeps): Promise<Activation> {
  const names = { operator: toHex(outcome.operator), authority: toHex(deps.home.authority.id) };
  if (outcome.status === "waiting") return { status: "waiting", ...names };
  const contact = await contactOf(outcome.operator, deps);
  const answer: Activation = { status: "granted", ...names, grant: toBase64Url(outcome.grant) };
  return contact === undefined ? answer : { ...answer, contact };
}

function activationRoute(app: FastifyInstance, deps: RouteDeps): void {
  const schema = routeSchema(
    { summary: "Use a join link with a new key", tags: ["joining"], asked: "joining" },
    { body: activationRequestSchema, answer: activationSchema },
  );
  app.post(PATH.activation, { schema }, async (request, reply) => {
    if (overLimit(deps.limits.links, deps.limits.addressOf, request, reply) !== undefined) return reply;
    const body = readRequest(activationRequestSchema, request.body, reply);
    if (body === undefined) return reply;
    const secret = base64UrlBytes(body.secret);
    const key = base64UrlBytes(body.key);
    const message = base64UrlBytes(body.message);
    if (!secret.ok || !key.ok || !message.ok) return refuse(reply, "badRequest");
    const claim = { secret: secret.value, key: key.value, message: message.value, storage: STORAGE[body.storage] };
    const outcome = await deps.activations.activate(claim);
    deps.metrics.activations.inc({ outcome: outcome.ok ? outcome.value.status : outcome.error });
    return outcome.ok ? reply.send(await answerOf(outcome.value, deps)) : refuse(reply, outcome.error);
  });
}

/** Joining: what a link is for, and its use; both limited further, so that nobody can try secrets. */
export function joiningRoutes(app: FastifyInstance, deps: RouteDeps): void {
  previewRoute(app, deps);
  activationRoute(app, deps);
}
