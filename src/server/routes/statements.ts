import type { FastifyInstance } from "fastify";
import { BATCH_LIMIT } from "../../core/sync/outbox.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { PATH } from "../../wire/paths.ts";
import { batchAnswerSchema } from "../../wire/statements.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { routeSchema } from "../http/schemas.ts";

/** A buffer of its own with the same bytes, which can be handed to the writer; small bodies share one with others. */
function ownBuffer(body: Buffer): Uint8Array<ArrayBuffer> {
  return body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength
    ? new Uint8Array(body.buffer)
    : Uint8Array.from(body);
}

/** Upload of statements. Anyone may deliver anyone's: delivery gives no rights. */
export function statementRoutes(app: FastifyInstance, { store, metrics, now }: RouteDeps): void {
  app.addContentTypeParser(
    CONTENT_TYPE.cborSequence,
    { parseAs: "buffer", bodyLimit: BATCH_LIMIT.bytes },
    (_request, body, done) => done(null, body),
  );
  const schema = {
    ...routeSchema(
      { summary: "Upload a batch: a CBOR sequence of byte strings, each one statement", tags: ["statements"] },
      { answer: batchAnswerSchema },
    ),
    consumes: [CONTENT_TYPE.cborSequence],
  };
  app.post(PATH.statements, { schema, bodyLimit: BATCH_LIMIT.bytes }, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) return refuse(reply, "unsupportedType");
    const outcome = await store.ingest(ownBuffer(request.body), now());
    if (!outcome.ok) return refuse(reply, outcome.error);
    for (const { status, code } of outcome.value) metrics.statements.inc({ status, code: code ?? "" });
    return reply.type(CONTENT_TYPE.json).send(JSON.stringify({ results: outcome.value }));
  });
}
