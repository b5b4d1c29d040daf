import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as v from "valibot";
import { parsePhone } from "../../core/operator/profile.ts";
import { WALK_IN_KINDS } from "../../core/statement/whoMaySign.ts";
import { hexBytes } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import { farmerRequestSchema, matchAnswerSchema } from "../../wire/records.ts";
import { askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import { readRequest, routeSchema } from "../http/schemas.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import { operatorShown, operatorsInScope } from "./operatorShown.ts";

/** Farmers in one answer: whoever is not among them is looked for by more of the name. */
const SHOWN = 20;
/** Operators of a name that are looked through for farmers. */
const LOOKED_AT = 200;

async function idsFor(
  asked: v.InferOutput<typeof farmerRequestSchema>,
  scopes: readonly string[],
  { store, home }: RouteDeps,
): Promise<readonly Uint8Array[]> {
  if ("id" in asked) return [hexBytes(asked.id)];
  if ("phone" in asked) {
    const phone = parsePhone(asked.phone);
    return phone === undefined ? [] : home.records.operatorsWith({ phone });
  }
  const found = await store.searchRegister({ scopes, typed: asked.name, places: [], limit: LOOKED_AT });
  return found.map(({ id }) => id);
}

/** A farmer who may be signed for (代开): of a kind that walks in. */
function isFarmer({ row }: OperatorRecord): boolean {
  return WALK_IN_KINDS.includes(row.kind);
}

async function findFarmers(request: FastifyRequest, reply: FastifyReply, deps: RouteDeps): Promise<FastifyReply> {
  const asker = await askerOf(request, reply, deps);
  const asked = asker === undefined ? undefined : readRequest(farmerRequestSchema, request.body, reply);
  if (asker === undefined || asked === undefined) return reply;
  const { regions } = asker;
  const found = await operatorsInScope(await idsFor(asked, regions, deps), regions, deps);
  const farmers = found.filter(isFarmer).slice(0, SHOWN);
  return reply.send({ operators: await Promise.all(farmers.map((farmer) => operatorShown(farmer, deps))) });
}

/** What a service station 服务站点 asks: who the farmer is that stands in front of it. */
export function stationRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const finding = routeSchema(
    { summary: "Farmers in the caller's region by name, phone or id", tags: ["stations"], asked: "farmers" },
    { body: farmerRequestSchema, answer: matchAnswerSchema },
  );
  app.post(PATH.farmers, { schema: finding }, (request, reply) => findFarmers(request, reply, deps));
}
