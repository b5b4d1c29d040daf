import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { utf8 } from "../../core/bytes.ts";
import { sha256 } from "../../core/sha256.ts";
import { PATH } from "../../wire/paths.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** With a token set, whoever has it; without one, this machine itself and nobody behind a proxy on it. */
function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token === undefined)
    return LOOPBACK.has(request.socket.remoteAddress ?? "") && request.headers["x-forwarded-for"] === undefined;
  return timingSafeEqual(sha256(utf8(`Bearer ${token}`)), sha256(utf8(request.headers.authorization ?? "")));
}

/** Health, readiness and metrics, for whoever runs the endpoint. */
export function operationRoutes(app: FastifyInstance, deps: RouteDeps, isStopping: () => boolean): void {
  const schema = { hide: true };
  app.get(PATH.health, { schema }, async (_request, reply) => reply.send({ status: "ok" }));
  app.get(PATH.ready, { schema }, async (_request, reply) => {
    if (isStopping()) return refuse(reply, "stopping");
    await deps.store.check();
    return reply.send({ status: "ready" });
  });
  app.get(PATH.metrics, { schema }, async (request, reply) => {
    if (!mayReadMetrics(request, deps.metricsToken)) return refuse(reply, "tokenMissing");
    deps.metrics.logSize.set(await deps.store.logSize());
    return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics());
  });
}
