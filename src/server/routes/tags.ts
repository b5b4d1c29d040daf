import type { FastifyInstance, FastifyRequest } from "fastify";
import * as v from "valibot";
import { toBase64Url, toHex } from "../../core/bytes.ts";
import { parseTypedNumber } from "../../core/certificate/number.ts";
import { tagBytes } from "../../core/roll/roll.ts";
import { renderTagPage } from "../../page/renderTagPage.ts";
import { renderUnknownPage } from "../../page/renderUnknownPage.ts";
import { certificatePagePath, PATH } from "../../wire/paths.ts";
import { type TagAnswer, tagAnswerSchema } from "../../wire/tags.ts";
import { profileHeldAt, publicName } from "../answers/certificateAnswer.ts";
import { languageOf } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { routeSchema } from "../http/schemas.ts";
import { CERTIFICATE_JSON_HEADERS, CERTIFICATE_PAGE_HEADERS } from "../http/securityHeaders.ts";
import type { TagRecord } from "../store/tagRecord.ts";

type TagRequest = FastifyRequest<{ Params: { readonly tag: string }; Querystring: { readonly lang?: string } }>;

/** A tag of a roll printed beforehand: as JSON, and as the page that its code opens. */
export function tagRoutes(app: FastifyInstance, { store, home, now }: RouteDeps): void {
  const ownerOf = ({ operator }: TagRecord) => publicName(profileHeldAt(operator, now()));
  const find = (tag: string) => {
    const bytes = tagBytes(tag);
    return bytes === undefined ? undefined : store.tag(bytes);
  };

  const schema = routeSchema(
    {
      summary: "What the register holds under a tag printed beforehand",
      tags: ["certificates"],
      asked: "publicRegister",
    },
    { params: v.object({ tag: v.string() }), answer: tagAnswerSchema },
  );
  app.get(`${PATH.tags}/:tag`, { schema }, async (request: TagRequest, reply) => {
    const typed = parseTypedNumber(request.params.tag);
    if (!typed.ok) return refuse(reply, "badNumber");
    const record = await find(typed.value);
    if (record === undefined) return refuse(reply, "notFound");
    const [claim, ...others] = record.claims;
    const answer: TagAnswer = {
      tag: typed.value,
      operator: { id: toHex(record.operator.id), name: ownerOf(record) },
      claimedTwice: others.length > 0 || record.contested,
      ...(claim === undefined
        ? {}
        : {
            claim: {
              number: claim.number,
              statement: toBase64Url(claim.statement),
              key: toBase64Url(claim.key),
            },
          }),
    };
    return reply.headers(CERTIFICATE_JSON_HEADERS).send(answer);
  });

  app.get(`${PATH.tagPage}/:tag`, { schema: { hide: true } }, async (request: TagRequest, reply) => {
    const { tag } = request.params;
    const language = languageOf(request.query.lang, request.headers["accept-language"]);
    const frame = { language, origin: home.authority.origin };
    reply.headers(CERTIFICATE_PAGE_HEADERS);
    const typed = parseTypedNumber(tag);
    if (!typed.ok) return reply.code(404).send(renderUnknownPage(tag, typed.error, frame));
    const record = await find(typed.value);
    if (record === undefined) return reply.code(404).send(renderTagPage({ tag: typed.value }, frame));
    const [claim, ...others] = record.claims;
    if (claim !== undefined && others.length === 0 && !record.contested)
      return reply.redirect(certificatePagePath(claim.number), 302);
    const { claims, contested } = record;
    return reply.send(renderTagPage({ tag: typed.value, owner: ownerOf(record), claims, contested }, frame));
  });
}
