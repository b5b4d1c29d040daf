import { hash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as v from "valibot";
import { toBase64Url } from "../../core/bytes.ts";
import { feedSchema } from "../../wire/feed.ts";
import { PATH } from "../../wire/paths.ts";
import { askerOf, feedScopeOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";

/** Statements in one page of the feed. */
const PAGE = 500;

const querySchema = v.object({ after: v.optional(v.pipe(v.string(), v.maxLength(64))) });

/** A cursor: the scope it belongs to, shortened, and the position to go on from. */
function encodeCursor(scope: string, next: number): string {
  return `${hash("sha256", scope, "base64url").slice(0, 12)}.${next.toString(36)}`;
}

/** Position in a cursor; undefined when it belongs to another scope or was not made here. */
function readCursor(cursor: string, scope: string): number | undefined {
  const [, position] = cursor.split(".");
  const next = Number.parseInt(position ?? "", 36);
  return Number.isSafeInteger(next) && cursor === encodeCursor(scope, next) ? next : undefined;
}

/** What a caller may see of the log, in log order. */
export function feedRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const text = {
    summary: "Statements that concern the caller, in log order",
    tags: ["statements"],
    asked: "feed" as const,
  };
  const schema = routeSchema(text, { query: querySchema, answer: feedSchema });
  app.get(PATH.feed, { schema }, async (request: FastifyRequest, reply) => {
    const query = readRequest(querySchema, request.query, reply);
    const caller = query === undefined ? undefined : await askerOf(request, reply, deps);
    if (query === undefined || caller === undefined) return reply;
    const { name, scope } = feedScopeOf(caller);
    const from = query.after === undefined ? 0 : readCursor(query.after, name);
    if (from === undefined) return refuse(reply, "feedRestarts");
    const page = await deps.store.feed(scope, from, PAGE);
    const items = page.entries.map(({ position, receivedAt, key, bytes }) => ({
      position,
      receivedAt,
      key: toBase64Url(key),
      statement: toBase64Url(bytes),
    }));
    return reply.send({ items, cursor: encodeCursor(name, page.next), more: page.more });
  });
}
