import { hash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { parseTypedNumber } from "../../core/certificate/number.ts";
import { renderUnknownBadge } from "../../page/badge.ts";
import { BADGE_SCRIPT } from "../../page/badgeScript.ts";
import { badgePath, PATH } from "../../wire/paths.ts";
import { languageOf } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { BADGE_HEADERS, BADGE_SCRIPT_HEADERS } from "../http/securityHeaders.ts";

type BadgeRequest = FastifyRequest<{ Params: { readonly number: string }; Querystring: { readonly lang?: string } }>;

/** Sends a text, or that what the caller holds is still the same. */
function sendTagged(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const tag = `"${hash("sha256", text, "base64url").slice(0, 22)}"`;
  reply.header("etag", tag);
  return request.headers["if-none-match"] === tag ? reply.code(304).send() : reply.send(text);
}

/** What shop pages embed: a certificate's badge as a picture, and the script that places it. */
export function badgeRoutes(app: FastifyInstance, { answers }: RouteDeps): void {
  const schema = { hide: true };

  app.get(badgePath(":number"), { schema }, async (request: BadgeRequest, reply) => {
    // One address, one picture: what the browser prefers is not asked, for caches on the way.
    const language = languageOf(request.query.lang, undefined);
    const typed = parseTypedNumber(request.params.number);
    reply.headers(BADGE_HEADERS);
    if (!typed.ok) return reply.code(404).send(renderUnknownBadge("noNumber", undefined, language));
    const badge = await answers.badge(typed.value, language);
    if (badge === undefined) return reply.code(404).send(renderUnknownBadge("notRegistered", typed.value, language));
    return sendTagged(request, reply, badge);
  });

  app.get(PATH.badgeScript, { schema }, (request, reply) =>
    sendTagged(request, reply.headers(BADGE_SCRIPT_HEADERS), BADGE_SCRIPT),
  );
}
