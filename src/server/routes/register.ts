import type { FastifyInstance } from "fastify";
import * as v from "valibot";
import { fromBase64Url, fromHex, toBase64Url, toHex } from "../../core/bytes.ts";
import { type AuthorityAnswer, authorityAnswerSchema } from "../../wire/authority.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { divisionPackSchema } from "../../wire/divisions.ts";
import { hexField } from "../../wire/fields.ts";
import {
  consistencySchema,
  forkReportSchema,
  forksSchema,
  forkVerdictSchema,
  logHeadSchema,
  MAX_RECEIPTS,
  receiptsSchema,
} from "../../wire/log.ts";
import { PATH } from "../../wire/paths.ts";
import type { RouteDeps } from "../http/deps.ts";
import { refuse } from "../http/problems.ts";
import { allowEveryone, readRequest, routeSchema, wholeQuery, wholeText } from "../http/schemas.ts";
import { takeForkReport } from "../log/forkReports.ts";

/** Largest report of a fork in bytes: two heads as JSON. */
const FORK_REPORT_LIMIT = 2048;
/** Reports listed at once. */
const SHOWN_FORKS = 20;

const proofQuery = v.object({ ids: v.optional(v.string()), from: v.optional(wholeText), to: v.optional(wholeText) });
const countyParams = v.object({ county: v.pipe(v.string(), v.regex(/^[1-9][0-9]{5}$/)) });

function authorityRoute(app: FastifyInstance, { home, now }: RouteDeps): void {
  const schema = routeSchema(
    {
      summary: "Who answers here, the signed authority list, and the time",
      tags: ["register"],
      asked: "publicRegister",
    },
    { answer: authorityAnswerSchema },
  );
  app.get(PATH.authority, { schema }, async (_request, reply) => {
    const { id, name, regions, origin } = home.authority;
    const answer: AuthorityAnswer = {
      id: toHex(id),
      name,
      regions: [...regions],
      origin,
      listKey: toBase64Url(home.listKey),
      list: toBase64Url(home.list),
      time: now(),
    };
    return allowEveryone(reply).header("cache-control", "no-store").send(answer);
  });
}

function logRoutes(app: FastifyInstance, { treeHeads, store }: RouteDeps): void {
  const tags = ["log"];
  app.get(
    PATH.logHead,
    {
      schema: routeSchema(
        { summary: "Newest signed tree head", tags, asked: "publicRegister" },
        { answer: logHeadSchema },
      ),
    },
    async (_request, reply) => {
      const head = await treeHeads.current();
      return allowEveryone(reply)
        .header("cache-control", "no-cache")
        .send({ head: toBase64Url(head.message) });
    },
  );

  const query = v.object({ ids: v.optional(v.string()), from: v.optional(wholeQuery), to: v.optional(wholeQuery) });
  const proving = routeSchema(
    {
      summary: "Receipts for statement ids, or the proof that one tree extends another",
      tags,
      asked: "publicRegister",
    },
    { query, answer: v.union([receiptsSchema, consistencySchema]) },
  );
  app.get(PATH.logProof, { schema: proving }, async (request, reply) => {
    const asked = readRequest(proofQuery, request.query, allowEveryone(reply));
    if (asked === undefined) return reply;
    const ids = asked.ids?.split(",").map((id) => (v.is(hexField(32), id) ? fromHex(id) : undefined));
    if (ids !== undefined) {
      const known = ids.filter((id) => id !== undefined);
      if (known.length !== ids.length || ids.length > MAX_RECEIPTS) return refuse(reply, "badRequest", "ids");
      const { head, receipts } = await treeHeads.receipts(known);
      const shown = receipts.map(({ id, receivedAt, receipt }) => ({
        id: toHex(id),
        receivedAt,
        receipt: toBase64Url(receipt),
      }));
      return reply.send({ head: toBase64Url(head.message), receipts: shown });
    }
    const { from, to } = asked;
    if (from === undefined || to === undefined) return refuse(reply, "badRequest", "from");
    if (from < 1 || from > to || to > (await store.logSize())) return refuse(reply, "badRequest", "to");
    return reply.send({ from, to, path: (await store.consistencyPath(from, to)).map(toBase64Url) });
  });
}

/** Reports that this very log was rewritten. Anybody may send one: it proves itself or is nothing. */
function forkRoutes(app: FastifyInstance, { store, home, metrics, now }: RouteDeps): void {
  const tags = ["log"];
  const reporting = routeSchema(
    { summary: "Report two signed tree heads that cannot both be true", tags, asked: "delivery" },
    { body: forkReportSchema, answer: forkVerdictSchema },
  );
  app.post(PATH.logForks, { schema: reporting, bodyLimit: FORK_REPORT_LIMIT }, async (request, reply) => {
    const report = readRequest(forkReportSchema, request.body, reply);
    if (report === undefined) return reply;
    const [held, offered] = [fromBase64Url(report.held), fromBase64Url(report.offered)];
    if (held === undefined || offered === undefined) return refuse(reply, "badRequest");
    const confirmed = await takeForkReport(held, offered, { store, home, now });
    if (confirmed === undefined) return refuse(reply, "proofFailed");
    metrics.forks.inc({ confirmed: String(confirmed) });
    if (confirmed) request.log.error({ held: report.held, offered: report.offered }, "the log was rewritten");
    return reply.send({ confirmed });
  });

  const listing = routeSchema(
    { summary: "Confirmed reports that the log was rewritten", tags, asked: "publicRegister" },
    { answer: forksSchema },
  );
  app.get(PATH.logForks, { schema: listing }, async (_request, reply) => {
    const forks = (await store.logForks(SHOWN_FORKS)).map(({ at, held, offered }) => ({
      at,
      held: toBase64Url(held),
      offered: toBase64Url(offered),
    }));
    return allowEveryone(reply).header("cache-control", "no-store").send({ forks });
  });
}

function divisionRoute(app: FastifyInstance, { divisions }: RouteDeps): void {
  const schema = routeSchema(
    { summary: "Towns and villages of a county", tags: ["reference"], asked: "publicRegister" },
    { params: countyParams, answer: divisionPackSchema },
  );
  app.get(`${PATH.divisions}/:county`, { schema }, async (request, reply) => {
    const params = readRequest(countyParams, request.params, reply);
    if (params === undefined) return reply;
    const packed = divisions.compressedCounty(params.county);
    if (packed === undefined) return refuse(reply, "notFound");
    reply.type(CONTENT_TYPE.json).headers({ "cache-control": "public, max-age=86400", vary: "Accept-Encoding" });
    if (/\bbr\b/.test(request.headers["accept-encoding"] ?? ""))
      return reply.header("content-encoding", "br").send(packed);
    return reply.send(divisions.county(params.county));
  });
}

/** What everyone may read: the authority, its log and the reference data. */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps): void {
  authorityRoute(app, deps);
  logRoutes(app, deps);
  forkRoutes(app, deps);
  divisionRoute(app, deps);
}
