import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { takesBrotli } from "./certificateRequest.ts";

const compress = promisify(brotliCompress);
/** Rows of a directory become hardly smaller with more, and a county's would take seconds. */
const QUALITY = 5;

/** Compresses an answer with brotli. */
export function packAnswer(answer: Uint8Array | string): Promise<Uint8Array> {
  return compress(answer, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}

/** Sends an answer, compressed where the asker takes that; `packed` is asked only then. */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  { plain, packed }: { readonly plain: Uint8Array | string; readonly packed: () => Promise<Uint8Array> },
): Promise<FastifyReply> {
  reply.header("vary", "accept-encoding");
  if (!takesBrotli(request.headers["accept-encoding"])) return reply.send(plain);
  return reply.header("content-encoding", "br").send(await packed());
}
