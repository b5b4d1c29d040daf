import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { equalBytes } from "../../core/bytes.ts";
import { askRefusal } from "../../core/operator/whoMayAsk.ts";
import { MAX_BLOB_BYTES } from "../../core/statement/blobs.ts";
import { blobParams, blobProgressSchema, readContentRange } from "../../wire/blobs.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { hexBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import type { BlobError } from "../blobs/blobFiles.ts";
import { type Asker, askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { NamedBlob } from "../store/port.ts";

const tags = ["blobs"];
const REFUSAL: { readonly [Code in BlobError]: ProblemCode } = {
  wrongOffset: "blobOffset",
  tooLarge: "tooLarge",
  unsupportedType: "unsupportedType",
  hashDiffers: "badRequest",
};

/** Its own are those of whoever signed the first statement that names the blob, and of whom it concerns. */
function mayTouch(asker: Asker, { operator, signer, region }: NamedBlob): boolean {
  const isOwn = [operator, signer].some((id) => id !== undefined && equalBytes(id, asker.operator));
  return askRefusal(asker, { isOwn, region }) === undefined;
}

/** The blob in the path as the log first names it, if this caller may touch it; undefined when it was refused. */
async function blobOf(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<NamedBlob | undefined> {
  const asker = await askerOf(request, reply, deps);
  const params = asker === undefined ? undefined : readRequest(blobParams, request.params, reply);
  if (asker === undefined || params === undefined) return undefined;
  const named = await deps.store.namedBlob(hexBytes(params.sha256));
  if (named !== undefined && mayTouch(asker, named)) return named;
  refuse(reply, named === undefined ? "notFound" : "outOfScope");
  return undefined;
}

async function takePart(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const blob = await blobOf(request, reply, deps);
  if (blob === undefined) return reply;
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const offset = readContentRange(request.headers["content-range"], bytes.length, blob.size);
  if (offset === "malformed") return refuse(reply, "badRequest", "content-range");
  if (offset === "ask") return reply.send(await deps.blobs.progress(blob));
  const taken = await deps.blobs.take(blob, { offset: offset ?? 0, bytes });
  return taken.ok ? reply.send(taken.value) : refuse(reply, REFUSAL[taken.error]);
}

/** Blobs that logged statements name: taken in parts, given to whom the statement concerns. */
export function blobRoutes(app: FastifyInstance, deps: RouteDeps): void {
  app.addContentTypeParser(
    CONTENT_TYPE.bytes,
    { parseAs: "buffer", bodyLimit: MAX_BLOB_BYTES },
    (_request, body, done) => done(null, body),
  );
  const taking = {
    ...routeSchema(
      { summary: "Upload a blob that a logged statement names, whole or in parts", tags, asked: "blob" },
      { params: blobParams, answer: blobProgressSchema },
    ),
    consumes: [CONTENT_TYPE.bytes],
  };
  app.put(`${PATH.blobs}/:sha256`, { schema: taking, bodyLimit: MAX_BLOB_BYTES }, (request, reply) =>
    takePart(request, reply, deps),
  );
  const giving = routeSchema(
    { summary: "A blob that a statement names to the caller", tags, asked: "blob" },
    { params: blobParams },
  );
  app.get(`${PATH.blobs}/:sha256`, { schema: giving }, async (request, reply) => {
    const blob = await blobOf(request, reply, deps);
    if (blob === undefined) return reply;
    const held = await deps.blobs.read(blob.hash);
    if (held === undefined) return refuse(reply, "notFound");
    return reply
      .type(held.type)
      .header("content-disposition", "attachment")
      .header("x-content-type-options", "nosniff")
      .send(held.bytes);
  });
}
