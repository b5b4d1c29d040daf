import type { FastifyInstance } from "fastify";
import * as v from "valibot";
import { toBase64Url, toHex } from "../../core/bytes.ts";
import { isDivisionCode, regionContains } from "../../core/operator/region.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { type DirectoryDelta, directoryDeltaSchema, directorySnapshotSchema } from "../../wire/directory.ts";
import { hexField, regionField } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { neighbourOf } from "../directory/neighbourDirectories.ts";
import type { RouteDeps } from "../http/deps.ts";
import { packAnswer, sendPacked } from "../http/packedAnswers.ts";
import { refuse } from "../http/problems.ts";
import { allowEveryone, readRequest, routeSchema, wholeQuery, wholeText } from "../http/schemas.ts";
import { LruMap } from "../lruMap.ts";

const directoryQuery = v.object({ region: regionField });
const deltaQuery = v.object({ region: regionField, after: wholeText });
const tags = ["register"];
/** Chunks kept compressed: two counties' worth. */
const PACKED_CHUNKS = 256;

function isOurs({ authority }: HomeAuthority, region: string): boolean {
  return isDivisionCode(region) && authority.regions.some((own) => regionContains(own, region));
}

function snapshotRoute(app: FastifyInstance, { home, directory, neighbours }: RouteDeps): void {
  const snapshots = routeSchema(
    { summary: "Snapshot of a region's directory", tags, asked: "publicRegister" },
    { query: directoryQuery, answer: directorySnapshotSchema },
  );
  app.get(PATH.directory, { schema: snapshots }, async (request, reply) => {
    const query = readRequest(directoryQuery, request.query, allowEveryone(reply));
    if (query === undefined) return reply;
    if (!isOurs(home, query.region)) {
      const neighbour = neighbourOf(home.recognised, query.region);
      if (neighbour === undefined) return refuse(reply, "regionUnknown", "region");
      const passedOn = await neighbours.snapshot(neighbour, query.region);
      return passedOn.ok
        ? reply.header("cache-control", "no-cache").send(passedOn.value)
        : refuse(reply, passedOn.error);
    }
    const { head, chunks } = await directory.snapshot(query.region);
    return reply.header("cache-control", "no-cache").send({ head: toBase64Url(head), chunks });
  });
}

function chunkRoute(app: FastifyInstance, { directory, neighbours }: RouteDeps): void {
  const packed = new LruMap<string, Promise<Uint8Array>>(PACKED_CHUNKS);
  const pack = (name: string, chunk: Uint8Array): Promise<Uint8Array> => {
    const packing = packed.get(name) ?? packAnswer(chunk);
    packed.set(name, packing);
    return packing;
  };
  app.get<{ Params: { readonly hash: string } }>(
    `${PATH.directoryChunks}/:hash`,
    {
      schema: {
        ...routeSchema({ summary: "Rows of a snapshot by their hash", tags, asked: "publicRegister" }, {}),
        produces: [CONTENT_TYPE.cbor],
      },
    },
    async (request, reply) => {
      const { hash } = request.params;
      const chunk = v.is(hexField(32), hash) ? (directory.chunk(hash) ?? (await neighbours.chunk(hash))) : undefined;
      if (chunk === undefined) return refuse(allowEveryone(reply), "notFound");
      allowEveryone(reply).type(CONTENT_TYPE.cbor).header("cache-control", "public, max-age=604800, immutable");
      return sendPacked(request, reply, { plain: chunk, packed: () => pack(hash, chunk) });
    },
  );
}

function deltaRoute(app: FastifyInstance, { home, directory, neighbours }: RouteDeps): void {
  const deltas = routeSchema(
    { summary: "What changed in a region's directory", tags, asked: "publicRegister" },
    { query: v.object({ region: regionField, after: wholeQuery }), answer: directoryDeltaSchema },
  );
  app.get(PATH.directoryDelta, { schema: deltas }, async (request, reply) => {
    const query = readRequest(deltaQuery, request.query, allowEveryone(reply));
    if (query === undefined) return reply;
    if (!isOurs(home, query.region)) {
      const neighbour = neighbourOf(home.recognised, query.region);
      if (neighbour === undefined) return refuse(reply, "regionUnknown", "region");
      const passedOn = await neighbours.delta(neighbour, query.region, query.after);
      return passedOn.ok
        ? reply.header("cache-control", "no-cache").send(passedOn.value)
        : refuse(reply, passedOn.error);
    }
    const delta = await directory.delta(query.region, query.after);
    if (delta === undefined) return refuse(reply, "snapshotNeeded");
    const changed = delta.changed.map((row) => toBase64Url(row.bytes));
    const answer: DirectoryDelta = {
      from: delta.from,
      head: toBase64Url(delta.head),
      changed,
      removed: delta.removed.map(toHex),
    };
    const plain = JSON.stringify(answer);
    reply.type(CONTENT_TYPE.json).header("cache-control", "no-cache");
    return sendPacked(request, reply, { plain, packed: () => packAnswer(plain) });
  });
}

/** The directories of this authority's regions, and passed on, those of authorities that it recognises. */
export function directoryRoutes(app: FastifyInstance, deps: RouteDeps): void {
  snapshotRoute(app, deps);
  chunkRoute(app, deps);
  deltaRoute(app, deps);
}
