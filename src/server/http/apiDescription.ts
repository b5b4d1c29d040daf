import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { PATH } from "../../wire/paths.ts";
import { DOCS_HEADERS } from "./securityHeaders.ts";

/** Describes the routes that are added after it as OpenAPI 3.1, with a viewer from this endpoint alone. */
export async function describeApi(app: FastifyInstance, origin: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "亮证 Liangzheng",
        version: "1",
        description:
          "Signed statements in, receipts and public answers out. Refusals are problem+json (RFC 9457) with a stable code.",
      },
      servers: [{ url: origin }],
      components: {
        securitySchemes: {
          session: { type: "http", scheme: "bearer", description: "Token of a session by device key" },
        },
      },
    },
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: PATH.docs,
    staticCSP: false,
    uiHooks: {
      onRequest: (_request, reply, next) => {
        reply.headers(DOCS_HEADERS);
        next();
      },
    },
  });
  app.get(PATH.openapi, { schema: { hide: true } }, async (_request, reply) => reply.send(app.swagger()));
}
