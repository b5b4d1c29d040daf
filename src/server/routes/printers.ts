import type { FastifyInstance } from "fastify";
import * as v from "valibot";
import { PATH } from "../../wire/paths.ts";
import { takesBrotli } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { routeSchema } from "../http/schemas.ts";

/** What the API's description says of the pack; core's `readPrinters` reads it. */
const packSchema = v.object({
  title: v.string(),
  version: v.string(),
  source: v.string(),
  verified: v.boolean(),
  services: v.array(v.unknown()),
  profiles: v.array(v.unknown()),
});

/** Printers and how they are spoken to; phones keep them for when they have no network. */
export function printerRoutes(app: FastifyInstance, { printers }: RouteDeps): void {
  const schema = routeSchema(
    { summary: "Printers and how they are spoken to here", tags: ["reference"], asked: "publicRegister" },
    { answer: packSchema },
  );
  app.get(PATH.printers, { schema }, async (request, reply) => {
    reply
      .type("application/json; charset=utf-8")
      .headers({ "cache-control": "public, max-age=60", vary: "Accept-Encoding" });
    if (!takesBrotli(request.headers["accept-encoding"])) return reply.send(printers.text);
    return reply.header("content-encoding", "br").send(printers.packed);
  });
}
