import type { FastifyInstance } from "fastify";
import { BATCH_LIMIT } from "../../core/sync/outbox.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { PATH } from "../../wire/paths.ts";
import { batchAnswerSchema, type ItemResult } from "../../wire/statements.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { routeSchema } from "../http/schemas.ts";

/** A buffer of its own with the same bytes, which can be handed to the writer; small bodies share one with others. */
function ownBuffer(body: Buffer): Uint8Array<ArrayBuffer> {
  return body.buffer instanceof ArrayBuffer && body.byteLength === body.buffer.byteLength
    ? new Uint8Array(body.buffer)
    : Uint8Array.from(body);
}

/** Counts a batch by outcome; one step of a counter costs as much as reading a statement. */
function countOutcomes(results: readonly ItemResult[], { statements }: RouteDeps["metrics"]): void {
  const counts = new Map<string, number>();
  for (const { status, code } of results) {
    const label = `${status} ${code ?? ""}`;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const [label, count] of counts) {
    const [status = "", code = ""] = label.split(" ");
    statements.inc({ status, code }, count);
  }
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
      {
        summary: "Upload a batch: a CBOR sequence of byte strings, each one statement",
        tags: ["statements"],
        asked: "delivery",
      },
      { answer: batchAnswerSchema },
    ),
    consumes: [CONTENT_TYPE.cborSequence],
  };
  app.post(PATH.statements, { schema, bodyLimit: BATCH_LIMIT.bytes }, async (request, reply) => {
    if (!Buffer.isBuffer(request.body)) return refuse(reply, "unsupportedType");
    const outcome = await store.ingest(ownBuffer(request.body), now());
    if (!outcome.ok) return refuse(reply, outcome.error);
    countOutcomes(outcome.value, metrics);
    return reply.type(CONTENT_TYPE.json).send(JSON.stringify({ results: outcome.value }));
  });
}
