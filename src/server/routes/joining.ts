import type { FastifyInstance } from "fastify";
import { fromHex, toBase64Url, toHex } from "../../core/bytes.ts";
import { STORAGE } from "../../core/operator/grant.ts";
import { type Activation, activationRequestSchema, activationSchema, previewRequestSchema, previewSchema } from "../../wire/activation.ts";
import { base64UrlBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";

/** Share of the general limit that one address may spend on links, so that nobody can try secrets. */
const LINK_SHARE = 20;

/** An operator's telephone number, for the operator itself. */
async function contactOf(id: Uint8Array, { store, home }: RouteDeps): Promise<string | undefined> {
  const profiles = (await store.operator(id))?.profiles ?? [];
  const hash = profiles[profiles.length - 1]?.profile.contact;
  return hash === undefined ? undefined : (await home.contact(hash))?.phone;
}

/** Joining: what a link is for, and its use. */
export function joiningRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const rateLimit = { max: Math.max(10, Math.ceil(deps.rateLimit / LINK_SHARE)), timeWindow: "1 minute" };
  const { store, activations, home, metrics, now } = deps;

  const previewing = routeSchema({ summary: "What a join link is for; consumes nothing", tags: ["joining"] }, { body: previewRequestSchema, answer: previewSchema });
  app.post(PATH.activationPreview, { schema: previewing, config: { rateLimit } }, async (request, reply) => {
    const body = readRequest(previewRequestSchema, request.body, reply);
    if (body === undefined) return reply;
    const link = await store.invitationBySecret(fromHex(body.secretHash) ?? new Uint8Array(0));
    if (link === undefined) return refuse(reply, "linkUnknown");
    if (link.alarm !== undefined) return refuse(reply, "linkStopped");
    if (link.key === undefined && link.expires < now()) return refuse(reply, "linkExpired");
    if (link.granted) return refuse(reply, "linkUsed");
    const operator = await store.operator(link.operator);
    if (operator === undefined) return refuse(reply, "linkUnknown");
    const { name, kind, region } = operator.row;
    const address = operator.profiles[operator.profiles.length - 1]?.profile.address;
    const preview = { operator: toHex(operator.id), name, kind, region, role: link.role, waits: link.waits, expires: link.expires };
    return reply.send(address === undefined ? preview : { ...preview, address });
  });

  const activating = routeSchema({ summary: "Use a join link with a new key", tags: ["joining"] }, { body: activationRequestSchema, answer: activationSchema });
  app.post(PATH.activation, { schema: activating, config: { rateLimit } }, async (request, reply) => {
    const body = readRequest(activationRequestSchema, request.body, reply);
    if (body === undefined) return reply;
    const [secret, key, message] = [base64UrlBytes(body.secret), base64UrlBytes(body.key), base64UrlBytes(body.message)];
    if (!secret.ok || !key.ok || !message.ok) return refuse(reply, "badRequest");
    const claim = { secret: secret.value, key: key.value, message: message.value, storage: STORAGE[body.storage] };
    const outcome = await activations.activate(claim);
    metrics.activations.inc({ outcome: outcome.ok ? outcome.value.status : outcome.error });
    if (!outcome.ok) return refuse(reply, outcome.error);
    const contact = outcome.value.status === "granted" ? await contactOf(outcome.value.operator, deps) : undefined;
    const names = { operator: toHex(outcome.value.operator), authority: toHex(home.authority.id) };
    const answer: Activation =
      outcome.value.status === "granted"
        ? { status: "granted", ...names, grant: toBase64Url(outcome.value.grant), ...(contact === undefined ? {} : { contact }) }
        : { status: "waiting", ...names };
    return reply.send(answer);
  });
}
