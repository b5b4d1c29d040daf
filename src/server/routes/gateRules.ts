import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { FastifyInstance } from "fastify";
import * as v from "valibot";
import { toHex } from "../../core/bytes.ts";
import { regionContains } from "../../core/operator/region.ts";
import { regionField } from "../../wire/fields.ts";
import { type GateRulesAnswer, gateRulesSchema } from "../../wire/gateRules.ts";
import { PATH } from "../../wire/paths.ts";
import { takesBrotli } from "../http/certificateRequest.ts";
import type { RouteDeps } from "../http/deps.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";

/** The packs are 140 KB of JSON; this quality takes two milliseconds for them. */
const QUALITY = 4;

const compress = promisify(brotliCompress);
const regionParams = v.object({ region: regionField });

async function rulesIn(region: string, { store, gate, now }: RouteDeps): Promise<GateRulesAnswer> {
  const decided = await store.rowDecisions();
  const here = decided.filter((one) => regionContains(one.region, region));
  return {
    asOf: now(),
    packs: gate.packs,
    decisions: here.map(({ id, row, decision, reason, iat }) => ({ id: toHex(id), row, decision, reason, at: iat })),
  };
}

/** What the gate goes by in a region; phones keep it for when they have no network. */
export function gateRuleRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const schema = routeSchema(
    {
      summary: "Banned inputs, intervals and the officers' decisions about them in a region",
      tags: ["reference"],
      asked: "publicRegister",
    },
    { params: regionParams, answer: gateRulesSchema },
  );
  app.get(`${PATH.gateRules}/:region`, { schema }, async (request, reply) => {
    const params = readRequest(regionParams, request.params, reply);
    if (params === undefined) return reply;
    const text = JSON.stringify(await rulesIn(params.region, deps));
    reply
      .type("application/json; charset=utf-8")
      .headers({ "cache-control": "public, max-age=60", vary: "Accept-Encoding" });
    if (!takesBrotli(request.headers["accept-encoding"])) return reply.send(text);
    const packed = await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
    return reply.header("content-encoding", "br").send(packed);
  });
}
