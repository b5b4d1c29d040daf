import { brotliDecompressSync } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as v from "valibot";
import { parseTypedNumber } from "../../core/certificate/number.ts";
import type { PageFrame } from "../../page/pageInput.ts";
import { renderUnknownPage, type UnknownReason } from "../../page/renderUnknownPage.ts";
import { certificateAnswerSchema } from "../../wire/certificates.ts";
import { certificatePagePath, certificateRecordsPath, PATH } from "../../wire/paths.ts";
import { isNumber, languageOf, takesBrotli } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { routeSchema } from "../http/schemas.ts";
import { CERTIFICATE_JSON_HEADERS, CERTIFICATE_PAGE_HEADERS } from "../http/securityHeaders.ts";

type NumberRequest = FastifyRequest<{ Params: { readonly number: string }; Querystring: { readonly lang?: string } }>;

/** Sends bytes as they are kept, or unpacked for the rare client that takes no Brotli. */
function sendPacked(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  if (takesBrotli(request.headers["accept-encoding"])) return reply.header("content-encoding", "br").send(bytes);
  return reply.send(brotliDecompressSync(bytes));
}

/** A registered certificate as JSON and as the page that a scanned code opens. */
export function certificateRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const { answers, home, pageScript } = deps;
  const frameFor = (language: PageFrame["language"]): PageFrame => ({
    language,
    origin: home.authority.origin,
    ...(pageScript === undefined ? {} : { script: pageScript }),
  });

  const schema = routeSchema(
    { summary: "What the register holds under a number", tags: ["certificates"], asked: "publicRegister" },
    { params: v.object({ number: v.string() }), answer: certificateAnswerSchema },
  );
  app.get(`${PATH.certificates}/:number`, { schema }, async (request: NumberRequest, reply) => {
    const { number } = request.params;
    reply.headers(CERTIFICATE_JSON_HEADERS);
    const bytes = isNumber(number) ? await answers.about(number, "json") : undefined;
    if (bytes !== undefined) return sendPacked(request, reply, bytes);
    const typed = parseTypedNumber(number);
    if (!typed.ok) return refuse(reply, "badNumber");
    const found = typed.value === number ? undefined : await answers.about(typed.value, "json");
    return found === undefined ? refuse(reply, "notFound") : sendPacked(request, reply, found);
  });

  const pageSchema = { hide: true };
  app.get(`${PATH.certificatePage}/:number`, { schema: pageSchema }, async (request: NumberRequest, reply) => {
    const { number } = request.params;
    const language = languageOf(request.query.lang, request.headers["accept-language"]);
    reply.headers(CERTIFICATE_PAGE_HEADERS);
    const bytes = isNumber(number) ? await answers.about(number, `page-${language}`) : undefined;
    if (bytes !== undefined) return sendPacked(request, reply, bytes);
    const typed = parseTypedNumber(number);
    if (typed.ok && typed.value !== number) return reply.redirect(certificatePagePath(typed.value), 301);
    const reason: UnknownReason = typed.ok ? { code: "notRegistered" } : typed.error;
    return reply.code(404).send(renderUnknownPage(number, reason, frameFor(language)));
  });

  app.get(certificateRecordsPath(":number"), { schema: pageSchema }, async (request: NumberRequest, reply) => {
    const { number } = request.params;
    const language = languageOf(request.query.lang, request.headers["accept-language"]);
    reply.headers(CERTIFICATE_PAGE_HEADERS);
    const page = isNumber(number) ? await answers.recordsPage(number, language) : undefined;
    if (page !== undefined) return reply.send(page);
    const typed = parseTypedNumber(number);
    const reason: UnknownReason = typed.ok ? { code: "notRegistered" } : typed.error;
    return reply.code(404).send(renderUnknownPage(number, reason, frameFor(language)));
  });
}
