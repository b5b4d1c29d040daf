import { brotliDecompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { glyphRequestSchema } from "../../wire/glyphs.ts";
import { PATH } from "../../wire/paths.ts";
import { takesBrotli } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";

/** Glyphs for printing: a phone asks for what its operator's names and products need and keeps it. */
export function glyphRoutes(app: FastifyInstance, { glyphs }: RouteDeps): void {
  const schema = {
    ...routeSchema(
      {
        summary: "A font of the asked characters, without those that are not to be had",
        tags: ["reference"],
        asked: "publicRegister",
      },
      { body: glyphRequestSchema },
    ),
    produces: [CONTENT_TYPE.font],
  };
  app.post(PATH.glyphs, { schema }, async (request, reply) => {
    const asked = readRequest(glyphRequestSchema, request.body, reply);
    if (asked === undefined) return reply;
    const packed = await glyphs.compressed(asked.characters);
    if (packed === undefined) return refuse(reply, "notFound", "characters");
    reply.type(CONTENT_TYPE.font).headers({ "cache-control": "no-store", vary: "Accept-Encoding" });
    if (takesBrotli(request.headers["accept-encoding"])) return reply.header("content-encoding", "br").send(packed);
    return reply.send(brotliDecompressSync(packed));
  });
}
