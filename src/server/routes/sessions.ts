import type { FastifyInstance } from "fastify";
import { toBase64Url, toHex } from "../../core/bytes.ts";
import { base64UrlBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { challengeSchema, type Session, sessionRequestSchema, sessionSchema } from "../../wire/session.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";

/** Sessions by device key: a challenge and its answer. No cookie is ever set. */
export function sessionRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const challenging = routeSchema(
    { summary: "A challenge for one answer within two minutes", tags: ["sessions"], asked: "joining" },
    { answer: challengeSchema },
  );
  app.post(PATH.challenge, { schema: challenging }, async (_request, reply) => {
    const { nonce, expires } = deps.sessions.challenge();
    return reply.send({ nonce: toBase64Url(nonce), expires });
  });

  const opening = routeSchema(
    { summary: "Open a session with a signed challenge", tags: ["sessions"], asked: "joining" },
    { body: sessionRequestSchema, answer: sessionSchema },
  );
  app.post(PATH.session, { schema: opening }, async (request, reply) => {
    const body = readRequest(sessionRequestSchema, request.body, reply);
    const message = body === undefined ? undefined : base64UrlBytes(body.message);
    if (message === undefined) return reply;
    if (!message.ok) return refuse(reply, "badRequest", "message");
    const opened = await deps.sessions.open(message.value);
    if (!opened.ok) return refuse(reply, opened.error);
    const { token, expires, caller, operator, grants } = opened.value;
    const session: Session = {
      token,
      expires,
      operator: toHex(caller.operator),
      name: operator.row.name,
      region: operator.row.region,
      roles: [...caller.roles],
      grants: grants.map(toBase64Url),
    };
    return reply.send(session);
  });
}
